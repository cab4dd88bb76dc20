"""No page fails for want of its cache."""

from __future__ import annotations

import builtins
import errno
from pathlib import Path
from typing import Any

import pytest

from directory.settings.cache import DispensableCache


@pytest.fixture
def cache(tmp_path: Path) -> DispensableCache:
    """Return a cache in a folder of its own."""
    return DispensableCache(str(tmp_path / "cache"), {})


def test_what_is_kept_is_found(cache: DispensableCache) -> None:
    cache.set("a", 1)
    assert (cache.get("a"), cache.touch("a", 10), cache.get("b")) == (1, True, None)


def test_a_full_disk_keeps_nothing_and_stops_nobody(
    cache: DispensableCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.set("a", 1)
    plain = builtins.open

    def full(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if "w" in mode or "+" in mode:
            raise OSError(errno.ENOSPC, "No space left on device")
        return plain(file, mode, *arguments, **options)

    monkeypatch.setattr(builtins, "open", full)
    cache.set("b", 2)
    assert cache.get("b") is None
    assert cache.touch("a", 10) is False
    assert cache.get_or_set("c", lambda: 3) == 3
