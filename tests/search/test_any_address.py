"""No address of the search is too odd for an answer: every parameter of every page of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import forms, services
from search.contract import schema
from search.contract.parse import parse
from tests.search import entries

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESSES = (
    "/lv/search/",
    "/en/search/map/",
    "/lv/search/values/sector/",
    "/en/search/values/market/",
    "/en/search/results.csv",
    "/lv/search/results.json",
    "/api/v1/search",
    "/api/v1/suggest",
)
NAMES = ("q", "sort", "page", "page_size", "lang", "within", "debug", "", *schema.FACET_BY_NAME)
VALUES = (
    *(
        "solution",
        "organisation",
        "1",
        "0",
        "-1",
        "1e9",
        "9" * 400,
        "",
        " ",
        "250 ",
        "yes",
        "relevance",
    ),
    *(
        "\0",
        "\ud800",
        "a" * 10_000,
        '"',
        "-",
        "AND OR NOT",
        "/.*/ [a TO b]",
        "%00",
        "<script>",
        "😀",
        "שלום",
    ),
    " ".join(f"word{number}" for number in range(800)),
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    asked=st.lists(
        st.tuples(st.sampled_from(NAMES), st.one_of(st.sampled_from(VALUES), st.text(max_size=30))),
        max_size=7,
    )
)
def test_no_parameter_breaks_a_page(
    index: Any, client: Client, asked: list[tuple[str, str]]
) -> None:
    if not services.state().health.documents:
        entries.solution("Datu analīze", tagline_en="Data analysis")
        services.rebuild()
    string = urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in asked])
    for address in ADDRESSES:
        response = client.get(f"{address}?{string}")
        assert response.status_code in {200, 301, 302, 400, 404}, address
        body = response.getvalue()
        if address.endswith("/"):
            assert b"<script>alert" not in body, address


def test_of_a_text_without_end_only_so_much_is_kept_as_is_read() -> None:
    asked = forms.read_page(QueryDict(urlencode({"q": "ā" * 60_000})), lang="lv")
    assert len(asked.query.text) == schema.MAX_CHARACTERS + 1
    assert parse(asked.query.text).truncated
    text = " ".join(f"vārds{number}" for number in range(8_000))
    asked = forms.read_page(QueryDict(urlencode({"q": text})), lang="lv")
    assert parse(asked.query.text) == parse(text)


@pytest.mark.parametrize("name", ["page", "page_size"])
@pytest.mark.parametrize("value", ["-1", "0", "1.5", "x", "१", "9" * 400])
def test_a_number_that_is_none_is_named(index: Any, client: Client, name: str, value: str) -> None:
    response = client.get("/api/v1/search", {name: value})
    assert response.status_code in {400, 404}
    assert response.json()["error"]["field"] == name
