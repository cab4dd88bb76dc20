"""The order of names, and how far words are apart."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.contract.text import collation_key, distance, edits_allowed, one_edit


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        (
            "lv",
            [
                "9 lati",
                "10 lati",
                "Abols",
                "Ābols",
                "Cukurs",
                "Čipsis",
                "Ezis",
                "„Ilga”",
                "Ymca",
                "Suns",
                "Šņāc",
                "Zebra",
                "Žagata",
            ],
        ),
        ("lv", ["Gaļa", "Gaļas tirgus", "Ģirts", "Kaķis", "Ķekava", "Ņina", "Oga"]),
        ("en", ["Ābele", "Čipsis", "Cukurs", "Sierra", "Šņāc", "Suns", "Yacht", "Zebra"]),
        ("en", ["Tet", "Tet 2", "Tet 10", "Tet Cloud", "Tetra"]),
        ("en", ["Alfa", "Beta", "Гамма", "日本"]),
    ],
)
def test_names_stand_in_order(lang: str, names: list[str]) -> None:
    shuffled = names[:]
    random.Random(3).shuffle(shuffled)
    assert sorted(shuffled, key=lambda name: collation_key(name, lang)) == names


@given(st.text(max_size=300), st.sampled_from(["en", "lv"]))
def test_a_key_can_be_made_of_any_name(text: str, lang: str) -> None:
    collation_key(text, lang).encode("utf-8")


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("data", "data", 0),
        ("data", "date", 1),
        ("data", "adta", 1),
        ("data", "dat", 1),
        ("data", "daata", 1),
        ("analysis", "anlaysys", 2),
        ("cloud", "security", 3),
        ("abc", "cba", 2),
    ],
)
def test_distance(first: str, second: str, apart: int) -> None:
    assert distance(first, second) == apart
    assert distance(second, first) == apart


@given(st.text(alphabet="abcdz9", min_size=1, max_size=7))
def test_words_one_edit_away_are_one_edit_away(word: str) -> None:
    assert all(distance(word, other) <= 1 for other in one_edit(word))


def test_long_words_may_hold_more_errors() -> None:
    assert [edits_allowed("x" * length) for length in (3, 4, 7, 8)] == [0, 1, 1, 2]
