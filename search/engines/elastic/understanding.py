"""Tell how a question is understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from search.contract.parse import parse
from search.contract.query import SearchQuery
from search.contract.understood import Understood
from search.engines.elastic import asking
from search.engines.elastic.compile import compile_text
from search.engines.elastic.keeping import Kept
from search.engines.elastic.vocabulary import Vocabulary
from search.engines.understanding import understood


def understand(
    ask: Callable[[Sequence[asking.Body]], list[Any]], query: SearchQuery, *, engine: str
) -> Understood:
    """Return how a question is understood by the index; `ask` sends searches in one request."""
    parsed = parse(query.text, query.levers)
    vocabulary = Vocabulary(ask, Kept())
    found = vocabulary.find(parsed.wanted)
    totals: list[int] = []
    if not parsed.empty:
        text = compile_text(parsed, found, vocabulary.count)
        bodies = [{**asking.enough(step), "track_total_hits": True} for step in text.steps]
        totals = [asking.total(answer) for answer in ask(bodies)]
    return understood(query, parsed, found, totals, count=vocabulary.count, engine=engine)
