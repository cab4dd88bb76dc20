"""Arrange the options of facets; the same for every engine."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter

from search.contract import schema
from search.contract.query import SearchQuery
from search.contract.result import FacetOption, FacetResult

Counted = Mapping[str, Mapping[str, int]]
"""Facet → value → number of entries."""


def facet_results(query: SearchQuery, counted: Counted) -> tuple[FacetResult, ...]:
    """Return the options of every facet: values with a count, and chosen values whatever their count."""
    return tuple(
        FacetResult(
            facet.name, _options(facet, query.chosen(facet.name), counted.get(facet.name, {}))
        )
        for facet in schema.FACETS
    )


def _options(
    facet: schema.Facet, chosen: tuple[str, ...], counted: Mapping[str, int]
) -> tuple[FacetOption, ...]:
    if chosen:
        counted = {**dict.fromkeys(chosen, 0), **counted}
    found = [one for one in counted.items() if one[1] or one[0] in chosen]
    found.sort()
    if facet.values:
        places = {value: place for place, value in enumerate(facet.values)}
        found.sort(key=lambda one: places.get(one[0], len(places)))
    else:
        # Equals keep the order of the alphabet.
        found.sort(key=itemgetter(1), reverse=True)
    return tuple([FacetOption(value, count, value in chosen) for value, count in found])
