"""Three nodes with replicas: one of them killed under load, and no search fails."""

from __future__ import annotations

import os
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from elasticsearch import ApiError, Elasticsearch, TransportError

from search.contract.engine import EngineError
from search.contract.query import SearchQuery
from search.engines.elastic import ElasticEngine, Server
from search.engines.elastic.server import connect
from tests.search.engines.catalogue import document

pytestmark = [pytest.mark.elastic, pytest.mark.slow]

SCRIPT = str(Path(__file__).parents[3] / "script" / "elasticsearch")
NODES = 3


def script(*arguments: str) -> str:
    """Run the command that keeps the cluster of the tests, and return what it prints."""
    environment = os.environ | {"NODES": str(NODES)}
    done = subprocess.run(
        [SCRIPT, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def cluster() -> Iterator[Server]:
    """Give a cluster of three nodes, and end it afterwards."""
    try:
        urls = tuple(script("start").split(","))
        yield Server(urls, prefix=f"test-{uuid.uuid4().hex[:12]}", timeout=10.0)
    finally:
        script("stop")


def master(client: Elasticsearch) -> str:
    """Return the number of the node that leads the cluster: the loss that hurts most; none where none leads."""
    try:
        state = client.cluster.state(metric="master_node,nodes").body
        name: str = state["nodes"][state["master_node"]]["name"]
    except (ApiError, TransportError, KeyError):
        return ""
    return name.removeprefix("node-")


def wait_for(condition: Callable[[], object]) -> None:
    """Wait until the condition holds; fail after far more time than any machine needs."""
    given_up = time.monotonic() + 300
    while not condition():
        assert time.monotonic() < given_up, "waited in vain"
        time.sleep(0.1)


def test_a_node_killed_under_load_fails_no_search(cluster: Server) -> None:
    engine = ElasticEngine(cluster)
    documents = [
        document(number, f"Data platform {number}", sector=(f"s{number % 9}",))
        for number in range(1, 301)
    ]
    engine.rebuild(documents, 1)
    client = connect(cluster)
    assert client.cluster.health(wait_for_status="green", timeout="300s")["status"] == "green"
    settings = client.indices.get_settings(index=engine.health().generation).body
    (index,) = settings.values()
    assert index["settings"]["index"]["number_of_replicas"] == "1"

    stop = threading.Event()
    totals: list[int] = []
    failures: list[EngineError] = []

    def ask() -> None:
        # A client of its own, as every process of the site has one.
        own = ElasticEngine(cluster)
        while not stop.is_set():
            try:
                totals.append(own.search(SearchQuery(text="data platform")).total)
                totals.append(own.search(SearchQuery(filters={"sector": ("s1",)})).total)
            except EngineError as error:
                failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    wait_for(lambda: len(totals) > 20)
    lost = master(client)
    script("kill", lost)
    # Until another one leads, and for a while after that.
    wait_for(lambda: master(client) not in {"", lost})
    before = len(totals)
    wait_for(lambda: len(totals) > before + 200 or failures)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert set(totals) == {300, 34}
    # The cluster has a leader again, and changes are taken in.
    engine.apply([document(301, "Data platform 301")], [], 2)
    assert engine.search(SearchQuery(text="data platform")).total == 301
