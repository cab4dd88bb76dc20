"""Addresses of results pages."""

from __future__ import annotations

from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from search.contract.query import SearchQuery
from search.presenters.links import address, parameters

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = WORDS.filter(lambda value: value and value.isprintable())


@given(WORDS, st.lists(VALUES, max_size=3, unique=True), st.integers(1, 9))
def test_an_address_is_written_as_forms_write_it(text: str, values: list[str], page: int) -> None:
    query = SearchQuery(text=text, filters={"market": tuple(values)} if values else {})
    written = urlencode(parameters(query, page=page))
    for _ in range(2):
        assert address(query, page=page).partition("?")[2] == written
