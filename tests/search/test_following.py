"""The index follows the log: nothing is lost, nothing is doubled, whatever is killed when."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from directory.catalogue.models import Organisation
from directory.taxonomy.models import Sector
from search import changes, checks, indexing, services
from search.contract.engine import Engine, EngineUnavailable, IndexMissing, IndexOutdated
from search.contract.query import SearchQuery
from search.engines.recording import RecordingEngine
from search.management.commands.run_indexer import Command
from search.models import Change
from tests.search import entries

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording(db: None) -> RecordingEngine:
    """Return an engine that follows from the end of the log, whose numbers need not begin at 1."""
    engine = RecordingEngine()
    engine.apply([], [], changes.begin())
    return engine


def keys(engine: RecordingEngine) -> set[str]:
    return set(engine.documents)


def test_what_is_published_is_found_and_what_is_withdrawn_is_gone(index: Any) -> None:
    company = entries.organisation("Datu nams")
    services.catch_up()
    assert services.search(SearchQuery(text="datu nams")).total == 1
    company.unpublish()
    services.catch_up()
    assert services.search(SearchQuery(text="datu nams")).total == 0
    Organisation.objects.get(pk=company.pk).save_revision().publish()
    services.catch_up()
    assert services.search(SearchQuery(text="datu nams")).total == 1
    company.delete()
    services.catch_up()
    assert services.search(SearchQuery(text="datu nams")).total == 0


def test_changes_are_taken_in_batches_of_the_log(recording: RecordingEngine) -> None:
    for number in range(7):
        entries.organisation(f"Uzņēmums {number}")
    assert services.follow(engine=recording, limit=3) == 3
    assert services.catch_up(engine=recording) == 4
    assert recording.cursor() == changes.latest()
    assert len(keys(recording)) == 7
    assert services.follow(engine=recording) == 0


def test_a_follower_killed_before_its_commit_takes_the_changes_in_again(
    recording: RecordingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = recording.cursor()
    company = entries.organisation()

    def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(recording, "apply", killed)
        with pytest.raises(KeyboardInterrupt):
            services.follow(engine=recording)
    assert recording.cursor() == before
    services.follow(engine=recording)
    assert keys(recording) == {f"organisation:{company.pk}"}


def test_changes_made_while_an_index_is_rebuilt_are_taken_in_after_the_swap(
    recording: RecordingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = entries.organisation("Pirmais")
    everything = indexing.everything

    def slow() -> Any:
        yield from everything()
        entries.organisation("Otrais")
        first.delete()

    monkeypatch.setattr(indexing, "everything", slow)
    assert services.rebuild(engine=recording) == 1
    assert {document.texts["name"]["lv"] for document in recording.documents.values()} == {"Otrais"}


def test_an_index_swapped_while_changes_are_read_lacks_none_of_them(
    index: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = changes.latest()
    entries.organisation("Pirmais")
    services.catch_up()
    entries.organisation("Otrais")
    build = indexing.build

    def swapped(rows: Any) -> Any:
        built = build(rows)
        monkeypatch.setattr(indexing, "build", build)
        # A rebuild that began before the first of them was written ends now.
        index.rebuild([], begun)
        return built

    monkeypatch.setattr(indexing, "build", swapped)
    services.catch_up()
    assert services.search(SearchQuery()).total == 2
    assert index.cursor() == changes.latest()


def test_an_index_that_slept_too_long_is_rebuilt(recording: RecordingEngine) -> None:
    entries.organisation("Vecs")
    services.catch_up(engine=recording)
    for name in ("Jauns", "Jaunāks"):
        entries.organisation(name)
    Change.objects.update(at=timezone.now() - timedelta(days=changes.KEEP_DAYS + 1))
    assert changes.prune() > 0
    with pytest.raises(IndexOutdated) as caught:
        services.follow(engine=recording)
    assert services.mend(caught.value, engine=recording)
    assert len(keys(recording)) == 3
    assert services.follow(engine=recording) == 0


def test_an_index_ahead_of_a_replaced_database_is_rebuilt(recording: RecordingEngine) -> None:
    recording.apply([], [], changes.latest() + 10_000)
    entries.organisation()
    assert not services.state(engine=recording).ok
    with pytest.raises(IndexOutdated):
        services.follow(engine=recording)


def test_pruning_keeps_the_newest_row_and_all_young_ones() -> None:
    for number in range(3):
        entries.organisation(f"Uzņēmums {number}")
    assert changes.prune() == 0
    Change.objects.update(at=timezone.now() - timedelta(days=100))
    last = changes.latest()
    changes.prune()
    assert changes.latest() == changes.oldest() == last


def test_pruning_brings_no_old_vocabulary_back(recording: RecordingEngine) -> None:
    sector = Sector.objects.create(slug="woods", label_en="Woods", label_lv="Meži")
    Change.objects.all().delete()
    indexing.forget()
    assert indexing.snapshot()[Sector].named("woods").label["en"] == "Woods"  # type: ignore[union-attr]
    sector.label_en = "Forests"
    sector.save()
    stamps = changes.vocabulary_stamps()
    assert stamps
    recording.apply([], [], changes.latest())
    for name in ("Jauns", "Jaunāks"):
        entries.organisation(name)
    Change.objects.update(at=timezone.now() - timedelta(days=changes.KEEP_DAYS + 1))
    assert changes.prune() > 0
    assert indexing.snapshot()[Sector].named("woods").label["en"] == "Forests"  # type: ignore[union-attr]
    kept = changes.vocabulary_stamps()
    assert kept.keys() == stamps.keys()
    assert all(kept[number] > stamps[number] for number in stamps)
    assert not changes.reaches(recording.cursor())
    changes.prune()
    assert changes.vocabulary_stamps() == kept


def test_the_log_is_written_in_the_transaction_of_the_caller() -> None:
    with transaction.atomic():
        assert changes.record("organisation", [3, 1, 3]) == 2
    rows = changes.since(0, 10)
    assert [(row.type, row.object_id) for row in rows] == [("organisation", 3), ("organisation", 1)]
    assert changes.record("organisation", []) == 0


@pytest.mark.django_db(transaction=True)
def test_the_log_is_refused_outside_a_transaction() -> None:
    with pytest.raises(TransactionManagementError):
        changes.record("organisation", [1])


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_numbers_are_in_the_order_of_commits() -> None:
    """Two interleaved transactions: the second waits for the first, so no follower can pass it."""
    started, done = threading.Event(), threading.Event()

    def other() -> None:
        try:
            with transaction.atomic():
                started.set()
                changes.record("organisation", [2])
            done.set()
        finally:
            connection.close()

    with transaction.atomic():
        changes.record("organisation", [1])
        thread = threading.Thread(target=other)
        thread.start()
        started.wait(300)
        time.sleep(0.3)
        assert not done.is_set()
    thread.join(300)
    assert [row.object_id for row in changes.since(0, 10)] == [1, 2]


def test_the_indexer_mends_a_missing_index(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_ENGINE, settings.SEARCH_DIR = "embedded", tmp_path / "search"
    entries.organisation("Datu nams")
    with pytest.raises(IndexMissing):
        services.search(SearchQuery())
    call_command("run_indexer", "--once", verbosity=0)
    assert services.search(SearchQuery()).total == 1


def test_the_indexer_waits_out_what_passes_by_itself(
    index: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries.organisation("Datu nams")
    stopped = threading.Event()
    follow, seen = (
        services.follow,
        iter([OperationalError("locked"), EngineUnavailable("slow"), None, None]),
    )

    def stumbling(*, engine: Engine) -> int:
        error = next(seen, "end")
        if error == "end":
            stopped.set()
            return 0
        if error is not None:
            raise error  # type: ignore[misc]
        return follow(engine=engine)

    monkeypatch.setattr(services, "follow", stumbling)
    monkeypatch.setattr("search.management.commands.run_indexer.PAUSE", 0.01)
    monkeypatch.setattr(
        "search.management.commands.run_indexer.close_old_connections", lambda: None
    )
    Command()._follow(stopped, index)
    assert services.search(SearchQuery()).total == 1


def test_a_trouble_that_lasts_is_told_once(
    recording: RecordingEngine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stopped = threading.Event()
    told = iter(["down", "down", "down", None, "down", "read-only", "read-only"])

    def follow(*, engine: Engine) -> int:
        words = next(told, "end")
        if words == "end":
            stopped.set()
        elif words is not None:
            raise EngineUnavailable(words)
        return int(words is None)

    monkeypatch.setattr(services, "follow", follow)
    monkeypatch.setattr("search.management.commands.run_indexer.PAUSE", 0.0)
    Command()._follow(stopped, recording)
    messages = [record.getMessage().rpartition(": ")[2] for record in caplog.records]
    assert [one for one in messages if one in {"down", "read-only"}] == [
        "down",
        "down",
        "read-only",
    ]


def test_a_connection_that_broke_while_an_index_is_mended_is_not_kept(
    recording: RecordingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped, closed = threading.Event(), []
    recording.error = IndexMissing("gone")

    def broken(*_: Any, **__: Any) -> None:
        stopped.set()
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(services, "rebuild", broken)
    monkeypatch.setattr(
        "search.management.commands.run_indexer.close_old_connections",
        lambda: closed.append(True),
    )
    Command()._follow(stopped, recording)
    assert closed == [True]


def test_rebuild_index_makes_a_whole_new_index(index: Any) -> None:
    entries.organisation("Datu nams")
    output = io.StringIO()
    call_command("rebuild_index", stdout=output)
    assert "holds 1 entries" in output.getvalue()
    assert services.search(SearchQuery()).total == 1
    with pytest.raises(CommandError):
        call_command("rebuild_index", "--engine", "nothing")


def test_health_is_said_in_words_and_as_json(index: Any) -> None:
    entries.organisation("Datu nams")
    output = io.StringIO()
    call_command("search_health", "--json", stdout=output)
    figures = json.loads(output.getvalue())
    assert (figures["state"], figures["lag"], figures["documents"], figures["entries"]) == (
        "ok",
        1,
        0,
        1,
    )


def test_bad_health_exits_with_1_and_says_what_to_do(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_ENGINE, settings.SEARCH_DIR = "embedded", tmp_path / "search"
    output = io.StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("search_health", stdout=output)
    assert caught.value.code == 1
    assert "rebuild_index" in output.getvalue()


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"SEARCH_ENGINE": "solr"}, "search.E001"),
        ({"SEARCH_ENGINE": "null"}, "search.W001"),
        ({"SEARCH_ENGINE": "embedded", "SEARCH_DIR": "/proc/version/search"}, "search.E003"),
        ({"SEARCH_ENGINE": "embedded"}, None),
    ],
)
def test_mistakes_in_the_settings_are_found_at_the_start(
    settings: Any, values: dict[str, Any], found: str | None
) -> None:
    for name, value in values.items():
        setattr(settings, name, value)
    messages = [*checks.check_engine(), *checks.check_directory()]
    assert [message.id for message in messages] == ([found] if found else [])
    assert all(message.hint for message in messages)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_indexer_stops_when_it_is_told_to(tmp_path: Path) -> None:
    """Started as its own process, on a database of its own, and ended with SIGTERM."""
    environment = os.environ | {
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "directory.settings.development",
    }
    manage = [sys.executable, str(Path(__file__).parents[2] / "manage.py")]
    environment.pop("DATABASE_URL", None)
    subprocess.run([*manage, "migrate", "-v", "0"], env=environment, check=True)
    process = subprocess.Popen([*manage, "run_indexer"], env=environment)
    try:
        deadline = time.monotonic() + 300
        while not list(tmp_path.glob("search/*")) and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        assert process.wait(300) == 0
    finally:
        process.kill()
