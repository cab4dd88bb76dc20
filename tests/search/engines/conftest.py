"""The engines that every rule is tested on, and what they need."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from search.contract.document import Document
from search.contract.engine import Engine
from search.engines.elastic import ElasticEngine, Server
from search.engines.elastic.server import connect
from search.engines.embedded import EmbeddedEngine
from tests.conftest import elasticsearch_address

DAY = 86_400


class Clock:
    """Tell the time that a test wants it to be."""

    def __init__(self) -> None:
        self.now = 20_000.0 * DAY

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@contextmanager
def embedded(directory: Path, clock: Callable[[], float]) -> Iterator[Engine]:
    yield EmbeddedEngine(directory, clock=clock)


@contextmanager
def own_server() -> Iterator[Server]:
    """Give the server of the tests with a prefix that nobody else uses, and delete its indexes afterwards."""
    server = Server(
        (elasticsearch_address() or "",), prefix=f"test-{uuid.uuid4().hex[:12]}", timeout=20.0
    )
    try:
        yield server
    finally:
        client = connect(server).options(ignore_status=404)
        for name in client.indices.get_alias(index=f"{server.prefix}-*").body:
            client.indices.delete(index=name)


@contextmanager
def elastic(directory: Path, clock: Callable[[], float]) -> Iterator[Engine]:
    del directory
    with own_server() as server:
        yield ElasticEngine(server, clock=clock)


MAKERS = {"embedded": embedded, "elastic": elastic}
ENGINES = ["embedded", pytest.param("elastic", marks=pytest.mark.elastic)]
"""What every rule is tested on; a further engine is a line here and one above."""


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Engine]:
    """Give an engine without an index."""
    with MAKERS[request.param](tmp_path / "index", clock) as made:
        yield made


@pytest.fixture
def filled(engine: Engine) -> Callable[[Iterable[Document]], Engine]:
    """Return the engine with an index of the documents."""

    def fill(documents: Iterable[Document]) -> Engine:
        engine.rebuild(documents, 1)
        return engine

    return fill


@pytest.fixture
def server() -> Iterator[Server]:
    """Give the server of the tests, for tests marked `elastic`."""
    with own_server() as made:
        yield made
