"""What the measure of published edits counts."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from bench import publishing
from search import services
from tests.search import entries

pytestmark = pytest.mark.django_db


def told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> str:
    monkeypatch.setattr(sys, "argv", ["bench.publishing", *arguments])
    publishing.main()
    return capsys.readouterr().out.strip()


def test_edits_of_an_earlier_run_are_not_counted(
    index: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = entries.organisation()
    for name in ("Rindo", "Koks"):
        entries.solution(name, providers=[home])
    told(monkeypatch, capsys, "publish", "2", "aa")
    services.follow(engine=index)
    assert told(monkeypatch, capsys, "count", "2", "aa") == "2"
    assert told(monkeypatch, capsys, "count", "2", "bb") == "0"
    told(monkeypatch, capsys, "publish", "2", "bb")
    assert told(monkeypatch, capsys, "count", "2", "bb") == "0"
    services.follow(engine=index)
    assert told(monkeypatch, capsys, "count", "2", "bb") == "2"
