"""Questions that others ask often are offered while one is typed, and nobody's own ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from directory.events.choices import Kind
from directory.events.models import DailyCount
from directory.opendata.presenters.answers import suggestions
from search import services
from search.indexing import queries, wording
from tests.search import entries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    queries.frequent.cache_clear()
    wording.forget()
    yield
    queries.frequent.cache_clear()
    wording.forget()


def asked(words: str, *numbers: int, results: int = 5, language: str = "en") -> None:
    for place, number in enumerate(numbers):
        DailyCount.objects.create(
            day=timezone.localdate() - timedelta(days=place),
            kind=Kind.SEARCH,
            language=language,
            words=words,
            number=number,
            results=results,
        )


def find(text: str, **given: Any) -> list[str]:
    return queries.find_queries(text, **({"lang": "en", "limit": 3} | given))


def test_the_most_frequent_comes_first_whatever_the_accents() -> None:
    entries.organisation("Datu centrs un analīzes")
    asked("datu analīze", 4, 4, 4)
    asked("datu centri", 20, 1, 1)
    assert find("DATU") == ["datu centri", "datu analīze"]
    assert find("datu anali") == ["datu analīze"]
    assert find("datu", limit=1) == ["datu centri"]


def test_what_few_ask_or_nobody_finds_or_others_speak_is_offered_to_nobody() -> None:
    entries.organisation("Data neighbours", name_en="Data neighbours twice, nowhere, lv")
    asked("data of my neighbour", 50)
    asked("data twice", 2, 2, 2)
    asked("data nowhere", 9, 9, 9, results=0)
    asked("data lv", 9, 9, 9, language="lv")
    asked("data", 9, 9, 9)
    assert find("data") == find("d") == find("") == find("\0") == []


@pytest.mark.django_db(transaction=True)
def test_they_are_offered_with_their_address(index: Any) -> None:
    entries.sector("forestry", "Forests and maps")
    services.rebuild()
    asked("forest maps", 9, 9, 9)
    _term, found = services.suggest(text="fore", lang="en")
    assert (found.text, found.type) == ("forest maps", services.QUERY)
    (offered,) = suggestions([found])
    assert offered["url"].endswith("/search/?q=forest+maps")


def test_only_what_the_directory_says_itself_is_offered() -> None:
    entries.sector("forestry", "Forest maps", synonyms_en="Node.js", synonyms_lv="Mežu kartes")
    entries.solution("Rindo Queues")
    entries.solution("Hidden Casino", live=False)
    for text in (
        "forest maps for queues",
        "forest of rindo",
        "forest kartēm",
        "forest node.js",
        "forest maps please",
    ):
        asked(text, 9, 9, 9)
    for text in (
        "forest casino",
        "forest john doe",
        "forest rindo.queues",
        "forest www maps",
        "forest http://maps",
        "forest 26123456",
        "forest \N{EVERGREEN TREE} maps",
        "forest " + "maps " * 11 + "queues",
        "for the",
    ):
        asked(text, 20, 20, 20)
    assert sorted(find("fo", limit=50)) == [
        "forest kartēm",
        "forest maps for queues",
        "forest maps please",
        "forest node.js",
        "forest of rindo",
    ]


def test_what_is_not_offered_takes_no_place_of_what_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_MOST", 1)
    entries.sector("forestry", "Forest maps")
    asked("forest casino", 50, 50, 50)
    asked("forest maps", 9, 9, 9)
    assert find("forest") == ["forest maps"]
