"""Turn a question and its answer into what the results page shows."""

from search.presenters.page import ResultPage, present

__all__ = ["ResultPage", "present"]
