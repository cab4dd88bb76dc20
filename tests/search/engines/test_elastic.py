"""What the elastic engine does beyond the contract: its indexes, its lock, busy and failing servers, and settings."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from elasticsearch import Elasticsearch

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
from search.engines.elastic import ElasticEngine, Server, lock, mapping, writer
from search.engines.elastic.server import connect
from search.engines.embedded import EmbeddedEngine
from search.engines.fallback import FallbackEngine
from tests.search.engines.catalogue import counted, document, ids

pytestmark = pytest.mark.elastic


@pytest.fixture
def client(server: Server) -> Elasticsearch:
    return connect(server)


@pytest.fixture
def engine(server: Server) -> ElasticEngine:
    return ElasticEngine(server)


def indexes(client: Elasticsearch, server: Server) -> list[str]:
    return sorted(client.indices.get_alias(index=f"{server.prefix}-v*").body)


def test_the_mapping_is_strict_and_the_alias_names_one_index(
    engine: ElasticEngine, client: Elasticsearch, server: Server
) -> None:
    engine.rebuild([document(1)], 1)
    engine.rebuild([document(1), document(2)], 2)
    (name,) = indexes(client, server)
    found = client.indices.get(index=name).body[name]
    assert found["mappings"]["dynamic"] == "strict"
    assert set(found["aliases"]) == {
        f"{server.prefix}-v{schema.SCHEMA_VERSION}.{mapping.LAYOUT}",
        f"{name}-write",
    }
    assert found["settings"]["index"]["number_of_shards"] == "1"
    assert engine.health().generation == name


def test_other_processes_see_changes_and_swaps_at_once(server: Server) -> None:
    writing, reading = ElasticEngine(server), ElasticEngine(server)
    writing.rebuild([document(1, "One")], 1)
    assert ids(reading.search(SearchQuery())) == [1]
    writing.apply([document(2, "Two", sector=("new",))], [], 2)
    assert reading.search(SearchQuery(filters={"sector": ("new",)})).total == 1
    assert reading.cursor() == 2
    writing.rebuild([document(3, "Three")], 3)
    assert ids(reading.search(SearchQuery())) == [3]


def test_an_index_of_another_version_is_outdated_and_kept_for_those_who_read_it(
    engine: ElasticEngine, server: Server, client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild([document(1, "Old")], 1)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
        for ask in (
            lambda: engine.search(SearchQuery()),
            lambda: engine.suggest("o", lang="en"),
            lambda: engine.apply([], [], 2),
            engine.cursor,
        ):
            with pytest.raises(IndexOutdated):
                ask()
        assert engine.health().state == "outdated"
        engine.rebuild([document(1, "New")], 2)
        assert engine.search(SearchQuery(text="new")).total == 1
    assert engine.search(SearchQuery(text="old")).total == 1
    with monkeypatch.context() as patch:
        patch.setattr(schema, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
        engine.rebuild([document(1, "New")], 3)
        assert len(indexes(client, server)) == 1


def test_an_indexer_that_knows_less_never_overwrites(server: Server) -> None:
    quick, slow = ElasticEngine(server), ElasticEngine(server)
    quick.rebuild([document(1, "First"), document(2, "Second")], 1)
    quick.apply([document(1, "Newer")], ["solution:2"], 9)
    slow.apply([document(1, "Older"), document(2, "Back again")], [], 5)
    assert ids(quick.search(SearchQuery(text="newer"))) == [1]
    assert quick.search(SearchQuery()).total == 1
    quick.apply([document(1, "Newest")], [], 9)
    assert ids(quick.search(SearchQuery(text="newest"))) == [1]


def test_changes_that_come_while_the_index_is_swapped_give_the_new_one_no_cursor(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, other = ElasticEngine(server), ElasticEngine(server)
    engine.rebuild([document(1)], 1)
    write = writer.write

    def late(*given: Any) -> None:
        write(*given)
        monkeypatch.setattr(writer, "write", write)
        other.rebuild([document(1)], 1)

    monkeypatch.setattr(writer, "write", late)
    with pytest.raises(IndexMissing):
        engine.apply([document(2)], [], 2)
    assert engine.cursor() == 1
    engine.apply([document(2)], [], 2)
    assert engine.search(SearchQuery()).total == 2


def test_two_rebuilds_at_once_are_refused(server: Server) -> None:
    engine = ElasticEngine(server)

    def rows() -> Iterator[Document]:
        yield document(1)
        with pytest.raises(IndexBusy):
            ElasticEngine(server).rebuild([], 1)

    assert engine.rebuild(rows(), 1) == 1
    assert engine.rebuild([], 2) == 0


def test_the_lock_of_a_killed_rebuild_runs_out(
    engine: ElasticEngine, server: Server, client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    monkeypatch.setattr(lock, "time", SimpleNamespace(time=lambda: now))
    monkeypatch.setattr(lock, "_BEAT", 1800.0)
    held = lock.rebuild_lock(client, f"{server.prefix}-locks")
    lease = held.__enter__()
    with pytest.raises(IndexBusy):
        engine.rebuild([], 1)
    monkeypatch.setattr(lock, "time", SimpleNamespace(time=lambda: now + lock.LEASE + 1))
    assert engine.rebuild([document(1)], 1) == 1
    lease._ended.set()


def test_a_rebuild_that_lost_its_lock_does_not_swap(
    engine: ElasticEngine, server: Server, client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild([document(1)], 1)
    monkeypatch.setattr(lock, "_BEAT", 0.05)

    def rows() -> Iterator[Document]:
        client.index(
            index=f"{server.prefix}-locks", id="rebuild", document={"holder": "x", "until": 0}
        )
        for thread in threading.enumerate():
            if thread.name == "rebuild-lock":
                # It ends when it finds the lock taken.
                thread.join(300)
        yield document(2)

    with pytest.raises(IndexBusy):
        engine.rebuild(rows(), 2)
    assert ids(engine.search(SearchQuery())) == [1]
    assert len(indexes(client, server)) == 1


def test_a_busy_server_gets_the_same_rows_again(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild([], 1)
    monkeypatch.setattr(writer, "_PAUSE", 0.01)
    bulk, asked = Elasticsearch.bulk, []

    def busy(self: Any, **given: Any) -> Any:
        asked.append(len(given["operations"]))
        answer = bulk(self, **given)
        if len(asked) == 1:
            answer.body["errors"] = True
            answer.body["items"][1]["index"] |= {"status": 429, "error": {"type": "busy"}}
        return answer

    monkeypatch.setattr(Elasticsearch, "bulk", busy)
    engine.apply([document(1), document(2), document(3)], [], 2)
    assert asked == [6, 2, 2]
    assert engine.search(SearchQuery()).total == 3


def test_a_server_that_stays_busy_ends_the_change(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild([], 1)
    monkeypatch.setattr(writer, "_PAUSE", 0.001)
    busy = {"errors": True, "items": [{"index": {"_id": "solution:1", "status": 429}}]}
    with monkeypatch.context() as patch:
        patch.setattr(Elasticsearch, "bulk", lambda *_, **__: busy)
        with pytest.raises(EngineUnavailable, match="busy"):
            engine.apply([document(1)], [], 2)
    assert engine.cursor() == 1


def test_a_row_that_the_mapping_refuses_is_named(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild([], 1)
    row = mapping.row
    monkeypatch.setattr(mapping, "row", lambda *one: row(*one) | {"surprise": 1})
    with pytest.raises(EngineError, match=r"solution:1.*strict"):
        engine.apply([document(1)], [], 2)
    assert engine.cursor() == 1


def test_a_read_only_index_is_unavailable_and_left(
    engine: ElasticEngine, client: Elasticsearch, server: Server, tmp_path: Path
) -> None:
    engine.rebuild([document(1)], 1)
    (name,) = indexes(client, server)
    local = EmbeddedEngine(tmp_path)
    local.rebuild([document(1), document(2)], 1)
    now = [1000.0]
    both = FallbackEngine(engine, local, clock=lambda: now[0])
    assert both.search(SearchQuery()).engine == "elastic"
    client.indices.put_settings(index=name, settings={"blocks.read_only_allow_delete": True})
    with pytest.raises(EngineUnavailable):
        engine.apply([document(2)], [], 2)
    health = engine.health()
    assert (health.state, health.ok) == ("unavailable", False)
    assert "read_only_allow_delete" in health.detail
    local.apply([document(3)], [], 2)
    for _ in range(3):
        now[0] += 5
        result = both.search(SearchQuery())
    assert (result.engine, result.total) == ("embedded", 3)
    client.indices.put_settings(index=name, settings={"blocks.read_only_allow_delete": None})
    engine.apply([document(2), document(3)], [], 2)
    now[0] += 11
    assert both.search(SearchQuery()).engine == "elastic"


def test_a_deleted_index_is_missing_and_nothing_makes_another(
    engine: ElasticEngine, client: Elasticsearch, server: Server
) -> None:
    engine.rebuild([document(1)], 1)
    client.indices.delete(index=indexes(client, server)[0])
    with pytest.raises(IndexMissing):
        engine.apply([document(2)], [], 2)
    with pytest.raises(IndexMissing):
        engine.search(SearchQuery())
    assert indexes(client, server) == []


def test_several_shards_answer_as_one(server: Server) -> None:
    engine = ElasticEngine(replace(server, shards=3, replicas="0"))
    documents = [
        document(number, "Same name" if number % 2 else "Other", sector=(f"s{number % 7}",))
        for number in range(1, 61)
    ]
    assert engine.rebuild(documents, 3) == 60
    found = engine.search(SearchQuery(text="same", page_size=100))
    assert sorted(ids(found)) == list(range(1, 61, 2))
    assert len({round(hit.score, 3) for hit in found.hits}) == 1
    assert sum(counted(found)["sector"].values()) == 30
    assert ids(engine.search(SearchQuery(text="smae", page_size=100))) == ids(found)


def test_threads_search_while_another_writes(engine: ElasticEngine) -> None:
    engine.rebuild([document(number, "Same") for number in range(1, 31)], 1)
    stop, failures = threading.Event(), []

    def ask() -> None:
        while not stop.is_set():
            try:
                result = engine.search(SearchQuery(text="same"))
                if result.total != 30:
                    failures.append(result.total)
            except EngineError as error:
                failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for cursor in range(2, 5):
        engine.apply([document(number, "Same") for number in range(1, 31)], [], cursor)
        engine.rebuild([document(number, "Same") for number in range(1, 31)], cursor)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_facet_with_thousands_of_values_is_counted_in_full(engine: ElasticEngine) -> None:
    engine.rebuild([document(number, sector=(f"s{number}",)) for number in range(3000)], 1)
    assert len(engine.search(SearchQuery()).facet("sector").options) == 3000


def test_what_a_query_may_cost_is_capped(engine: ElasticEngine) -> None:
    words = [f"word{number:04}" for number in range(3000)]
    engine.rebuild(
        [
            document(number, description=" ".join(words[number : number + 40]))
            for number in range(1000)
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


def test_a_question_takes_few_requests(
    engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {1: "Data analysis", 2: "Compiler training"}
    given = {"kind": ("product",), "market": ("lv",)}
    engine.rebuild([document(number, names[number % 2 + 1], **given) for number in range(10)], 1)
    asked = []
    msearch = Elasticsearch.msearch
    monkeypatch.setattr(
        Elasticsearch, "msearch", lambda self, **given: asked.append(1) or msearch(self, **given)
    )
    for text, most in [("", 1), ("data analysis", 2), ("data compiler", 3), ("anlaysis", 3)]:
        asked.clear()
        engine.search(SearchQuery(text=text, filters=given))
        assert len(asked) <= most, text


def test_words_asked_for_again_take_one_request_while_nothing_changes(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, other = ElasticEngine(server), ElasticEngine(server)
    engine.rebuild([document(number, "Data analysis") for number in range(1, 5)], 1)
    asked = []
    msearch = Elasticsearch.msearch
    monkeypatch.setattr(
        Elasticsearch, "msearch", lambda self, **given: asked.append(1) or msearch(self, **given)
    )
    for most in (2, 2, 1, 1):
        asked.clear()
        assert engine.search(SearchQuery(text="analysis")).total == 4
        assert len(asked) <= most
    # What another process takes in is known with the next question, whether the word was known before or not.
    for _ in range(2):
        assert engine.search(SearchQuery(text="novelty")).total == 0
    other.apply([document(8, "Novelty"), document(9, "Data analysis")], [], 2)
    assert ids(engine.search(SearchQuery(text="novelty"))) == [8]
    assert engine.search(SearchQuery(text="analysis")).total == 5
    other.rebuild([document(5, "Data analysis")], 2)
    assert engine.search(SearchQuery(text="novelty")).total == 0
    assert ids(engine.search(SearchQuery(text="analysis"))) == [5]
    engine.apply([], ["solution:5"], 2)
    assert engine.search(SearchQuery(text="analysis")).total == 0


def test_pages_are_kept_by_a_commit_that_every_process_sees_and_no_longer(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.elastic.keeping.LOOK_SECONDS", 0.0)
    monkeypatch.setattr("search.engines.elastic.keeping.SETTLED_SECONDS", 0.0)
    now = 1_000_000.0
    reading, writing = ElasticEngine(server, clock=lambda: now), ElasticEngine(server)
    assert reading.commit() is None
    seen = []
    for change in (
        lambda: writing.rebuild([document(1)], 1),
        lambda: writing.apply([document(2)], [], 2),
        lambda: writing.apply([], [], 3),
        lambda: writing.rebuild([document(1)], 3),
    ):
        change()
        seen.append(reading.commit())
        assert seen[-1] is not None
        assert reading.commit() == seen[-1]
    now += 60
    seen.append(reading.commit())
    assert len(set(seen)) == 5
