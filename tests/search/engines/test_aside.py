"""One part of an answer worked out beside another."""

from __future__ import annotations

import os
import threading

import pytest

from search.engines.embedded.aside import aside


def test_work_goes_on_beside_its_caller() -> None:
    begun, may_end = threading.Event(), threading.Event()

    def work() -> str:
        begun.set()
        may_end.wait(300)
        return threading.current_thread().name

    answer = aside(work)
    if os.cpu_count() == 1:
        pytest.skip("with one core nothing goes on beside anything")
    assert begun.wait(300)
    may_end.set()
    assert answer().startswith("search")


def test_what_goes_wrong_is_raised_where_the_answer_is_asked_for() -> None:
    def work() -> str:
        raise ValueError("broken")

    answer = aside(work)
    with pytest.raises(ValueError, match="broken"):
        answer()


def test_with_one_core_the_work_is_done_when_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    done: list[str] = []
    answer = aside(lambda: done.append(threading.current_thread().name))
    assert not done
    answer()
    assert done == [threading.current_thread().name]
