"""Marked parts, snippets, corrected queries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.contract.highlights import corrected, highlights
from search.contract.parse import parse
from search.contract.text import clean, highlight


def marks(query: str) -> dict[str, str]:
    return {
        term: word.token.surface
        for word in parse(query).words
        for term in (*word.terms, word.token.form)
    }


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Datu analīzes rīki", "analize", (("Datu ", False), ("analīzes", True), (" rīki", False))),
        ("We use C++.", "c++", (("We use ", False), ("C++", True), (".", False))),
        ("AI", "ai", (("AI", True),)),
        ("<b>data</b>", "data", (("<b>", False), ("data", True), ("</b>", False))),
        ("Cyber-security first", "cybersecurity", (("Cyber-security", True), (" first", False))),
        ("nothing here", "data", (("nothing here", False),)),
        ("", "data", ()),
    ],
)
def test_marking(text: str, query: str, expected: tuple[tuple[str, bool], ...]) -> None:
    assert highlight(text, marks(query)) == expected


def test_a_snippet_shows_the_first_match() -> None:
    text = "Lead words. " * 100 + "The needle is here. " + "More words. " * 100
    parts = highlight(text, marks("needle"), longest=200)
    shown = "".join(part for part, _ in parts)
    assert ("needle", True) in parts
    assert parts[0][0].startswith("…")
    assert parts[-1][0].endswith("…")
    assert len(shown) <= 204


@given(st.text(max_size=300), st.text(max_size=20))
def test_parts_give_the_text_back(text: str, query: str) -> None:
    parts = highlight(text, marks(query))
    assert "".join(part for part, _ in parts) == clean(text)
    assert all(part for part, _ in parts)


@given(st.text(max_size=900), st.sampled_from(["a", "data", "x y"]))
def test_a_snippet_is_a_piece_of_the_text(text: str, query: str) -> None:
    shown = "".join(part for part, _ in highlight(text, marks(query), longest=100))
    assert shown.strip("…") in clean(text)
    assert len(shown) <= 103


def test_fields_show_the_language_asked_for_where_the_word_is_there() -> None:
    texts = {
        "name": {"en": "Data", "lv": "Dati"},
        "tagline": {"en": "Health data", "lv": "Veselība"},
        "terms": {"en": "Cloud\nData science\nBig data\nData lake\nData mart"},
        "description": {"lv": "Nekas"},
    }
    found = highlights(texts, "lv", marks("datu"))
    assert (found["name"].lang, found["tagline"].lang) == ("lv", "en")
    assert "".join(part for part, _ in found["terms"].parts) == "Data science; Big data; Data lake"
    assert found["tagline"].words == ("datu",)
    assert "description" not in found
    assert highlights(texts, "lv", {}) == {}


def test_a_query_is_corrected_in_place() -> None:
    assert corrected(
        'Cybersecurty "big daata" -x', {"cybersecurty": "cybersecurity", "daata": "data"}
    ) == ('cybersecurity "big data" -x')
    assert corrected("data", {}) is None
