"""The engines that every rule is tested on, and what they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from search.contract.document import Document
from search.contract.engine import Engine
from search.engines.embedded import EmbeddedEngine

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


def embedded(directory: Path, clock: Callable[[], float]) -> Engine:
    return EmbeddedEngine(directory, clock=clock)


ENGINES = {"embedded": embedded}
"""What every rule is tested on; a further engine is a line here."""


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Engine:
    """Return an engine without an index."""
    return ENGINES[request.param](tmp_path / "index", clock)


@pytest.fixture
def filled(engine: Engine) -> Callable[[Iterable[Document]], Engine]:
    """Return the engine with an index of the documents."""

    def fill(documents: Iterable[Document]) -> Engine:
        engine.rebuild(documents, 1)
        return engine

    return fill
