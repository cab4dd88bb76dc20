"""Queries, documents and the schema check themselves."""

from __future__ import annotations

from typing import Any

import pytest

from search.contract import schema
from search.contract.document import Document
from search.contract.query import QueryError, SearchQuery
from search.contract.result import FacetOption, FacetResult, SearchResult


@pytest.mark.parametrize(
    ("arguments", "field", "code"),
    [
        ({"filters": {"colour": ("red",)}}, "colour", "unknown"),
        ({"filters": {"type": ("page",)}}, "type", "value"),
        ({"filters": {"sector": ("",)}}, "sector", "value"),
        ({"filters": {"sector": ("a\x00b",)}}, "sector", "value"),
        ({"filters": {"sector": ("\ud800",)}}, "sector", "value"),
        ({"filters": {"sector": ("x" * 101,)}}, "sector", "value"),
        ({"filters": {"sector": tuple(str(n) for n in range(51))}}, "sector", "too_many"),
        ({"sort": "price"}, "sort", "unknown"),
        ({"lang": "de"}, "lang", "unknown"),
        ({"page": 0}, "page", "range"),
        ({"page": 501}, "page", "range"),
        ({"page": 10**9}, "page", "range"),
        ({"page_size": -1}, "page_size", "range"),
        ({"page_size": 101}, "page_size", "range"),
    ],
)
def test_a_bad_query_names_the_parameter(arguments: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(QueryError) as caught:
        SearchQuery(**arguments)
    assert (caught.value.field, caught.value.code) == (field, code)


def test_filters_are_tidied() -> None:
    query = SearchQuery(filters={"sector": ("a", "b", "a"), "market": ()})
    assert query.filters == {"sector": ("a", "b")}
    assert query.chosen("market") == ()


def test_the_last_page_is_allowed() -> None:
    query = SearchQuery(page=500)
    assert query.offset + query.page_size == schema.MAX_WINDOW


@pytest.mark.parametrize(
    "arguments",
    [
        {"type": "page"},
        {"key": ""},
        {"key": "\0meta"},
        {"facets": {"type": ("solution",)}},
        {"facets": {"colour": ("red",)}},
        {"texts": {"body": {"en": "x"}}},
        {"texts": {"name": {"de": "x"}}},
        {"completeness": 16},
    ],
)
def test_a_document_the_schema_does_not_know_is_refused(arguments: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"unknown|bad|must"):
        Document(
            **({"type": "solution", "key": "solution:1", "id": "1", "slug": "one"} | arguments)
        )


def test_the_schema_is_one_list() -> None:
    assert [facet.name for facet in schema.FACETS] == [
        *("type", "kind", "sector", "technology", "data_theme", "market", "certification"),
        *("region", "size", "trl", "stage", "pillar", "data_driven"),
    ]
    assert all(bool(facet.values) == (facet.order == "fixed") for facet in schema.FACETS)
    assert [field.name for field in schema.FIELDS] == [
        *("name", "tagline", "terms", "description", "references", "provider")
    ]


def test_a_result_gives_its_facets_by_name() -> None:
    facet = FacetResult("sector", (FacetOption("health", 1),))
    result = SearchResult(total=1, hits=(), facets=(facet,))
    assert result.facet("sector") is facet
    with pytest.raises(KeyError):
        result.facet("colour")
