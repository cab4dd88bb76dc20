"""Offer entries while a query is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import orjson
from elasticsearch_dsl import Search
from elasticsearch_dsl.query import Bool, Fuzzy, Query, Term

from search.contract.result import Suggestion
from search.contract.text import edits_allowed
from search.engines.elastic import mapping
from search.engines.suggesting import LOOKED_AT, Candidate, best, read

Body = dict[str, Any]


def suggest(
    ask: Callable[[Sequence[Body]], list[Any]], text: str, *, lang: str, limit: int, tie: str
) -> list[Suggestion]:
    """Return entries every typed word of which begins a word of their name, names that begin so first."""
    typed = read(text)
    if not typed.words or limit < 1:
        return []
    (found,) = ask([_body([_begin(word) for word in typed.words], tie)])
    if not found["hits"]["hits"] and any(edits_allowed(word) for word in typed.words):
        (found,) = ask([_body([_near(word) for word in typed.words], tie)])
    candidates = [
        Candidate(orjson.loads(hit["fields"][mapping.OFFER][0]), *hit["sort"])
        for hit in found["hits"]["hits"]
    ]
    return best(candidates, typed, lang=lang, limit=limit)


def _body(queries: list[Query], tie: str) -> Body:
    search = Search().query(Bool(must=queries)).sort("_score", {tie: "desc"})[:LOOKED_AT]
    shown = search.source(False).extra(docvalue_fields=[mapping.OFFER], track_total_hits=False)
    body: Body = shown.to_dict()
    return body


def _begin(word: str) -> Query:
    return Term(**{mapping.BEGIN: word})


def _near(word: str) -> Query:
    if not edits_allowed(word):
        return _begin(word)
    asked = {"value": word, "fuzziness": 1, "rewrite": "constant_score"}
    return Fuzzy(**{mapping.BEGIN: asked})
