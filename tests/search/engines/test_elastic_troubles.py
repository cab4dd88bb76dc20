"""What the elastic engine makes of a server that is meddled with, short of memory, or refuses a question."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

import pytest
from elastic_transport import ApiResponseMeta, HttpHeaders, NodeConfig
from elasticsearch import ApiError, Elasticsearch

from search.contract.engine import EngineUnavailable, IndexMissing, QuestionRefused
from search.contract.query import SearchQuery
from search.engines.elastic import ElasticEngine, Server, asking, lock, writer
from search.engines.elastic.generations import Generations
from search.engines.elastic.server import connect
from tests.search.engines.catalogue import document, ids

pytestmark = pytest.mark.elastic


@pytest.fixture
def client(server: Server) -> Elasticsearch:
    return connect(server)


@pytest.fixture
def engine(server: Server) -> ElasticEngine:
    return ElasticEngine(server)


def refusal(status: int) -> ApiError:
    """Return how the client reports a request that was refused as a whole."""
    meta = ApiResponseMeta(status, "1.1", HttpHeaders(), 0.0, NodeConfig("http", "search", 9200))
    body = {"error": {"type": "circuit_breaking_exception", "reason": "data too large"}}
    return ApiError("refused", meta, body)


@pytest.mark.parametrize("status", [429, 503])
def test_a_request_that_is_put_off_as_a_whole_is_sent_again(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    engine.rebuild([], 1)
    monkeypatch.setattr(writer, "_PAUSE", 0.01)
    bulk, asked = Elasticsearch.bulk, []

    def busy(self: Any, **given: Any) -> Any:
        asked.append(len(given["operations"]))
        if len(asked) < 3:
            raise refusal(status)
        return bulk(self, **given)

    monkeypatch.setattr(Elasticsearch, "bulk", busy)
    engine.apply([document(1), document(2)], [], 2)
    assert asked == [4, 4, 4, 2]
    assert engine.search(SearchQuery()).total == 2


def test_a_request_that_is_refused_for_good_is_sent_once(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild([], 1)
    asked = []

    def refused(*_: Any, **__: Any) -> Any:
        asked.append(True)
        raise refusal(413)

    with monkeypatch.context() as patch:
        patch.setattr(Elasticsearch, "bulk", refused)
        with pytest.raises(EngineUnavailable, match="data too large"):
            engine.apply([document(1)], [], 2)
    assert asked == [True]
    assert engine.cursor() == 1


def test_an_alias_that_names_two_indexes_is_mended_by_a_rebuild(
    engine: ElasticEngine, client: Elasticsearch, server: Server
) -> None:
    engine.rebuild([document(1)], 1)
    generations = Generations(client, server)
    name, other = generations.current(), generations.create()
    client.indices.put_alias(index=other, name=generations.alias)
    for ask in (engine.cursor, lambda: engine.apply([document(2)], [], 2)):
        with pytest.raises(IndexMissing, match="several indexes"):
            ask()
    assert engine.health().state == "missing"
    engine.rebuild([document(1), document(2)], 2)
    assert set(ids(engine.search(SearchQuery()))) == {1, 2}
    left = client.indices.get_alias(index=f"{server.prefix}-v*").body
    assert list(left) == [generations.current()]
    assert not {name, other} & set(left)


def test_the_lock_of_a_clock_that_was_ahead_holds_nobody_up(
    engine: ElasticEngine, client: Elasticsearch, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = time.time() + 86_400
    monkeypatch.setattr(lock, "_BEAT", 1800.0)
    with monkeypatch.context() as patch:
        patch.setattr(lock, "time", SimpleNamespace(time=lambda: ahead))
        held = lock.rebuild_lock(client, f"{server.prefix}-locks")
        lease = held.__enter__()
    assert engine.rebuild([document(1)], 1) == 1
    lease._ended.set()


def test_a_question_that_the_server_refuses_is_told_from_a_server_that_is_down(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild([document(1)], 1)
    monkeypatch.setattr(asking, "bodies", lambda *_: [{"query": {"nonsense": {}}}])
    with pytest.raises(QuestionRefused, match="nonsense"):
        engine.search(SearchQuery())


def test_all_that_health_asks_takes_no_longer_than_one_search(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild([document(1)], 1)
    assert engine.health().ok
    now = iter([0.0, 0.0])
    late = SimpleNamespace(monotonic=lambda: next(now, 1_000.0))
    monkeypatch.setattr("search.engines.elastic.engine.time", late)
    health = engine.health()
    assert health.state == "unavailable"
    assert "within" in health.detail


def test_a_question_that_takes_too_long_is_told_from_a_server_that_hangs(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild([document(1)], 1)
    ask = Elasticsearch.msearch

    def slow(self: Any, **given: Any) -> Any:
        answer = ask(self, **given)
        answer.body["responses"][-1]["timed_out"] = True
        return answer

    monkeypatch.setattr(Elasticsearch, "msearch", slow)
    with pytest.raises(QuestionRefused, match="in time"):
        engine.search(SearchQuery())
