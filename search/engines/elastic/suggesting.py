"""Offer entries while a query is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from elasticsearch_dsl import Search
from elasticsearch_dsl.query import Bool, Fuzzy, Query, Term

from search.contract import schema
from search.contract.result import Suggestion
from search.contract.text import LONGEST_PREFIX, clean, edits_allowed, fold, tokenize
from search.engines.elastic import mapping

_LOOKED_AT: Final = 60
_MOST_WORDS: Final = 8
_MOST_CHARACTERS: Final = 200
_DIGITS: Final = 4

Body = dict[str, Any]


def suggest(
    ask: Callable[[Sequence[Body]], list[Any]], text: str, *, lang: str, limit: int, tie: str
) -> list[Suggestion]:
    """Return entries every typed word of which begins a word of their name, names that begin so first."""
    text = clean(text[:_MOST_CHARACTERS])
    words = [token.form[:LONGEST_PREFIX] for token in tokenize(text) if not token.joined]
    words = words[:_MOST_WORDS]
    if not words or limit < 1:
        return []
    (found,) = ask([_body([_begin(word) for word in words], tie)])
    if not found["hits"]["hits"] and any(edits_allowed(word) for word in words):
        (found,) = ask([_body([_near(word) for word in words], tie)])
    typed = " ".join(fold(text).split())
    ranked = []
    for hit in found["hits"]["hits"]:
        score, order = hit["sort"]
        entry = hit["_source"][mapping.DATA]
        names = entry["texts"].get("name", {})
        name = names.get(lang) or next(iter(names.values()), entry["slug"])
        begins = any(fold(one).startswith(typed) for one in names.values())
        place = schema.TYPES.index(entry["type"])
        ranked.append(((not begins, place > 1, -round(score, _DIGITS), -order), name, entry))
    ranked.sort(key=lambda one: one[0])
    return [
        Suggestion(
            text=name, type=entry["type"], id=entry["id"], slug=entry["slug"], key=entry["key"]
        )
        for _, name, entry in ranked[: min(limit, schema.MAX_SUGGESTIONS)]
    ]


def _body(queries: list[Query], tie: str) -> Body:
    shown = [f"{mapping.DATA}.{name}" for name in ("type", "key", "id", "slug", "texts.name")]
    search = Search().query(Bool(must=queries)).sort("_score", {tie: "desc"})[:_LOOKED_AT]
    body: Body = search.source(shown).extra(track_total_hits=False).to_dict()
    return body


def _begin(word: str) -> Query:
    return Term(**{mapping.BEGIN: word})


def _near(word: str) -> Query:
    if not edits_allowed(word):
        return _begin(word)
    asked = {"value": word, "fuzziness": 1, "rewrite": "constant_score"}
    return Fuzzy(**{mapping.BEGIN: asked})
