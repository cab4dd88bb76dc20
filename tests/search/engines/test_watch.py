"""The stamp that pages of Elasticsearch are kept by: never an old one, seldom asked for; no server is needed."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.contract.engine import EngineUnavailable
from search.engines.elastic.keeping import LOOK_SECONDS, SETTLED_SECONDS, Stamp, Watch


class Index:
    """Stands for an index that is looked at: `stamp` is what it bears, `looks` the moments it was asked."""

    def __init__(self) -> None:
        self.now = 100.0
        self.stamp: Stamp | None = ("index-1", 1)
        self.looks: list[float] = []

    def look(self) -> Stamp | None:
        self.looks.append(self.now)
        return self.stamp

    def clock(self) -> float:
        return self.now


@pytest.fixture
def index() -> Index:
    return Index()


@pytest.fixture
def watch(index: Index) -> Watch:
    return Watch(index.look, index.clock)


def test_a_stamp_is_told_once_it_has_stood_and_is_asked_for_a_few_times_a_second(
    index: Index, watch: Watch
) -> None:
    told = []
    for _ in range(30):
        told.append(watch.stamp())
        index.now += 0.125
    assert told.count(None) == round(SETTLED_SECONDS / 0.125)
    assert told[-1] == ("index-1", 1)
    assert len(index.looks) <= 30 * 0.125 / LOOK_SECONDS


@given(
    st.lists(
        st.tuples(st.floats(0.01, 2), st.sampled_from((None, ("a", 1), ("a", 2), ("b", 1)))),
        max_size=40,
    )
)
def test_no_stamp_is_told_that_the_index_did_not_bear_just_before(
    steps: list[tuple[float, Stamp | None]],
) -> None:
    index = Index()
    watch = Watch(index.look, index.clock)
    borne: list[tuple[float, Stamp | None]] = [(index.now, index.stamp)]
    for seconds, stamp in steps:
        index.now += seconds
        index.stamp = stamp
        borne.append((index.now, stamp))
        told = watch.stamp()
        lately = [
            one
            for (_, one), (until, _) in zip(borne, [*borne[1:], (index.now, None)], strict=True)
            if until >= index.now - LOOK_SECONDS
        ]
        assert told is None or told in lately


def test_a_stamp_that_changes_to_and_fro_is_not_told(index: Index, watch: Watch) -> None:
    for number in range(40):
        index.stamp = ("index-1", number % 2)
        assert watch.stamp() is None
        index.now += LOOK_SECONDS


def test_what_a_look_raises_is_raised_and_the_next_one_looks_again(
    index: Index, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise EngineUnavailable("hangs")

    monkeypatch.setattr(watch, "_look", fail)
    for _ in range(2):
        with pytest.raises(EngineUnavailable):
            watch.stamp()
    monkeypatch.undo()
    assert watch.stamp() is None
    index.now += SETTLED_SECONDS
    assert watch.stamp() == index.stamp


def test_nobody_waits_for_the_look_of_another() -> None:
    looking, answered = threading.Event(), threading.Event()

    def look() -> Stamp:
        looking.set()
        answered.wait(10)
        return "index-1", 1

    watch = Watch(look)
    slow: Callable[[], Stamp | None] = watch.stamp
    thread = threading.Thread(target=slow)
    thread.start()
    assert looking.wait(10)
    assert watch.stamp() is None
    answered.set()
    thread.join(10)
