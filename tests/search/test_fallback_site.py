"""The site with Elasticsearch chosen: what pages, probes and commands say while it can't answer."""

from __future__ import annotations

import io
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client

from search import checks, services
from search.contract.engine import EngineUnavailable
from search.contract.query import SearchQuery
from search.engines import get_engine, get_indexes
from search.engines.recording import RecordingEngine
from search.management.commands.run_indexer import Command
from tests.search import entries
from tests.search.engines.conftest import own_server
from tests.search.engines.servers import FailingServer, failing_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanging(settings: Any, tmp_path: Path) -> Iterator[FailingServer]:
    """Choose an Elasticsearch that never answers."""
    with failing_server() as server:
        settings.SEARCH_ENGINE = "elastic"
        settings.SEARCH_DIR = tmp_path / "search"
        settings.ELASTICSEARCH_URL = [server.url]
        settings.ELASTICSEARCH_TIMEOUT = 0.3
        yield server


@pytest.fixture
def answering(hanging: FailingServer, monkeypatch: pytest.MonkeyPatch) -> FailingServer:
    """Build the local index beside the server that never answers."""
    monkeypatch.setattr("search.engines.elastic.server._WRITE_SECONDS", 0.2)
    call_command("rebuild_index", "--engine", "embedded", verbosity=0)
    return hanging


def test_pages_and_api_answer_and_say_who_did(answering: FailingServer, client: Client) -> None:
    entries.solution("Rindo")
    call_command("rebuild_index", "--engine", "embedded", verbosity=0)
    for address in (
        "/en/search/?q=rindo",
        "/en/search/results.csv?q=rindo",
        "/api/v1/search?q=rindo",
        "/api/v1/suggest?q=rin",
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert "Rindo" in response.getvalue().decode()
        assert response["X-Search-Engine"] == "embedded; fallback"
    for address in ("/en/search/values/sector/?q=rindo", "/lv/search/map/?q=rindo"):
        response = client.get(address)
        assert response.status_code == 200
        assert response["X-Search-Engine"] == "embedded; fallback"
    assert answering.taken == 1


def test_the_site_is_ready_and_says_that_it_is_degraded(
    answering: FailingServer, client: Client
) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["status"], told["index"]["engine"], told["index"]["state"]) == (
        "degraded",
        "embedded",
        "ok",
    )
    # Why, but no address and no user: anybody may ask.
    assert told["fallback"] == "Elasticsearch does not answer"


def test_without_a_local_index_the_site_is_not_ready(
    hanging: FailingServer, client: Client
) -> None:
    assert client.get("/readyz").status_code == 503
    assert client.get("/en/search/").status_code == 503
    told = client.get("/api/v1/search")
    assert told.status_code == 503
    assert told.json()["error"]["message"] == "the search can't answer just now"


def test_health_shows_both_indexes(answering: FailingServer) -> None:
    output = io.StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("search_health", "--json", stdout=output)
    assert caught.value.code == 1
    told = json.loads(output.getvalue())
    assert told["answers"] == "embedded; fallback"
    assert {one["engine"]: one["state"] for one in told["indexes"]} == {
        "embedded": "ok",
        "elastic": "unavailable",
    }
    output = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("search_health", stdout=output)
    assert "start the search engine" in output.getvalue()
    call_command("search_health", "--engine", "embedded", stdout=output)


def test_commands_do_what_they_can_and_name_what_failed(answering: FailingServer) -> None:
    entries.solution("Rindo")
    with pytest.raises(CommandError, match="elastic: "):
        call_command("run_indexer", "--once", verbosity=0)
    assert services.search(SearchQuery(text="rindo")).total == 1
    output = io.StringIO()
    with pytest.raises(CommandError, match="elastic: "):
        call_command("rebuild_index", stdout=output)
    assert "The embedded index holds 2 entries" in output.getvalue()


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"ELASTICSEARCH_URL": []}, "search.E002"),
        ({"ELASTICSEARCH_CA_FILE": "/nowhere.pem"}, "search.E005"),
        ({"ELASTICSEARCH_CA_FILE": __file__}, "search.E006"),
        ({"ELASTICSEARCH_URL": ["search:9200"]}, "search.E006"),
        ({"SEARCH_DIR": "/proc/version/search"}, "search.E003"),
        ({}, None),
    ],
)
def test_mistakes_in_the_settings_are_found_at_the_start(
    settings: Any, tmp_path: Path, values: dict[str, Any], found: str | None
) -> None:
    good = {
        "SEARCH_ENGINE": "elastic",
        "SEARCH_DIR": tmp_path,
        "ELASTICSEARCH_URL": ["https://127.0.0.1:9200"],
    }
    for name, value in (good | values).items():
        setattr(settings, name, value)
    messages = [*checks.check_engine(), *checks.check_directory()]
    assert [message.id for message in messages] == ([found] if found else [])


@pytest.mark.django_db(transaction=True)
def test_an_index_whose_server_hangs_does_not_keep_the_others_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quick, hung = RecordingEngine(), RecordingEngine()
    released = threading.Event()

    def hang() -> int:
        released.wait(300)
        raise EngineUnavailable("hangs")

    hung.cursor = hang  # type: ignore[method-assign]
    quick.rebuild([], 0)
    path = "search.management.commands.run_indexer"
    monkeypatch.setattr(f"{path}.get_indexes", lambda: (hung, quick))
    stopped = threading.Event()
    company = entries.organisation("Datu nams")

    def run() -> None:
        try:
            Command()._follow_all(stopped)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    until = time.monotonic() + 300
    while not quick.documents and time.monotonic() < until:
        time.sleep(0.05)
    stopped.set()
    released.set()
    thread.join(300)
    assert list(quick.documents) == [f"organisation:{company.pk}"]
    assert not thread.is_alive()
    assert hung.documents == {}


@pytest.mark.elastic
def test_the_site_answers_from_a_real_server(settings: Any, tmp_path: Path, client: Client) -> None:
    with own_server() as server:
        settings.SEARCH_ENGINE = "elastic"
        settings.SEARCH_DIR = tmp_path / "search"
        settings.ELASTICSEARCH_URL = list(server.urls)
        settings.ELASTICSEARCH_PREFIX = server.prefix
        settings.ELASTICSEARCH_TIMEOUT = 20.0
        solution = entries.solution("Rindo")
        call_command("rebuild_index", verbosity=0)
        response = client.get("/en/search/?q=rindo")
        assert (response.status_code, response["X-Search-Engine"]) == (200, "elastic")
        assert "Rindo" in response.content.decode()
        told = client.get("/readyz").json()
        assert (told["status"], told["index"]["engine"]) == ("ok", "elastic")
        assert "fallback" not in told
        solution.unpublish()
        call_command("run_indexer", "--once", verbosity=0)
        assert (
            services.search(SearchQuery(text="rindo", filters={"type": ("solution",)})).total == 0
        )
        assert {engine.cursor() for engine in get_indexes()} == {get_engine().cursor()}
        call_command("search_health", verbosity=0, stdout=io.StringIO())
