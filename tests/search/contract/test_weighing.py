"""What the ways to find one word count."""

from __future__ import annotations

from collections.abc import Mapping
from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from search.contract.parse import parse
from search.engines.planning import Found
from search.engines.weighing import rarity, weighed, weighed_terms

TERMS = ("~eplatform", "~lplatform", "platform")
COUNTS = st.fixed_dictionaries({term: st.integers(1, 1000) for term in TERMS})


def word(text: str) -> Found:
    (found,) = parse(text).wanted
    return Found(found, found.terms)


@given(COUNTS, st.integers(1000, 100_000))
def test_every_term_counts_as_the_commonest_of_the_word(
    counts: Mapping[str, int], total: int
) -> None:
    (found,) = weighed(
        [word("platform")], lambda term, field: 0 if field else counts.get(term, 0), total
    )
    common = rarity(max(counts[term] for term in found.terms), total)
    for term in found.terms:
        assert isclose(rarity(counts[term], total) * found.weight(term), common)
    assert rarity(counts["platform"], total) * found.weight("platform") <= common * 1.000_001


@given(st.integers(0, 100), st.integers(0, 100))
def test_what_is_rarer_counts_more_and_never_less_than_nothing(one: int, other: int) -> None:
    assert (one < other) == (rarity(one, 100) > rarity(other, 100)) or rarity(one, 100) == rarity(
        other, 100
    )
    assert rarity(one, 100) > 0


def test_halves_side_by_side_count_as_the_word_does() -> None:
    (typed,) = parse("cybersecurity").wanted
    found = Found(typed, ("~ecybersecur",), splits=(("cyber", "security"),))
    counts = {"~ecybersecur": 4, "~ecyber": 90, "~esecur": 50, "~lcyber": 1, "~lsecurity": 1}
    (found,) = weighed([found], lambda term, field: 0 if field else counts.get(term, 0), 1000)
    assert {"~ecybersecur", "~ecyber", "~esecur"} <= set(weighed_terms(found))
    ((_, weight),) = found.weighed_splits()
    together = rarity(90, 1000) + rarity(50, 1000)
    assert isclose(weight * together, rarity(4, 1000))


def test_a_guess_is_left_as_it_is() -> None:
    guessed = Found(word("platfrom").word, TERMS, guessed=True)
    assert weighed([guessed], dict.fromkeys(TERMS, 3).__getitem__, 100) == [guessed]
    assert weighed_terms(guessed) == ()


def test_a_word_is_no_rarer_in_names_than_anywhere() -> None:
    (found,) = weighed([word("city")], lambda _, field: 1 if field == "name" else 90, 1000)
    for term in found.terms:
        assert isclose(rarity(1, 1000) * found.weight(term, "name"), rarity(90, 1000))
        assert found.weight(term, "tagline") == found.weight(term) == 1
