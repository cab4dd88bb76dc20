"""No page fails for want of its cache."""

from __future__ import annotations

import builtins
import errno
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.core.internal import ratelimit
from django.core.cache.backends.locmem import LocMemCache
from django.test import RequestFactory

from directory.settings.cache import DispensableCache


@pytest.fixture
def cache(tmp_path: Path) -> DispensableCache:
    """Return a cache in a folder of its own."""
    return DispensableCache(str(tmp_path / "cache"), {})


def test_what_is_kept_is_found(cache: DispensableCache) -> None:
    cache.set("a", 1)
    assert (cache.get("a"), cache.touch("a", 10), cache.get("b")) == (1, True, None)


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Return what fills the disk, or empties it again."""
    plain, make, remove = builtins.open, tempfile.mkstemp, os.remove
    state = {"full": False}

    def refuse() -> None:
        if state["full"]:
            raise OSError(errno.ENOSPC, "No space left on device")

    def opened(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if "w" in mode or "+" in mode:
            refuse()
        return plain(file, mode, *arguments, **options)

    def made(*arguments: Any, **options: Any) -> Any:
        refuse()
        return make(*arguments, **options)

    def removed(path: Any, *arguments: Any, **options: Any) -> None:
        refuse()
        remove(path, *arguments, **options)

    monkeypatch.setattr(builtins, "open", opened)
    monkeypatch.setattr(tempfile, "mkstemp", made)
    monkeypatch.setattr(os, "remove", removed)
    return lambda is_full: state.update(full=is_full)


def test_a_full_disk_stops_nobody_and_the_memory_keeps_what_it_would_have(
    cache: DispensableCache, full: Callable[[bool], None]
) -> None:
    cache.set("a", 1)
    cache.set("old", "of the disk")
    full(True)
    cache.set("b", 2)
    assert cache.get("b") == 2
    assert cache.has_key("b")
    assert cache.add("b", 9) is False
    assert cache.add("c", None) is True
    assert cache.get("c", "?") is None
    assert cache.touch("a", 10) is True
    assert cache.get("a") == 1
    assert cache.get_or_set("d", lambda: 3) == 3
    # A new value counts, and what was deleted is gone, though the old files are still there.
    cache.set("a", 5)
    assert cache.get("a") == 5
    assert cache.delete("old") is True
    assert (cache.get("old"), cache.has_key("old"), cache.delete("old")) == (None, False, False)
    assert cache.touch("nothing", 10) is False
    full(False)
    assert (cache.get("a"), cache.get("old")) == (5, None)
    cache.set("a", 6)
    cache.set("old", "new")
    assert (cache.get("a"), cache.get("old")) == (6, "new")
    assert cache.delete("b") is True
    assert cache.get("b") is None


def test_a_full_cache_gives_up_what_expired_and_then_the_oldest(tmp_path: Path) -> None:
    crowded = DispensableCache(str(tmp_path / "cache"), {"max_entries": 6})

    def keep(name: str, age: int, timeout: int | None = None) -> None:
        # Each look is that of another thread: a cache looks at its folder with its first value.
        DispensableCache(str(tmp_path / "cache"), {"max_entries": 6}).set(name, age, timeout)
        written = time.time() - age
        os.utime(crowded._key_to_file(name), (written, written))

    keep("over", 1, timeout=-1)
    for age in (60, 50, 40, 30):
        keep(f"aged-{age}", age)
    keep("limit", 2)
    # Now it is full: what expired goes, and there is room again.
    keep("new", 0)
    held = [
        name for name in ("over", "aged-60", "aged-30", "limit", "new") if crowded.has_key(name)
    ]
    assert held == ["aged-30", "limit", "new"]


def test_a_limit_outlives_those_who_fill_the_cache(tmp_path: Path) -> None:
    crowded = DispensableCache(str(tmp_path / "cache"), {"max_entries": 50})
    for number in range(400):
        crowded.set(f"visitor-{number}", number, 600)
        crowded.set("tries", number, 600)
    assert crowded.get("tries") == 399
    assert len(list((tmp_path / "cache").iterdir())) < 50 + 100


def test_what_the_memory_keeps_ends_like_what_the_disk_keeps(
    cache: DispensableCache, full: Callable[[bool], None]
) -> None:
    full(True)
    cache.set("gone", 1, timeout=-1)
    assert cache.get("gone") is None
    cache.set("here", 1)
    cache.clear()
    assert cache.get("here") is None


def test_processes_see_the_same_again_two_minutes_after_the_disk_takes_values(
    tmp_path: Path, full: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, others = (DispensableCache(str(tmp_path), {}) for _process in range(2))
    others._memory = LocMemCache("another process", {})
    began, passed = time.time(), 0
    monkeypatch.setattr(time, "time", lambda: began + passed)
    mine.set("old", "of the disk", None)
    full(True)
    mine.set("count", 5, None)
    mine.delete("old")
    # What is kept stays for as long as nothing else can be asked.
    passed = 1000
    assert (mine.get("count"), mine.get("old"), mine.has_key("old")) == (5, None, False)
    full(False)
    others.set("count", 1, None)
    others.set("old", "new", None)
    mine.set("late", 1)
    full(True)
    mine.set("late", 2)
    full(False)
    # An outage that is hardly over may come back.
    assert mine.get("late") == 2
    assert (mine.get("count"), mine.get("old"), mine.has_key("old")) == (1, "new", True)
    passed += 121
    assert mine.get("late") == 1


def test_a_folder_that_cannot_be_made_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    cache = DispensableCache(str(tmp_path / "file" / "cache"), {})
    cache.set("a", 1)
    assert (cache.get("a"), cache.get("b", 2)) == (1, 2)


def test_threads_share_what_the_memory_keeps(tmp_path: Path, full: Callable[[bool], None]) -> None:
    full(True)
    DispensableCache(str(tmp_path), {}).set("a", 1)
    assert DispensableCache(str(tmp_path), {}).get("a") == 1
    assert DispensableCache(str(tmp_path / "other"), {}).get("a") is None


def test_the_memory_is_bounded(
    tmp_path: Path, full: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("directory.settings.cache.MOST_KEPT", 30)
    full(True)
    cache = DispensableCache(str(tmp_path), {})
    for number in range(100):
        cache.set(str(number), number)
    kept = [number for number in range(100) if cache.get(str(number)) is not None]
    assert len(kept) <= 30
    assert 99 in kept


def test_limits_hold_on_a_full_disk(
    tmp_path: Path,
    full: Callable[[bool], None],
    rf: RequestFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ratelimit, "cache", DispensableCache(str(tmp_path), {}))
    request = rf.post("/")

    def tried(number: int) -> list[bool]:
        return [
            bool(
                ratelimit.consume(
                    request, app="allauth.account", action="x", config={"x": "5/h/ip"}
                )
            )
            for _one in range(number)
        ]

    assert tried(3) == [True] * 3
    full(True)
    # What was counted before counts on.
    assert tried(4) == [True, True, False, False]
    full(False)
    assert tried(1) == [False]
