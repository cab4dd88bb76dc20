"""The rules that hold for every engine: changes, rebuilds, and an index that is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from search.contract.document import Document
from search.contract.engine import Engine, IndexBehind, IndexMissing
from search.contract.query import SearchQuery
from tests.search.engines.catalogue import document, ids

Fill = Callable[[Iterable[Document]], Engine]

FACETED = [
    document(1, sector=("health", "public"), kind=("product",), market=("lv", "baltics")),
    document(2, sector=("health",), kind=("service",), market=("ee", "baltics")),
    document(3, sector=("finance",), kind=("product",)),
    document(4, type="organisation", supply=True, kind=("company",), sector=("health",)),
    document(5, type="organisation", kind=("public",), sector=("health",)),
    document(6, type="need", kind=("tender",), sector=("food",)),
    document(7, type="dataset", data_theme=("heal",)),
]


def test_an_update_replaces_and_a_delete_removes(filled: Fill) -> None:
    engine = filled(FACETED)
    engine.apply([document(1, "Renamed thing", sector=("new",))], ["solution:2", "solution:99"], 7)
    assert engine.cursor() == 7
    result = engine.search(SearchQuery())
    assert set(ids(result)) == {1, 3, 4}
    assert result.total == 3
    assert {option.value: option.count for option in result.facet("sector").options} == {
        "finance": 1,
        "health": 1,
        "new": 1,
    }
    assert ids(engine.search(SearchQuery(text="renamed"))) == [1]
    for cursor in range(8, 20):
        engine.apply([document(1, "Renamed thing", sector=("new",))], [], cursor)
    assert engine.search(SearchQuery(text="renamed")).total == 1
    assert engine.health().documents == len(FACETED) - 1
    engine.apply([], [one.key for one in FACETED], 20)
    assert engine.search(SearchQuery()).total == 0
    assert engine.health().documents == 0


def test_the_cursor_is_kept_as_given(filled: Fill) -> None:
    engine = filled(FACETED)
    assert engine.cursor() == 1
    for cursor in (5, 3, 9):
        engine.apply([], [], cursor)
        assert engine.cursor() == cursor
    assert engine.rebuild([], 4) == 0
    assert engine.cursor() == 4


def test_changes_that_follow_what_the_index_lacks_are_not_taken_in(filled: Fill) -> None:
    engine = filled(FACETED)
    engine.apply([document(8, "New")], [], 4, after=1)
    engine.apply([document(9, "Newer")], [], 5, after=4)
    with pytest.raises(IndexBehind):
        engine.apply([document(1, "Renamed")], ["solution:2"], 9, after=6)
    assert engine.cursor() == 5
    assert set(ids(engine.search(SearchQuery()))) == {1, 2, 3, 4, 8, 9}
    assert engine.search(SearchQuery(text="renamed")).total == 0


def test_a_change_that_fails_half_way_changes_nothing(filled: Fill) -> None:
    engine = filled(FACETED)

    def broken() -> Iterable[Document]:
        yield document(1, "Renamed thing")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        engine.apply(broken(), ["solution:2"], 7)
    assert engine.cursor() == 1
    assert engine.search(SearchQuery()).total == 4
    with pytest.raises(RuntimeError):
        engine.rebuild(broken(), 8)
    assert engine.cursor() == 1
    engine.apply([document(1, "Renamed thing")], [], 2)
    assert ids(engine.search(SearchQuery(text="renamed"))) == [1]


def test_of_a_key_given_twice_the_last_document_stays(engine: Engine) -> None:
    assert engine.rebuild([document(1, "First"), document(1, "Second")], 1) == 1
    assert (engine.search(SearchQuery(text="first")).total, engine.search(SearchQuery()).total) == (
        0,
        1,
    )
    engine.apply([document(1, "Third"), document(1, "Fourth")], [], 2)
    assert (engine.search(SearchQuery(text="third")).total, engine.search(SearchQuery()).total) == (
        0,
        1,
    )


def test_changes_that_arrive_during_a_rebuild_go_to_the_old_index(engine: Engine) -> None:
    engine.rebuild([document(1, "Old")], 1)

    def rows() -> Iterable[Document]:
        yield document(1, "Old")
        engine.apply([document(2, "Arrived")], [], 2)
        assert engine.search(SearchQuery(text="arrived")).total == 1
        assert engine.cursor() == 2

    engine.rebuild(rows(), 1)
    assert engine.cursor() == 1
    engine.apply([document(2, "Arrived")], [], 2)
    assert ids(engine.search(SearchQuery(text="arrived"))) == [2]


def test_without_an_index_everything_but_health_says_so(engine: Engine) -> None:
    with pytest.raises(IndexMissing):
        engine.search(SearchQuery())
    with pytest.raises(IndexMissing):
        engine.suggest("a", lang="en")
    with pytest.raises(IndexMissing):
        engine.apply([], [], 1)
    with pytest.raises(IndexMissing):
        engine.cursor()
    assert (engine.health().state, engine.health().ok) == ("missing", False)


def test_an_empty_index_answers(filled: Fill) -> None:
    engine = filled([])
    result = engine.search(SearchQuery(text="data", filters={"sector": ("health",)}))
    assert (result.total, result.hits, result.suggestion) == (0, (), None)
    assert engine.suggest("data", lang="en") == []
