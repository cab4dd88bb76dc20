"""Build the addresses of results pages: one writing for one question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from search.contract import schema
from search.contract.query import SearchQuery

_SHORT: Final = 200
"""Letters of a value whose writing is kept for other pages."""

Filters = Mapping[str, tuple[str, ...]]
Parameters = list[tuple[str, str]]

RESULTS = "search:results"
WITHIN = "within"
"""The parameter that narrows the page of all values of a facet; it asks the index for nothing."""


def parameters(
    query: SearchQuery, *, filters: Filters | None = None, page: int = 1, **changed: str
) -> Parameters:
    """Return the parameters of a question in a fixed order, defaults left out.

    `filters` stand in for the chosen ones and `changed` for `text` or `sort`.
    """
    chosen = query.filters if filters is None else filters
    text, sort = changed.get("text", query.text), changed.get("sort", query.sort)
    found: Parameters = [("q", text)] if text else []
    if chosen:
        found += [(name, value) for name in schema.FACET_BY_NAME for value in chosen.get(name, ())]
    if sort != schema.RELEVANCE:
        found.append(("sort", sort))
    if page > 1:
        found.append(("page", str(page)))
    return found


def address(
    query: SearchQuery,
    *,
    filters: Filters | None = None,
    page: int = 1,
    view: str = RESULTS,
    **changed: str,
) -> str:
    """Return the address of a results page, or of another view of it, in the active language; see `parameters`."""
    string = _written(parameters(query, filters=filters, page=page, **changed))
    path = _path(view, get_language())
    return f"{path}?{string}" if string else path


def _written(found: Parameters) -> str:
    return "&".join(
        [(_pair if len(value) <= _SHORT else _long_pair)(name, value) for name, value in found]
    )


# The addresses of a page mostly hold the same words and filters.
@lru_cache(maxsize=1_000)
def _pair(name: str, value: str) -> str:
    return urlencode({name: value})


# Kept for one page: a thousand texts of the greatest length would take a hundred megabytes.
@lru_cache(maxsize=4)
def _long_pair(name: str, value: str) -> str:
    return urlencode({name: value})


# A page has some fifty addresses of a few views.
@lru_cache(maxsize=64)
def _path(view: str, lang: str | None, *parts: str) -> str:  # noqa: ARG001  the active language is part of the cache's key
    return reverse(view, args=parts)


def values_address(
    query: SearchQuery, facet: str, *, filters: Filters | None = None, within: str = ""
) -> str:
    """Return the address of the page of all values of a facet; `within` is what is sought among them."""
    found = [*parameters(query, filters=filters), *([(WITHIN, within)] if within else [])]
    path = _path("search:values", get_language(), facet)
    return f"{path}?{_written(found)}" if found else path


def without(filters: Filters, facet: str, value: str | None = None) -> dict[str, tuple[str, ...]]:
    """Return filters without one value of a facet, or without the facet."""
    left = {name: values for name, values in filters.items() if name != facet}
    if value is not None and (rest := tuple(one for one in filters.get(facet, ()) if one != value)):
        left[facet] = rest
    return left


def hidden(query: SearchQuery, *, leave_out: Iterable[str] = ()) -> list[dict[str, str]]:
    """Return the parameters that a form carries along without showing them."""
    omitted = {*leave_out, "page"}
    return [
        {"name": name, "value": value} for name, value in parameters(query) if name not in omitted
    ]
