"""Choose the engine that answers: the one place that knows which engines there are."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from search.contract.engine import Engine

ENGINES = ("embedded", "recording", "null")
"""What the setting `SEARCH_ENGINE` may name."""


def get_engine(name: str = "") -> Engine:
    """Return the engine named, or the one that the setting `SEARCH_ENGINE` names; always the same object.

    The index of the embedded engine is in the directory that the setting `SEARCH_DIR` names. Raises `ValueError` for a
    name there is no engine for.
    """
    from django.conf import settings

    return _engine(name or settings.SEARCH_ENGINE, Path(settings.SEARCH_DIR))


@lru_cache(maxsize=8)
def _engine(name: str, directory: Path) -> Engine:
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
