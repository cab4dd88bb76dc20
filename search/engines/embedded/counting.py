"""Count facets: every facet under the filters of all others, its own left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import tantivy

from search.contract import schema
from search.engines.embedded import schema as layout
from search.engines.embedded.codes import Codes
from search.engines.facets import Counted

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


def by_facet(codes: Codes, counts: Mapping[str, Counts]) -> Counted:
    """Return the counts of values by facet; `counts` holds what each facet is counted from."""
    counted: dict[str, dict[str, int]] = {name: {} for name in schema.FACET_BY_NAME}
    for code, (facet, value) in enumerate(codes.values):
        if facet in counted and (count := counts[facet].get(code)):
            counted[facet][value] = count
    return counted
