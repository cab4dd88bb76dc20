"""Make the searches of one question, and read their answers; hits and all facets go in one request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from elasticsearch_dsl import A, Search
from elasticsearch_dsl.query import Bool, Query

from search.contract import schema
from search.contract.query import SearchQuery
from search.contract.text import fold, stems, tokenize
from search.engines.elastic import mapping
from search.engines.elastic.compile import filters
from search.engines.kindred import FIRST
from search.engines.planning import Step

_VALUES: Final = 60_000
_COUNTS: Final = "values"

Body = dict[str, Any]
Counts = dict[str, dict[str, int]]
"""Facet → value → number of entries."""


def bodies(query: SearchQuery, step: Step[Query] | None, day: int) -> list[Body]:
    """Return the searches for a page of hits and for all facets; the first one is the page.

    With a text the page is counted in the same pass. Without one there are the most matches to count and the fewest
    ways to ask, so the counts are searches of their own: the server keeps the answers of those that want no hits.
    """
    text = [] if step is None else [step.matching]
    page = _page(query, step, day)
    found = [page]
    if step is None and not query.brief:
        found.append(_counting(filters(query.filters), mapping.CODES))
    elif not query.brief:
        page.aggs.bucket(_COUNTS, _terms(mapping.CODES))
    found += [
        _counting(text + filters(query.filters, without=facet), mapping.CODES, only=facet)
        for facet in _counted_apart(query)
    ]
    found.append(_counting(text + filters(query.filters, without="type"), mapping.TYPE))
    return [search.to_dict() for search in found]


def _counted_apart(query: SearchQuery) -> list[str]:
    """Return the facets that are counted without their own filter."""
    if query.brief:
        return []
    return [facet for facet in query.filters if facet != "type"]


def _page(query: SearchQuery, step: Step[Query] | None, day: int) -> Search:
    chosen = filters(query.filters)
    tie = {mapping.tie_column(day): "desc"}
    order: list[Any] = [tie]
    if query.sort == schema.NAME:
        order = [{mapping.name_column(query.lang): "asc"}]
    elif query.sort == schema.NEWEST:
        order = [{mapping.newest_column(day): "desc"}]
    elif step is not None:
        order = ["_score", tie]
    if step is None:
        asked: Query = Bool(filter=chosen)
    elif order[0] == "_score":
        asked = Bool(must=[step.ranking], filter=chosen)
    else:
        asked = Bool(filter=[step.matching, *chosen])
    search = Search().query(asked).extra(track_total_hits=True)
    if query.brief:
        return search.extra(size=0)
    return search.sort(*order)[query.offset : query.offset + query.page_size]


def _counting(chosen: Sequence[Query], column: str, only: str = "") -> Search:
    search = Search().extra(size=0, track_total_hits=False)
    if chosen:
        search = search.query(Bool(filter=list(chosen)))
    search.aggs.bucket(_COUNTS, _terms(column, only))
    return search


def _terms(column: str, only: str = "") -> Any:
    # Every value is wanted: with a smaller size the server would leave the rare ones out, silently.
    if only:
        return A("terms", field=column, size=_VALUES, include=f"{only}=.*")
    return A("terms", field=column, size=_VALUES)


def first(query: SearchQuery, step: Step[Query], day: int) -> Body:
    """Return the search for the best entries of a step."""
    search = _page(replace(query, page=1, page_size=FIRST), step, day)
    body: Body = search.extra(track_total_hits=False).to_dict()
    return body


def texts(answer: Mapping[str, Any]) -> list[Mapping[str, Mapping[str, str]]]:
    """Return the stored texts of the entries of an answer."""
    return [hit["_source"][mapping.DATA]["texts"] for hit in answer["hits"]["hits"]]


def enough(step: Step[Query]) -> Body:
    """Return the search that says whether a step finds enough in the supply."""
    asked = step.matching if step.unpinned is None else step.unpinned
    search = Search().query(Bool(filter=[asked, *filters({})])).extra(size=0)
    body: Body = search.extra(track_total_hits=max(1, step.enough)).to_dict()
    return body


def total(answer: Mapping[str, Any]) -> int:
    """Return the number of matches of a search."""
    return int(answer["hits"]["total"]["value"])


def counts(query: SearchQuery, answers: Sequence[Mapping[str, Any]]) -> Counts:
    """Return the counts of all facets, from the answers to `bodies`."""
    found: Counts = {name: {} for name in schema.FACET_BY_NAME}
    if query.brief:
        return found | {"type": _buckets(answers[-1])}
    counted = answers if "aggregations" in answers[0] else answers[1:]
    base, *apart, types = (_buckets(answer) for answer in counted)
    _take(found, base)
    for facet, own in zip(_counted_apart(query), apart, strict=True):
        found[facet] = {}
        _take(found, own)
    return found | {"type": types}


def _take(found: Counts, buckets: Mapping[str, int]) -> None:
    for code, count in buckets.items():
        facet, separator, value = code.partition("=")
        if separator and facet in found:
            found[facet][value] = count


def _buckets(answer: Mapping[str, Any]) -> dict[str, int]:
    buckets = answer["aggregations"][_COUNTS]["buckets"]
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}


def spelling(term: str) -> Body:
    """Return the search for an entry that shows how a term is spelled."""
    search = Search().query("term", **{mapping.ALL: term})
    body: Body = search.extra(size=1, track_total_hits=False).to_dict()
    return body


def spelled(term: str, answer: Mapping[str, Any]) -> str | None:
    """Return a term as an entry spells it; a form that none spells otherwise stands for itself."""
    stemmed = term[0] == "~"
    for hit in answer["hits"]["hits"]:
        for texts in hit["_source"][mapping.DATA]["texts"].values():
            for text in texts.values():
                for token in tokenize(text):
                    known = stems(token.surface, schema.LANGUAGES) if stemmed else ()
                    if term in known or (not stemmed and fold(token.surface) == term):
                        return token.surface
    return None if stemmed else term
