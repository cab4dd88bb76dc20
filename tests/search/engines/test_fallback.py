"""Search answers from the local index while the chosen engine can't, and goes back by itself; no server is needed."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from elastic_transport import Urllib3HttpNode as HttpNode

from search.contract.engine import (
    EngineUnavailable,
    Health,
    IndexMissing,
    IndexOutdated,
    QuestionRefused,
)
from search.contract.query import SearchQuery
from search.engines.elastic import ElasticEngine, Server
from search.engines.embedded import EmbeddedEngine
from search.engines.fallback import REFUSALS, FallbackEngine
from search.engines.recording import RecordingEngine
from tests.search.engines.catalogue import document, ids
from tests.search.engines.servers import failing_server, reply

JSON = "content-type: application/vnd.elasticsearch+json;compatible-with=8"
ELASTIC = "x-elastic-product: Elasticsearch"


class Clock:
    """Tell the time that a test wants it to be."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def local(tmp_path: Path) -> EmbeddedEngine:
    """Return a local index of two entries."""
    engine = EmbeddedEngine(tmp_path / "index")
    engine.rebuild([document(1, "Data lake"), document(2, "Data centre")], 5)
    return engine


@pytest.fixture
def chosen() -> RecordingEngine:
    """Return the chosen engine, which is well."""
    engine = RecordingEngine()
    engine.rebuild([], 5)
    return engine


@pytest.fixture
def engine(chosen: RecordingEngine, local: EmbeddedEngine, clock: Clock) -> FallbackEngine:
    return FallbackEngine(chosen, local, window=10, patience=5, clock=clock)


def test_the_chosen_engine_answers_while_it_can(
    engine: FallbackEngine, chosen: RecordingEngine
) -> None:
    engine.search(SearchQuery(text="data"))
    engine.suggest("da", lang="en")
    assert (len(chosen.queries), len(chosen.suggested)) == (1, 1)
    assert (engine.name, engine.trouble, engine.health().engine) == ("recording", "", "recording")


@pytest.mark.parametrize(
    "error", [EngineUnavailable("down"), IndexMissing("gone"), IndexOutdated("old")]
)
def test_the_local_index_answers_until_the_chosen_engine_is_well_again(
    engine: FallbackEngine, chosen: RecordingEngine, clock: Clock, error: Exception
) -> None:
    chosen.error = error  # type: ignore[assignment]
    result = engine.search(SearchQuery(text="data"))
    assert (set(ids(result)), result.engine) == ({1, 2}, "embedded")
    assert [one.text for one in engine.suggest("data l", lang="en")] == ["Data lake"]
    assert engine.understand(SearchQuery(text="data")).engine == "embedded"
    assert engine.trouble == str(error)
    health = engine.health()
    assert (health.engine, health.ok, health.documents) == ("embedded", True, 2)
    assert str(error) in health.detail
    chosen.error = None
    clock.now += 9
    assert engine.search(SearchQuery()).engine == "embedded"
    clock.now += 2
    assert engine.search(SearchQuery()).engine == "null"
    assert engine.trouble == ""


def test_a_failing_engine_is_tried_once_in_a_window(
    engine: FallbackEngine, chosen: RecordingEngine, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def fail(query: SearchQuery) -> None:
        asked.append(clock.now)
        raise EngineUnavailable("hangs")

    monkeypatch.setattr(chosen, "search", fail)
    for _ in range(100):
        engine.search(SearchQuery())
        clock.now += 0.25
    assert len(asked) == 3


def test_an_engine_that_takes_no_changes_in_is_left(
    engine: FallbackEngine, chosen: RecordingEngine, local: EmbeddedEngine, clock: Clock
) -> None:
    assert engine.search(SearchQuery()).engine == "null"
    local.apply([document(3, "New")], [], 9)
    clock.now += 5
    assert engine.search(SearchQuery()).engine == "null"
    clock.now += 5
    result = engine.search(SearchQuery(text="new"))
    assert (result.engine, ids(result)) == ("embedded", [3])
    assert "behind" in engine.trouble
    clock.now += 11
    assert engine.search(SearchQuery()).engine == "embedded"
    chosen.apply([], [], 9)
    clock.now += 11
    assert engine.search(SearchQuery()).engine == "null"


def test_an_engine_that_takes_no_changes_is_not_taken_back_for_its_answers(
    engine: FallbackEngine, chosen: RecordingEngine, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(chosen, "health", lambda: Health("recording", "unavailable"))
        assert engine.health().engine == "embedded"
        for _ in range(4):
            clock.now += 11
            assert engine.search(SearchQuery()).engine == "embedded"
    clock.now += 11
    assert engine.search(SearchQuery()).engine == "null"


def test_a_question_that_is_refused_keeps_no_other_from_the_engine(
    engine: FallbackEngine, chosen: RecordingEngine
) -> None:
    chosen.error = QuestionRefused("too many clauses")
    result = engine.search(SearchQuery(text="data"))
    assert (set(ids(result)), result.engine) == ({1, 2}, "embedded")
    chosen.error = None
    assert engine.search(SearchQuery()).engine == "null"
    assert engine.trouble == ""


def test_an_engine_that_refuses_every_question_is_left(
    engine: FallbackEngine, chosen: RecordingEngine
) -> None:
    for _ in range(2):
        chosen.error = QuestionRefused("not in time")
        for _ in range(REFUSALS - 1):
            engine.search(SearchQuery(text="data"))
        chosen.error = None
        assert engine.search(SearchQuery()).engine == "null"
    chosen.error = QuestionRefused("not in time")
    for _ in range(REFUSALS):
        assert engine.search(SearchQuery()).engine == "embedded"
    assert engine.trouble == "not in time"
    chosen.error = None
    assert engine.search(SearchQuery()).engine == "embedded"


def test_an_engine_that_is_taken_back_may_refuse_a_question_again(
    engine: FallbackEngine, chosen: RecordingEngine, clock: Clock
) -> None:
    chosen.error = QuestionRefused("not in time")
    for _ in range(REFUSALS):
        engine.search(SearchQuery())
    clock.now += 11
    chosen.error = None
    assert engine.health().engine == "recording"
    chosen.error = QuestionRefused("not understood")
    engine.search(SearchQuery())
    assert engine.trouble == ""


def test_a_chosen_engine_that_follows_a_little_later_is_kept(
    engine: FallbackEngine, chosen: RecordingEngine, local: EmbeddedEngine, clock: Clock
) -> None:
    for number in range(6, 40):
        local.apply([], [], number)
        assert engine.search(SearchQuery()).engine == "null"
        clock.now += 2
        chosen.apply([], [], number - 1)


def test_pages_are_kept_by_the_engine_that_answers_them(
    engine: FallbackEngine, chosen: RecordingEngine, local: EmbeddedEngine, clock: Clock
) -> None:
    chosen.standing = 1
    assert engine.commit() == ("recording", 1)
    chosen.error = EngineUnavailable("down")
    assert engine.commit() is None
    assert engine.commit() == ("embedded", local.commit())
    chosen.error = None
    clock.now += 10
    # Else nobody would ever ask the chosen engine again.
    assert engine.commit() is None
    assert engine.search(SearchQuery()).engine == "null"
    assert engine.commit() == ("recording", 1)


def test_an_engine_that_takes_no_changes_in_keeps_no_pages(
    engine: FallbackEngine, chosen: RecordingEngine, local: EmbeddedEngine, clock: Clock
) -> None:
    chosen.standing = 1
    assert engine.commit() == ("recording", 1)
    local.apply([document(3, "New")], [], 9)
    for _ in range(2):
        clock.now += 5
        told = engine.commit()
    assert told is None
    assert engine.commit() == ("embedded", local.commit())
    assert "behind" in engine.trouble


def test_without_a_local_index_no_page_is_kept(chosen: RecordingEngine, tmp_path: Path) -> None:
    engine = FallbackEngine(chosen, EmbeddedEngine(tmp_path / "nothing"))
    chosen.error = EngineUnavailable("down")
    assert [engine.commit(), engine.commit()] == [None, None]


def test_without_a_local_index_the_trouble_is_said(chosen: RecordingEngine, tmp_path: Path) -> None:
    engine = FallbackEngine(chosen, EmbeddedEngine(tmp_path / "nothing"))
    assert engine.search(SearchQuery()).engine == "null"
    chosen.error = EngineUnavailable("down")
    with pytest.raises(EngineUnavailable, match=r"down.*no index"):
        engine.search(SearchQuery())
    assert not engine.health().ok


def test_what_writes_goes_to_the_chosen_index(
    engine: FallbackEngine, chosen: RecordingEngine, local: EmbeddedEngine
) -> None:
    engine.apply([document(7)], [], 8)
    assert (engine.cursor(), local.cursor()) == (8, 5)
    assert engine.rebuild([document(8)], 9) == 1
    assert list(chosen.documents) == ["solution:8"]


def elastic(*urls: str, timeout: float = 60.0) -> ElasticEngine:
    return ElasticEngine(Server(urls, timeout=timeout))


def test_a_hanging_server_costs_its_timeout_once(local: EmbeddedEngine, clock: Clock) -> None:
    with failing_server() as server:
        engine = FallbackEngine(elastic(server.url, timeout=0.4), local, clock=clock)
        for _ in range(50):
            assert engine.search(SearchQuery(text="data")).engine == "embedded"
        assert server.taken == 1
        clock.now += 11
        threads = [threading.Thread(target=engine.search, args=[SearchQuery()]) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        # One of them waits for it, the others go by.
        assert server.taken == 2


def test_two_hanging_nodes_cost_no_more_than_one(
    local: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    ask = HttpNode.perform_request

    def asked(node: HttpNode, *args: Any, **options: Any) -> Any:
        waits.append(options["request_timeout"])
        return ask(node, *args, **options)

    monkeypatch.setattr(HttpNode, "perform_request", asked)
    with failing_server() as one, failing_server() as two:
        engine = FallbackEngine(elastic(one.url, two.url, timeout=0.8), local)
        assert engine.search(SearchQuery(text="data")).engine == "embedded"
        assert (one.taken, two.taken) == (1, 1)
    assert waits == [0.4, 0.4]


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (reply("200 OK", b'{"responses": []}', "content-type: application/json"), "product"),
        (reply("200 OK", b"<html>", "content-type: text/html", ELASTIC), ""),
        (reply("200 OK", b"{", JSON, ELASTIC), ""),
        (reply("401 Unauthorized", b'{"error": "who?"}', JSON, ELASTIC), "401"),
        (
            reply(
                "406 Not Acceptable",
                b'{"error": {"type": "media_type", "reason": "compatible-with=7"}}',
                JSON,
                ELASTIC,
            ),
            "compatible-with=7",
        ),
        (
            reply(
                "400 Bad Request",
                b'{"error": {"type": "media_type_header_exception", "reason": "Accept"}}',
                JSON,
                ELASTIC,
            ),
            "older than version 8",
        ),
        (reply("503 Service Unavailable", b"{}", JSON, ELASTIC), "503"),
        (reply("200 OK", b'{"responses": [{}]}', JSON, ELASTIC), "no Elasticsearch"),
        (b"SSH-2.0-OpenSSH\r\n", ""),
    ],
    ids=[
        "other server",
        "a page",
        "half a JSON",
        "refused",
        "other version",
        "version 7",
        "busy",
        "nonsense",
        "no HTTP",
    ],
)
def test_a_server_that_is_no_use_is_unavailable(
    local: EmbeddedEngine, answer: bytes, trouble: str
) -> None:
    with failing_server(answer) as server:
        remote = elastic(server.url)
        with pytest.raises(EngineUnavailable):
            remote.suggest("data", lang="en")
        assert remote.health().state == "unavailable"
        engine = FallbackEngine(remote, local)
        assert set(ids(engine.search(SearchQuery(text="data")))) == {1, 2}
        assert trouble in engine.trouble


def test_nobody_listens(local: EmbeddedEngine) -> None:
    remote = elastic("http://127.0.0.1:9", "http://127.0.0.1:10")
    assert remote.health().state == "unavailable"
    assert "refused" in remote.health().detail
    assert " object at " not in remote.health().detail
    with pytest.raises(EngineUnavailable):
        remote.rebuild([document(1)], 1)
    with pytest.raises(EngineUnavailable):
        remote.apply([document(1)], [], 1)
    assert FallbackEngine(remote, local).search(SearchQuery()).total == 2


def test_what_a_server_is_known_by_is_not_shown_with_an_error() -> None:
    server = Server(
        ("https://u:hidden@search:9200",), user="u", password="hidden", api_key="hidden"
    )
    assert "hidden" not in repr(server)
