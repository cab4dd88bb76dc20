"""The words that the best entries of a sentence share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.engines.kindred import BOOST, FIRST, MOST, kindred

WORDS = st.lists(st.sampled_from("forest drone tree satellite harvest map".split()), max_size=8)


def entry(text: str, lang: str = "en") -> dict[str, dict[str, str]]:
    return {"name": {lang: "Entry"}, "description": {lang: text}, "provider": {lang: "Meži SIA"}}


def test_what_two_share_counts_more_the_better_they_are() -> None:
    found = dict(
        kindred([entry("Forest drones"), entry("Drones fly"), entry("The forest, the forest")])
    )
    assert found.keys() == {"~eentri", "~edrone", "~eforest"}
    assert found["~eentri"] > found["~edrone"] > found["~eforest"]


def test_one_entry_is_no_company() -> None:
    assert kindred([entry("Forest drones")]) == kindred([]) == []


def test_words_of_one_language_are_not_those_of_another() -> None:
    terms = {term for term, _ in kindred([entry("Mežu kartes", "lv"), entry("Meža karte", "lv")])}
    assert len(terms) == 3
    assert {term[:2] for term in terms} == {"~l"}


@given(st.lists(WORDS, max_size=9))
def test_it_is_bounded_and_repetition_adds_nothing(lists: list[list[str]]) -> None:
    entries = [entry(" ".join(words)) for words in lists]
    found = kindred(entries)
    assert len(found) <= MOST
    assert all(0 < boost <= BOOST for _, boost in found)
    assert [boost for _, boost in found] == sorted((boost for _, boost in found), reverse=True)
    assert found == kindred([entry(" ".join(words * 3)) for words in lists])
    assert found == kindred(entries[:FIRST])
