"""Marked parts, snippets, corrected queries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.contract.highlights import corrected, highlights
from search.contract.parse import parse
from search.contract.text import Marker, clean, highlight, phrase_term, side_by_side, tokenize

IT_SECURITY = side_by_side(phrase_term(token, "en") for token in tokenize("it security"))


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IT security and more", [("IT security", True), (" and more", False)]),
        ("It runs; security is dear", [("It runs; security is dear", False)]),
        ("security IT", [("security IT", False)]),
        ("Who does it\nsecurity audit", [("Who does it\nsecurity audit", False)]),
        ("it (security)", [("it (security", True), (")", False)]),
        ("IT-security", [("IT-security", True)]),
        ("it, it security", [("it, ", False), ("it security", True)]),
    ],
)
def test_words_that_count_side_by_side_are_marked_there_alone(
    text: str, expected: list[tuple[str, bool]]
) -> None:
    assert list(highlight(text, [IT_SECURITY])) == expected


@given(st.lists(st.sampled_from(["it", "security", "runs", "\n", "it-security"]), max_size=12))
def test_what_stands_side_by_side_is_what_neighbours_say(words: list[str]) -> None:
    text = " ".join(words)
    lines = [line.replace("-", " ").split() for line in text.split("\n")]
    there = any(
        line[place : place + 2] == ["it", "security"]
        for line in lines
        for place in range(len(line))
    )
    shown = highlight(text, [IT_SECURITY])
    assert any(is_match for _, is_match in shown) is there


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
    found = highlights(texts, "lv", marks("data"))
    assert (found["name"].lang, found["tagline"].lang) == ("lv", "en")
    assert "".join(part for part, _ in found["terms"].parts) == "Data science; Big data; Data lake"
    assert found["tagline"].words == ("data",)
    assert "description" not in found
    assert highlights(texts, "lv", {}) == {}


def test_words_are_marked_where_their_language_is_the_one_of_the_text() -> None:
    # Others, in Latvian, is what an English stemmer makes of a city.
    texts = {
        "name": {"en": "Smart city", "lv": "Citi Oku"},
        "description": {"lv": "Citi rīki pilsētai, city un citiem", "en": "All cities"},
    }
    found = highlights(texts, "lv", marks("city"))
    marked = {
        name: [text for text, is_match in shown.parts if is_match] for name, shown in found.items()
    }
    # A name may be of any language, whatever it is filed under.
    assert marked == {"name": ["Citi"], "description": ["city"]}
    english = highlights(texts, "en", marks("city"))["description"]
    assert [text for text, is_match in english.parts if is_match] == ["cities"]


def test_a_query_is_corrected_in_place() -> None:
    assert corrected(
        'Cybersecurty "big daata" -x', {"cybersecurty": "cybersecurity", "daata": "data"}
    ) == ('cybersecurity "big data" -x')
    assert corrected("data", {}) is None


def test_a_marker_finds_in_a_piece_that_another_learnt() -> None:
    text = "an okapiquux appears"
    first, second = Marker(marks("okapiquux")), Marker(marks("giraffe"))
    phrase = Marker([side_by_side(phrase_term(token, "en") for token in tokenize(text[3:]))])
    assert first.find("nothing of it") is None
    assert second.find(text) is None
    for marker in (first, phrase):
        found = marker.find(text)
        assert found is not None
        assert text[found.matches[0].start :].startswith("okapiquux")


@pytest.mark.parametrize(
    ("typed", "better", "offered"),
    [
        ("predictve", "predictive", True),
        ("maintenence", "maintenance", True),
        ("kiberdrosibba", "kiberdrošība", True),
        ("kiberdrošibba", "kiberdrošība", True),
        # Of a stem one letter away, a form that is not; and what nobody types who types diacritics.
        ("darvotais", "darba", False),
        ("ozona", "zonas", False),
        ("klasificēti", "kvalificēti", False),
    ],
)
def test_a_far_word_is_not_offered(typed: str, better: str, offered: bool) -> None:
    assert corrected(f"x {typed}", {typed: better}) == (f"x {better}" if offered else None)
