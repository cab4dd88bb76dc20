"""Fixtures of the search: an index of its own for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search import changes
from search.engines import get_engine
from search.engines.recording import RecordingEngine


@pytest.fixture(autouse=True)
def _fresh_vocabulary() -> Iterator[None]:
    """Drop the labels that the test before kept: a rolled back database uses the same numbers again."""
    from search import indexing

    indexing.forget()
    yield
    indexing.forget()


@pytest.fixture
def recording() -> RecordingEngine:
    """Return an engine that keeps documents in memory."""
    return RecordingEngine()


@pytest.fixture
def index(settings: Any, tmp_path: Path) -> Any:
    """Return the embedded engine with an index of nothing, as the site's engine."""
    settings.SEARCH_ENGINE = "embedded"
    settings.SEARCH_DIR = tmp_path / "search"
    engine = get_engine()
    engine.rebuild([], changes.begin())
    return engine
