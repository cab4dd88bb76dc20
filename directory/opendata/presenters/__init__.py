"""Public entries as the API and the dump show them: the shapes of the JSON Lines, without what is not public."""

from directory.opendata.presenters.answers import search_answer, suggestions
from directory.opendata.presenters.entries import PUBLIC, public_entries
from directory.opendata.presenters.matches import cpv_answer, match_answer

__all__ = [
    "PUBLIC",
    "cpv_answer",
    "match_answer",
    "public_entries",
    "search_answer",
    "suggestions",
]
