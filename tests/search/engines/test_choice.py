"""Which engine answers, and the two that stand in for a real one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from search.contract.engine import Engine, IndexMissing
from search.contract.query import SearchQuery
from search.contract.result import Suggestion
from search.engines import ENGINES, get_engine, get_indexes
from search.engines.null import NullEngine
from search.engines.recording import RecordingEngine
from tests.search.engines.catalogue import document


@pytest.mark.parametrize("name", ENGINES)
def test_the_setting_chooses(settings: Any, tmp_path: Path, name: str) -> None:
    settings.SEARCH_DIR = tmp_path
    settings.SEARCH_ENGINE = name
    settings.ELASTICSEARCH_URL = ["http://127.0.0.1:9"]
    engine = get_engine()
    assert engine.name == name
    assert get_engine() is engine
    assert get_engine(name) is engine


def test_what_stands_in_follows_the_log_too(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path
    settings.ELASTICSEARCH_URL = ["http://127.0.0.1:9"]
    settings.SEARCH_ENGINE = "elastic"
    assert [engine.name for engine in get_indexes()] == ["embedded", "elastic"]
    assert [engine.name for engine in get_indexes("elastic")] == ["elastic"]
    settings.SEARCH_ENGINE = "embedded"
    assert get_indexes() == (get_engine(),)


def test_an_unknown_engine_is_refused(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path
    settings.SEARCH_ENGINE = "oracle"
    with pytest.raises(ValueError, match="oracle"):
        get_engine()


@pytest.mark.parametrize("engine", [NullEngine(), RecordingEngine()])
def test_stand_ins_find_nothing_and_keep_chosen_values(engine: Engine) -> None:
    result = engine.search(SearchQuery(text="data", filters={"sector": ("health",)}))
    assert (result.total, result.hits) == (0, ())
    assert [option.value for option in result.facet("sector").options] == ["health"]
    assert engine.suggest("a", lang="en") == []
    engine.apply(iter([document(1)]), iter(["solution:2"]), 3)
    assert engine.cursor() == 3
    assert engine.rebuild(iter([document(1), document(2)]), 4) == 2
    assert (engine.cursor(), engine.health().ok) == (4, True)


def test_the_recording_engine_remembers_and_answers() -> None:
    engine = RecordingEngine()
    engine.rebuild([document(1), document(2)], 1)
    engine.apply([document(3)], ["solution:1"], 2)
    assert sorted(engine.documents) == ["solution:2", "solution:3"]
    assert (engine.commits, engine.rebuilds) == ([1, 2], 1)
    engine.suggestions = [Suggestion("Data", "solution", "1", "data", "solution:1")]
    assert engine.suggest("d", lang="en") == engine.suggestions
    query = SearchQuery(text="data")
    engine.search(query)
    assert (engine.queries, engine.suggested) == ([query], [("d", "en")])
    engine.error = IndexMissing("gone")
    with pytest.raises(IndexMissing):
        engine.search(query)
    assert engine.health().state == "missing"
    engine.rebuild([], 5)
    assert engine.cursor() == 5
