"""What is worked out of the whole catalogue: once, until something in it changes."""

from __future__ import annotations

from typing import Any

import pytest

from home import presenters
from home.figures import count
from search import kept, services
from search.contract.engine import EngineUnavailable, IndexMissing
from tests.search import entries


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return what the index is said to stand at."""
    said: dict[str, Any] = {"at": 1}

    def tell() -> Any:
        if isinstance(said["at"], Exception):
            raise said["at"]
        return said["at"]

    monkeypatch.setattr(services, "standing", tell)
    monkeypatch.setattr(kept, "_answers", {})
    return said


@pytest.fixture
def work() -> tuple[Any, list[tuple[int, int]]]:
    """Return a function that is kept, and the calls that reached it."""
    calls: list[tuple[int, int]] = []

    @kept.kept
    def add(one: int, other: int = 0) -> int:
        calls.append((one, other))
        return one + other

    return add, calls


def test_an_answer_is_kept_by_its_arguments_until_the_index_moves_on(
    standing: dict[str, Any], work: tuple[Any, list[tuple[int, int]]]
) -> None:
    add, calls = work
    assert [add(1), add(1), add(1, other=2), add(1, other=2), add(3)] == [1, 1, 3, 3, 3]
    assert calls == [(1, 0), (1, 2), (3, 0)]
    standing["at"] = 2
    add(1)
    assert calls[3:] == [(1, 0)]
    # An older state never comes back, but were it to, its answer would not.
    standing["at"] = 1
    add(1)
    assert len(calls) == 5


@pytest.mark.parametrize("at", [None, IndexMissing("gone")])
def test_nothing_is_kept_where_the_index_can_not_tell(
    standing: dict[str, Any], work: tuple[Any, list[tuple[int, int]]], at: Any
) -> None:
    add, calls = work
    standing["at"] = at
    assert add(1) == add(1) == 1
    assert len(calls) == 2


def test_no_answer_grows_older_than_a_minute_and_memory_is_bounded(
    standing: dict[str, Any],
    work: tuple[Any, list[tuple[int, int]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add, calls = work
    now = 1000.0
    monkeypatch.setattr(kept.time, "monotonic", lambda: now)
    add(1)
    now += kept.SECONDS - 1
    add(1)
    assert len(calls) == 1
    now += 1
    add(1)
    assert len(calls) == 2
    for number in range(3 * kept._MOST):
        add(number)
    assert len(kept._answers) <= kept._MOST


@pytest.mark.django_db
def test_the_figures_of_the_home_page_follow_what_is_published(index: Any) -> None:
    services.catch_up()
    assert count("solution") == 0
    solution = entries.solution("Rindo")
    services.catch_up()
    assert count("solution") == 1
    solution.live = False
    solution.save()
    services.catch_up()
    assert count("solution") == 0


@pytest.mark.django_db
def test_sectors_are_back_as_soon_as_the_index_answers(
    index: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries.solution("Rindo", sectors=[entries.sector("rows")])
    services.catch_up()

    def silent(*_args: Any, **_values: Any) -> Any:
        raise EngineUnavailable("away")

    monkeypatch.setattr(kept, "_answers", {})
    with monkeypatch.context() as patch:
        patch.setattr(presenters, "search", silent)
        assert presenters._sectors("en") == ()
    assert [one.count for one in presenters._sectors("en")] == [1]
