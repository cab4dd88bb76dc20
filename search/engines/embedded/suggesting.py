"""Offer entries while a query is typed."""

from __future__ import annotations

import tantivy
from tantivy import Occur, Query

from search.contract.result import Suggestion
from search.contract.text import edits_allowed
from search.engines.embedded import schema as layout
from search.engines.embedded.snapshot import Snapshot
from search.engines.suggesting import LOOKED_AT, Candidate, best, read


def suggest(snapshot: Snapshot, text: str, *, lang: str, limit: int, tie: str) -> list[Suggestion]:
    """Return entries every typed word of which begins a word of their name, names that begin so first."""
    typed = read(text)
    if not typed.words or limit < 1:
        return []
    found = _search(snapshot, [_begin(snapshot, word) for word in typed.words])
    if not found and any(edits_allowed(word) for word in typed.words):
        found = _search(snapshot, [_near(snapshot, word) for word in typed.words])
    addresses = [address for _, address in found]
    candidates = [
        Candidate(entry, score, place)
        for (score, _), place, entry in zip(
            found, snapshot.numbers(tie, addresses), snapshot.stored(addresses), strict=True
        )
    ]
    return best(candidates, typed, lang=lang, limit=limit)


def _search(snapshot: Snapshot, queries: list[Query]) -> list[tuple[float, tantivy.DocAddress]]:
    query = Query.boolean_query([(Occur.Must, one) for one in queries])
    return snapshot.searcher.search(query, LOOKED_AT, count=False).hits


def _begin(snapshot: Snapshot, word: str) -> Query:
    return Query.term_query(snapshot.schema, layout.BEGIN, word, index_option="freq")


def _near(snapshot: Snapshot, word: str) -> Query:
    allowed = min(1, edits_allowed(word))
    if not allowed:
        return _begin(snapshot, word)
    return Query.fuzzy_term_query(snapshot.schema, layout.BEGIN, word, distance=allowed)
