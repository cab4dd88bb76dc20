"""Offer entries while a query is typed."""

from __future__ import annotations

from typing import Final

import tantivy
from tantivy import Occur, Query

from search.contract import schema
from search.contract.result import Suggestion
from search.contract.text import LONGEST_PREFIX, clean, edits_allowed, fold, tokenize
from search.engines.embedded import schema as layout
from search.engines.embedded.snapshot import Snapshot

_LOOKED_AT: Final = 60
_MOST_WORDS: Final = 8
_MOST_CHARACTERS: Final = 200


def suggest(snapshot: Snapshot, text: str, *, lang: str, limit: int, tie: str) -> list[Suggestion]:
    """Return entries every typed word of which begins a word of their name, names that begin so first."""
    text = clean(text[:_MOST_CHARACTERS])
    words = [token.form[:LONGEST_PREFIX] for token in tokenize(text) if not token.joined][
        :_MOST_WORDS
    ]
    if not words or limit < 1:
        return []
    found = _search(snapshot, [_begin(snapshot, word) for word in words])
    if not found and any(edits_allowed(word) for word in words):
        found = _search(snapshot, [_near(snapshot, word) for word in words])
    typed = " ".join(fold(text).split())
    ties = snapshot.numbers(tie, [address for _, address in found])
    stored = snapshot.stored(address for _, address in found)
    ranked = []
    for (score, _), tie_value, entry in zip(found, ties, stored, strict=True):
        names = entry["texts"].get("name", {})
        name = names.get(lang) or next(iter(names.values()), entry["slug"])
        begins = any(fold(one).startswith(typed) for one in names.values())
        place = schema.TYPES.index(entry["type"])
        ranked.append(((not begins, place > 1, -round(score, 4), -tie_value), name, entry))
    ranked.sort(key=lambda one: one[0])
    return [
        Suggestion(
            text=name, type=entry["type"], id=entry["id"], slug=entry["slug"], key=entry["key"]
        )
        for _, name, entry in ranked[: min(limit, schema.MAX_SUGGESTIONS)]
    ]


def _search(snapshot: Snapshot, queries: list[Query]) -> list[tuple[float, tantivy.DocAddress]]:
    query = Query.boolean_query([(Occur.Must, one) for one in queries])
    return snapshot.searcher.search(query, _LOOKED_AT, count=False).hits


def _begin(snapshot: Snapshot, word: str) -> Query:
    return Query.term_query(snapshot.schema, layout.BEGIN, word, index_option="freq")


def _near(snapshot: Snapshot, word: str) -> Query:
    allowed = min(1, edits_allowed(word))
    if not allowed:
        return _begin(snapshot, word)
    return Query.fuzzy_term_query(snapshot.schema, layout.BEGIN, word, distance=allowed)
