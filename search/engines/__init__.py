"""Choose the engine that answers: the one place that knows which engines there are."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from search.contract.engine import Engine
from search.engines.fallback import FallbackEngine

if TYPE_CHECKING:
    from search.engines.elastic import Server

ENGINES = ("embedded", "elastic", "recording", "null")
"""What the setting `SEARCH_ENGINE` may name."""


def get_engine(name: str = "") -> Engine:
    """Return the engine named, or the one that the setting `SEARCH_ENGINE` names; always the same object.

    The index of the embedded engine is in the directory that the setting `SEARCH_DIR` names, the server of the elastic
    engine is the one of the settings `ELASTICSEARCH_…`; the embedded engine answers in its place while it can't. Raises
    `ValueError` for a name there is no engine for.
    """
    from django.conf import settings

    name = name or settings.SEARCH_ENGINE
    if name == "elastic":
        return _fallback(_server(), Path(settings.SEARCH_DIR))
    return get_indexes(name)[0]


def get_indexes(name: str = "") -> tuple[Engine, ...]:
    """Return the engine named, by itself, or every engine whose index must follow the change log.

    What answers in another's place follows the log too; it comes first, because it is the quicker one.
    """
    from django.conf import settings

    directory = Path(settings.SEARCH_DIR)
    if not name and settings.SEARCH_ENGINE == "elastic":
        return _local("embedded", directory), _elastic(_server())
    name = name or settings.SEARCH_ENGINE
    return (_elastic(_server()) if name == "elastic" else _local(name, directory),)


def forget() -> None:
    """Make every engine anew when it is next asked for, with nothing kept of earlier questions."""
    for made in (_fallback, _elastic, _local):
        made.cache_clear()


def _server() -> Server:
    from django.conf import settings

    from search.engines.elastic import Server

    return Server(
        urls=tuple(settings.ELASTICSEARCH_URL),
        user=settings.ELASTICSEARCH_USER,
        password=settings.ELASTICSEARCH_PASSWORD,
        api_key=settings.ELASTICSEARCH_API_KEY,
        ca_file=settings.ELASTICSEARCH_CA_FILE,
        prefix=settings.ELASTICSEARCH_PREFIX,
        timeout=settings.ELASTICSEARCH_TIMEOUT,
        shards=settings.ELASTICSEARCH_SHARDS,
        replicas=settings.ELASTICSEARCH_REPLICAS,
    )


@lru_cache(maxsize=8)
def _fallback(server: Server, directory: Path) -> Engine:
    return FallbackEngine(_elastic(server), _local("embedded", directory))


@lru_cache(maxsize=8)
def _elastic(server: Server) -> Engine:
    from search.engines.elastic import ElasticEngine

    return ElasticEngine(server)


@lru_cache(maxsize=8)
def _local(name: str, directory: Path) -> Engine:
    # Imported here, so that a process loads the library of the engine it uses and no other.
    if name == "embedded":
        from search.engines.embedded import EmbeddedEngine

        return EmbeddedEngine(directory)
    if name == "recording":
        from search.engines.recording import RecordingEngine

        return RecordingEngine()
    if name == "null":
        from search.engines.null import NullEngine

        return NullEngine()
    raise ValueError(f"there is no search engine {name!r}; choose one of {', '.join(ENGINES)}")
