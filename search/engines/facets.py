"""Arrange the options of facets; the same for every engine."""

from __future__ import annotations

from collections.abc import Mapping

from search.contract import schema
from search.contract.query import SearchQuery
from search.contract.result import FacetOption, FacetResult

Counted = Mapping[str, Mapping[str, int]]
"""Facet → value → number of entries."""


def facet_results(query: SearchQuery, counted: Counted) -> tuple[FacetResult, ...]:
    """Return the options of every facet: values with a count, and chosen values whatever their count."""
    return tuple(
        FacetResult(facet.name, _options(facet, query.chosen(facet.name), counted[facet.name]))
        for facet in schema.FACETS
    )


def _options(
    facet: schema.Facet, chosen: tuple[str, ...], counted: Mapping[str, int]
) -> tuple[FacetOption, ...]:
    values = dict.fromkeys(chosen, 0) | {value: count for value, count in counted.items() if count}
    options = [FacetOption(value, count, value in chosen) for value, count in values.items()]
    if facet.values:
        places = {value: place for place, value in enumerate(facet.values)}
        options.sort(key=lambda option: (places.get(option.value, len(places)), option.value))
    else:
        options.sort(key=lambda option: (-option.count, option.value))
    return tuple(options)
