"""The rules that hold for every engine: what editors chose for a question."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from search.contract.document import Document
from search.contract.engine import Engine
from search.contract.levers import Levers, Pin
from search.contract.query import SearchQuery
from search.contract.result import SearchResult
from tests.search.engines.catalogue import counted, document, ids

Fill = Callable[[Iterable[Document]], Engine]

ENTRIES = [
    *(document(number, f"River {number}", sector=("water",)) for number in range(1, 31)),
    document(40, "Trees", sector=("forest",)),
    document(41, "Queues", sector=("health",)),
    document(42, "Stops", type="dataset"),
]
PINS = Levers(
    pins=[
        Pin("river levels", ("solution:41", "solution:7", "solution:99", "dataset:42")),
        Pin("rivers", ("solution:40",), "lv"),
        Pin("rivers", ("solution:41",), "en"),
    ]
)


def ask(engine: Engine, text: str, **given: object) -> SearchResult:
    return engine.search(SearchQuery(text=text, levers=PINS, **given))  # type: ignore[arg-type]


@pytest.fixture
def rivers(filled: Fill) -> Engine:
    return filled(ENTRIES)


def test_they_come_first_in_their_order_and_once(rivers: Engine) -> None:
    found = ask(rivers, "levels of the river")
    assert ids(found)[:2] == [41, 7]
    assert [hit.pinned for hit in found.hits[:3]] == [True, True, False]
    assert found.total == 31
    assert counted(found)["sector"] == {"water": 30, "health": 1}


def test_what_is_not_in_the_index_is_left_out(rivers: Engine) -> None:
    rivers.apply([], ["solution:41"], 2)
    found = ask(rivers, "river levels")
    assert (ids(found)[0], found.total) == (7, 30)


def test_filters_hold_for_them(rivers: Engine) -> None:
    found = ask(rivers, "river levels", filters={"sector": ("water",)})
    assert (ids(found)[0], found.total) == (7, 30)
    assert ids(ask(rivers, "river levels", filters={"type": ("dataset",)})) == [42]


def test_pages_are_cut_from_one_order(rivers: Engine) -> None:
    pages = [ask(rivers, "river levels", page=page, page_size=10) for page in (1, 2, 3, 4)]
    found = [one for page in pages for one in ids(page)]
    assert len(found) == len(set(found)) == 31
    assert found == ids(ask(rivers, "river levels", page_size=100))
    assert {page.total for page in pages} == {31}


@pytest.mark.parametrize(("lang", "first"), [("en", 41), ("lv", 40)])
def test_each_language_has_its_own(rivers: Engine, lang: str, first: int) -> None:
    assert ids(ask(rivers, "river", lang=lang))[0] == first


@pytest.mark.parametrize("text", ["river levels north", '"river levels"', "river -levels", ""])
def test_another_question_has_none(rivers: Engine, text: str) -> None:
    assert not any(hit.pinned for hit in ask(rivers, text, page_size=100).hits)


def test_they_do_not_count_as_enough(rivers: Engine) -> None:
    """Nothing holds both words: the words are relaxed as they would be without what editors chose."""
    found = ask(rivers, "river levels")
    assert found.relaxed == rivers.search(SearchQuery(text="river levels")).relaxed
    assert found.total > 4


def test_another_order_does_not_favour_them(rivers: Engine) -> None:
    newest = ask(rivers, "river levels", sort="newest")
    assert (ids(newest)[0], newest.total) == (41, 31)
    assert ids(ask(rivers, "river levels", sort="name"))[0] == 41
