"""Questions that others ask often are offered while one is typed, and nobody's own ones."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from directory.events.choices import Kind
from directory.events.models import DailyCount
from directory.opendata.presenters.answers import suggestions
from directory.taxonomy.models import Technology
from search import services
from search.indexing import find_terms, queries, wording
from tests.search import entries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    queries.frequent.forget()
    wording.forget()
    yield
    queries.frequent.forget()
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


@pytest.mark.django_db(transaction=True)
def test_a_question_that_is_a_term_but_for_diacritics_leaves_its_place_to_another(
    index: Any,
) -> None:
    entries.sector("security", "Kiberdrošība", label_lv="Kiberdrošība", label_en="Kiberdrošība")
    services.rebuild()
    asked("kiberdrosiba", 30, 30, 30)
    asked("kiberdrošība kiberdrošībai", 20, 20, 20)
    asked("kiberdrošības", 10, 10, 10)
    assert [(one.text, one.type) for one in services.suggest(text="kiberdr", lang="en")] == [
        ("Kiberdrošība", "sector"),
        ("kiberdrošība kiberdrošībai", services.QUERY),
        ("kiberdrošības", services.QUERY),
    ]
    assert len(services.suggest(text="kiberdr", lang="en", limit=2)) == 2


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


def test_old_questions_are_read_anew_beside_who_types() -> None:
    now, reads, may_end = [0.0], [], threading.Event()

    def read(lang: str) -> queries.Questions:
        reads.append(threading.current_thread().name)
        if len(reads) > 1:
            may_end.wait(300)
        return ((str(len(reads)), lang),)

    frequent = queries.Frequent(read, lambda: now[0])
    assert frequent("en") == frequent("en") == (("1", "en"),)
    now[0] = 10_000.0
    # While a thread reads, everybody gets what was known, and no second one starts.
    assert frequent("en") == frequent("en") == (("1", "en"),)
    may_end.set()
    (reader,) = [thread for thread in threading.enumerate() if thread.name == "questions"] or [None]
    if reader is not None:
        reader.join(300)
    assert frequent("en") == (("2", "en"),)
    assert reads == [threading.current_thread().name, "questions"]


def test_a_database_that_fails_leaves_what_was_known() -> None:
    now, fails = [0.0], [False]

    def read(lang: str) -> queries.Questions:
        if fails[0]:
            raise OperationalError("locked")
        return ((lang, lang),)

    frequent = queries.Frequent(read, lambda: now[0])
    assert frequent("en") == (("en", "en"),)
    now[0], fails[0] = 10_000.0, True
    for _ in range(2):
        assert frequent("en") == (("en", "en"),)
        for thread in threading.enumerate():
            if thread.name == "questions":
                thread.join(300)


def test_a_term_is_offered_for_a_misspelt_beginning() -> None:
    entries.term(Technology, "cybersecurity", "Cybersecurity", label_lv="Kiberdrošība")
    entries.term(Technology, "drones", "Drones")

    def offered(text: str, lang: str = "en") -> list[str]:
        return [term.slug for _, term, _ in find_terms(text, lang=lang, limit=3, misspelt=True)]

    assert (
        offered("kiberdrosba", "lv") == offered("cybrsec") == offered("cyyber") == ["cybersecurity"]
    )
    assert offered("drnoe") == ["drones"]
    # The last letter is no error: somebody may be typing another word.
    assert offered("drona") == offered("dronx") == offered("xrones") == []
    assert offered("x" * 5_000) == []


def test_misspelt_terms_come_where_nothing_begins_as_it_was_typed(index: Any) -> None:
    entries.term(Technology, "cybersecurity", "Cybersecurity", label_lv="Kiberdrošība")
    entries.solution("Cyberscurio")
    entries.solution("The Guatemola")
    services.catch_up()

    def offered(text: str) -> list[str]:
        return [one.text for one in services.suggest(text=text, lang="en")]

    # One letter is missing for the term; the name of an entry is just beginning.
    assert offered("cyberscu") == ["Cyberscurio"]
    assert offered("GUATEMO") == ["The Guatemola"]
    assert offered("cyberscur")[0] == "Cyberscurio"
    assert offered("cyberssec")[0] == "Cybersecurity"
    assert offered("cyber")[0] == "Cybersecurity"
