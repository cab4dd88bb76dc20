"""What the embedded engine does beyond the contract: its directory, its locks, and death at any moment."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.contract import schema
from search.contract.document import Document
from search.contract.engine import (
    EngineError,
    EngineUnavailable,
    IndexBusy,
    IndexMissing,
    IndexOutdated,
)
from search.contract.query import SearchQuery
from search.engines import rows
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded import engine as module
from tests.search.engines.catalogue import document, ids

ROOT = Path(__file__).parents[3]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "index"


def generations(directory: Path) -> list[Path]:
    return sorted(directory.glob("generation-*"))


def test_another_engine_sees_commits_and_swaps_at_once(directory: Path) -> None:
    writer, reader = EmbeddedEngine(directory), EmbeddedEngine(directory)
    writer.rebuild([document(1, "One")], 1)
    assert ids(reader.search(SearchQuery())) == [1]
    writer.apply([document(2, "Two", sector=("new",))], [], 2)
    assert reader.search(SearchQuery(filters={"sector": ("new",)})).total == 1
    assert reader.cursor() == 2
    writer.rebuild([document(3, "Three")], 3)
    assert ids(reader.search(SearchQuery())) == [3]
    assert len(generations(directory)) == 1


def test_a_full_disk_is_told_and_the_index_in_use_stays(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = EmbeddedEngine(directory)
    engine.rebuild([document(1, "One")], 1)

    def full(*_: object) -> None:
        raise ValueError("An IO error occurred: 'No space left on device (os error 28)'")

    monkeypatch.setattr(module.writer, "_commit", full)
    for write in (
        lambda: engine.apply([document(2, "Two")], [], 2),
        lambda: engine.rebuild([document(2, "Two")], 2),
    ):
        with pytest.raises(EngineUnavailable, match="No space left"):
            write()
    monkeypatch.undo()
    assert (ids(engine.search(SearchQuery())), engine.cursor()) == ([1], 1)
    assert len(generations(directory)) == 1
    engine.apply([document(2, "Two")], [], 2)
    assert engine.search(SearchQuery()).total == 2


def test_a_directory_that_can_t_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    engine = EmbeddedEngine(tmp_path / "file" / "index")
    for write in (lambda: engine.apply([document(1)], [], 1), lambda: engine.rebuild([], 1)):
        with pytest.raises(EngineUnavailable, match="can't be written"):
            write()


def test_a_snapshot_is_kept_while_nothing_changes(directory: Path) -> None:
    engine = EmbeddedEngine(directory)
    engine.rebuild([document(1)], 1)
    assert engine._take() is engine._take()
    before = engine._take()
    engine.apply([], [], 2)
    assert engine._take() is not before


def test_an_index_of_another_schema_is_outdated(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    EmbeddedEngine(directory).rebuild([document(1)], 1)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
    engine = EmbeddedEngine(directory)
    with pytest.raises(IndexOutdated):
        engine.search(SearchQuery())
    with pytest.raises(IndexOutdated):
        engine.apply([], [], 2)
    assert engine.health().state == "outdated"
    engine.rebuild([document(1)], 2)
    assert engine.search(SearchQuery()).total == 1


@pytest.mark.parametrize(
    "damage", ["pointer", "pointer to nothing", "meta", "meta gone", "empty", "segments"]
)
def test_a_damaged_index_is_missing_and_a_rebuild_mends_it(directory: Path, damage: str) -> None:
    EmbeddedEngine(directory).rebuild([document(1)], 1)
    (generation,) = generations(directory)
    if damage == "pointer":
        (directory / "current").write_bytes(b"\xff\xfe../..")
    elif damage == "pointer to nothing":
        (directory / "current").write_text("generation-0")
    elif damage == "meta":
        (generation / "meta.json").write_text("{")
    elif damage == "meta gone":
        (generation / "meta.json").unlink()
    elif damage == "segments":
        for path in generation.glob("*.*"):
            if path.suffix not in {".json", ".lock"}:
                path.unlink()
    else:
        meta = json.loads((generation / "meta.json").read_text())
        (generation / "meta.json").write_text(json.dumps(meta | {"segments": []}))
    engine = EmbeddedEngine(directory)
    with pytest.raises(IndexMissing):
        engine.search(SearchQuery())
    assert engine.health().state == "missing"
    assert engine.health().detail
    engine.rebuild([document(1)], 1)
    assert engine.search(SearchQuery()).total == 1


@pytest.mark.parametrize(
    "trouble",
    [
        type("PanicException", (BaseException,), {})("mid > len"),
        ValueError("An IO error occurred: 'the offset to copy is not contained'"),
    ],
    ids=["panic", "wrong value"],
)
def test_files_that_are_damaged_further_in_are_told(
    directory: Path, monkeypatch: pytest.MonkeyPatch, trouble: BaseException
) -> None:
    engine = EmbeddedEngine(directory)
    engine.rebuild([document(1, "One")], 1)

    def broken(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(module.ranking, "page", broken)
    for text in ("", "one"):
        with pytest.raises(IndexMissing, match="damaged"):
            engine.search(SearchQuery(text=text))
    indexer = EmbeddedEngine(directory)
    with pytest.raises(IndexMissing, match="damaged"):
        indexer.cursor()
    assert indexer.health().state == "missing"
    indexer.rebuild([document(1, "One")], 1)
    assert (indexer.cursor(), indexer.health().state) == (1, "ok")


def test_what_the_system_refuses_is_no_damage(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = EmbeddedEngine(directory)
    engine.rebuild([document(1, "One")], 1)

    def refused(*_: object) -> None:
        raise ValueError("An IO error occurred: 'Too many open files (os error 24)'")

    with monkeypatch.context() as patched:
        patched.setattr(module.ranking, "page", refused)
        with pytest.raises(IndexMissing):
            engine.search(SearchQuery())
    assert (engine.cursor(), engine.search(SearchQuery()).total) == (1, 1)


def test_two_rebuilds_at_once_are_refused(directory: Path) -> None:
    engine = EmbeddedEngine(directory)

    def rows() -> Iterator[Document]:
        yield document(1)
        with pytest.raises(IndexBusy):
            EmbeddedEngine(directory).rebuild([], 1)

    assert engine.rebuild(rows(), 1) == 1


def test_a_writer_waits_for_the_other_and_gives_up_in_time(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, other = EmbeddedEngine(directory), EmbeddedEngine(directory)
    engine.rebuild([], 1)
    held, release = threading.Event(), threading.Event()

    def rows() -> Iterator[Document]:
        held.set()
        release.wait(300)
        yield document(1)

    thread = threading.Thread(target=lambda: engine.apply(rows(), [], 2))
    thread.start()
    held.wait(300)
    monkeypatch.setattr(module, "_WAIT", 0.05)
    with pytest.raises(IndexBusy):
        other.apply([document(2)], [], 3)
    monkeypatch.setattr(module, "_WAIT", 300)
    release.set()
    other.apply([document(2)], [], 3)
    thread.join()
    assert set(ids(engine.search(SearchQuery()))) == {1, 2}


def test_threads_search_while_another_writes(directory: Path) -> None:
    engine = EmbeddedEngine(directory)
    engine.rebuild([document(number, "Same") for number in range(1, 51)], 1)
    stop, failures = threading.Event(), []

    def ask() -> None:
        while not stop.is_set():
            result = engine.search(SearchQuery(text="same"))
            if result.total != 50 or result.facet("type").options[0].count != 50:
                failures.append(result.total)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for cursor in range(2, 12):
        engine.apply([document(number, "Same") for number in range(1, 51)], [], cursor)
    engine.rebuild([document(number, "Same") for number in range(1, 51)], 12)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []


WORKER = """
import sys
from search.engines.embedded import EmbeddedEngine
from tests.search.engines.catalogue import document
engine = EmbeddedEngine(sys.argv[1])
base = int(sys.argv[3])
cursor = base
print("ready", flush=True)
while True:
    cursor += 1
    documents = [document(number, f"Commit {cursor}") for number in range(1, 21)]
    if sys.argv[2] == "rebuild":
        engine.rebuild(documents, cursor)
    else:
        engine.apply(documents, [], cursor)
"""


@pytest.mark.parametrize("work", ["apply", "rebuild"])
def test_killed_at_any_moment_the_index_holds_one_whole_commit(directory: Path, work: str) -> None:
    EmbeddedEngine(directory).rebuild([document(number, "Commit 1") for number in range(1, 21)], 1)
    cursor = 1
    for attempt in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(directory), work, str(cursor)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.05 + 0.037 * attempt)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        engine = EmbeddedEngine(directory)
        assert engine.cursor() >= cursor
        cursor = engine.cursor()
        result = engine.search(SearchQuery())
        assert result.total == 20
        assert {hit.card["name"]["en"] for hit in result.hits} == {f"Commit {cursor}"}
        engine.apply([document(21)], [], cursor)
        assert engine.search(SearchQuery()).total == 21
        engine.apply([], ["solution:21"], cursor)
    engine.rebuild([document(1)], cursor)
    assert len(generations(directory)) == 1
    assert sorted(path.name for path in directory.iterdir() if path.is_file()) == [
        "current",
        "rebuild.lock",
        "write.lock",
    ]


def test_a_facet_with_thousands_of_values_is_counted_in_full(directory: Path) -> None:
    engine = EmbeddedEngine(directory)
    engine.rebuild([document(number, sector=(f"s{number}",)) for number in range(3000)], 1)
    assert len(engine.search(SearchQuery()).facet("sector").options) == 3000


def test_what_a_query_may_cost_is_capped(directory: Path) -> None:
    engine = EmbeddedEngine(directory)
    words = [f"word{number:04}" for number in range(3000)]
    engine.rebuild(
        [
            document(number, description=" ".join(words[number : number + 40]))
            for number in range(2000)
        ],
        1,
    )
    engine.search(SearchQuery())
    absent = " ".join(f"wrod{number:04}xx" for number in range(800))
    engine.search(SearchQuery(text=absent))
    engine.search(SearchQuery(text='"' + " ".join(words) + '"'))
    counted = ids(engine.search(SearchQuery(text=" ".join(words[: schema.MAX_TERMS]))))
    assert ids(engine.search(SearchQuery(text=" ".join(words)))) == counted
    assert counted


def test_rows_prepared_in_other_processes_are_the_same_and_in_order() -> None:
    documents = [document(number, tagline=f"Word{number} here") for number in range(rows.FEW + 700)]
    found = list(rows.prepare_all(documents, workers=2))
    assert [one for one, _ in found] == documents
    assert [prepared for _, prepared in found] == [rows.prepare(one) for one in documents]


def test_a_process_that_prepares_rows_and_dies_is_an_error_and_leaves_the_old_index(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = EmbeddedEngine(directory)
    engine.rebuild([document(1, "Old")], 1)

    def documents() -> Iterator[Document]:
        for number in range(rows.FEW + 10 * rows.CHUNK):
            if number == rows.FEW + 5 * rows.CHUNK:
                for child in multiprocessing.active_children():
                    child.kill()
            yield document(number)

    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with pytest.raises(EngineError, match="has died"):
        engine.rebuild(documents(), 2)
    assert engine.cursor() == 1
    assert engine.search(SearchQuery(text="old")).total == 1
