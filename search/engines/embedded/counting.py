"""Count facets: every facet under the filters of all others, its own left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import tantivy

from search.contract import schema
from search.contract.query import SearchQuery
from search.contract.result import FacetOption, FacetResult
from search.engines.embedded import schema as layout
from search.engines.embedded.codes import Codes

_NAME: Final = "values"
_SPARE: Final = 8

Counts = Mapping[int, int]


def count_codes(searcher: tantivy.Searcher, query: tantivy.Query, codes: Codes) -> dict[int, int]:
    """Return code → number of matching entries, for every facet value at once."""
    return _count(searcher, query, layout.CODES, len(codes) + _SPARE)


def count_types(searcher: tantivy.Searcher, query: tantivy.Query, codes: Codes) -> dict[int, int]:
    """Return code → number of matching entries, for the types alone: a column of its own, so it costs little."""
    found = _count(searcher, query, layout.TYPE, len(schema.TYPES) + _SPARE)
    return {
        code: count
        for number, count in found.items()
        if (code := codes.get("type", schema.TYPES[number])) is not None
    }


def _count(
    searcher: tantivy.Searcher, query: tantivy.Query, column: str, size: int
) -> dict[int, int]:
    wanted: dict[str, Any] = {
        _NAME: {"terms": {"field": column, "size": size, "segment_size": size}}
    }
    buckets = searcher.aggregate(query, wanted)[_NAME]["buckets"]
    return {int(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}


def facet_results(
    query: SearchQuery, codes: Codes, counts: Mapping[str, Counts]
) -> tuple[FacetResult, ...]:
    """Return the options of every facet; `counts` holds what each facet is counted from."""
    options: dict[str, list[FacetOption]] = {name: [] for name in schema.FACET_BY_NAME}
    for code, (facet, value) in enumerate(codes.values):
        if facet not in options:
            continue
        count = counts[facet].get(code, 0)
        selected = value in query.chosen(facet)
        if count or selected:
            options[facet].append(FacetOption(value, count, selected))
    for facet in query.filters:
        known = {option.value for option in options[facet]}
        options[facet] += [
            FacetOption(value, 0, True) for value in query.chosen(facet) if value not in known
        ]
    return tuple(
        FacetResult(facet.name, _ordered(facet, options[facet.name])) for facet in schema.FACETS
    )


def _ordered(facet: schema.Facet, options: list[FacetOption]) -> tuple[FacetOption, ...]:
    if facet.values:
        places = {value: place for place, value in enumerate(facet.values)}
        options.sort(key=lambda option: (places.get(option.value, len(places)), option.value))
    else:
        options.sort(key=lambda option: (-option.count, option.value))
    return tuple(options)
