"""An index that remembers what it was asked, for every page of this app."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from search import changes, indexing
from search.engines import get_engine
from search.engines.recording import RecordingEngine


@pytest.fixture(autouse=True)
def recording(settings: Any, tmp_path: Any) -> Iterator[RecordingEngine]:
    """Make the engine of the tests the site's engine."""
    settings.SEARCH_ENGINE = "recording"
    settings.SEARCH_DIR = tmp_path
    indexing.forget()
    engine = get_engine()
    assert isinstance(engine, RecordingEngine)
    yield engine
    indexing.forget()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Start each test in English, whatever page the one before asked for last."""
    with translation.override("en"):
        yield


@pytest.fixture
def index(settings: Any, tmp_path: Any) -> Any:
    """Return the embedded engine with an empty index, as the site's engine."""
    settings.SEARCH_ENGINE = "embedded"
    settings.SEARCH_DIR = tmp_path / "search"
    engine = get_engine()
    engine.rebuild([], changes.begin())
    return engine
