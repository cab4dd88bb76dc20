"""The cache of the site, which no page may fail for."""

from __future__ import annotations

import contextlib
import enum
import logging
import time
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.locmem import LocMemCache

logger = logging.getLogger(__name__)

#: Values that one process keeps in memory while the disk takes none; what was asked for long ago goes first.
MOST_KEPT = 20_000
#: Seconds for which the memory is believed before the disk is tried again, where other processes write too.
LONGEST_ALONE = 120
#: Values that a cache takes in before it looks again at how many it holds: listing a full folder takes a while.
BETWEEN_LOOKS = 100


class _Kept(enum.Enum):
    """What the memory says of a value, beside the value itself."""

    NOTHING = "nothing"
    #: Its file can't be removed, and counts no more.
    DELETED = "deleted"


class DispensableCache(FileBasedCache):
    """Keeps values in files, and in the memory of the process where the disk is full or read-only.

    So no page fails, and the limits on how often somebody may try something hold on: each process
    counts for itself then. Two minutes after a value was kept, what the disk says of it counts
    again, if it takes values by then.

    A full cache first gives up what has expired, and then what was written longest ago. Django's own
    gives up any third of it: so whoever fills it could make a limit forget what it had counted.
    """

    def __init__(self, dir: str, params: dict[str, Any]) -> None:  # noqa: A002  # Django's name for it
        super().__init__(dir, params)
        # By its name it is the same one in all threads, each of which makes a cache of its own.
        self._memory = LocMemCache(f"beside {dir}", {"OPTIONS": {"MAX_ENTRIES": MOST_KEPT}})
        self._until_look = 0

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        kept = self._recall(key, version)
        if kept is _Kept.DELETED:
            return default
        if kept is not _Kept.NOTHING:
            return kept
        try:
            return super().get(key, default, version)
        except OSError as error:
            return self._away(error, default)

    def has_key(self, key: Any, version: Any = None) -> bool:
        kept = self._recall(key, version)
        if kept is not _Kept.NOTHING:
            return kept is not _Kept.DELETED
        try:
            return super().has_key(key, version)
        except OSError as error:
            return bool(self._away(error, False))

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> None:
        try:
            super().set(key, value, timeout, version)
        except OSError as error:
            self._away(error)
            self._keep(key, value, timeout, version)
        else:
            self._memory.delete(key, version)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        if self._recall(key, version) is not _Kept.NOTHING:
            return self._memory.touch(key, timeout, version)
        try:
            return super().touch(key, timeout, version)
        except OSError as error:
            self._away(error)
            value = self.get(key, _Kept.NOTHING, version)
            if value is _Kept.NOTHING:
                return False
            self._keep(key, value, timeout, version)
            return True

    def delete(self, key: Any, version: Any = None) -> bool:
        kept = self._recall(key, version)
        self._memory.delete(key, version)
        try:
            return super().delete(key, version) or not isinstance(kept, _Kept)
        except OSError as error:
            self._away(error)
            self._keep(key, _Kept.DELETED, None, version)
            return kept is not _Kept.DELETED

    def clear(self) -> None:
        self._memory.clear()
        super().clear()

    def _cull(self) -> None:
        self._until_look -= 1
        if self._until_look > 0:
            return
        self._until_look = BETWEEN_LOOKS
        files = self._list_cache_files()  # type: ignore[attr-defined]  # the stubs leave it out
        if len(files) < self._max_entries:
            return
        written = sorted((at, name) for name in files if (at := self._written_at(name)))
        room = self._max_entries - self._max_entries // self._cull_frequency
        for _at, name in written[: max(0, len(written) - room)]:
            self._delete(name)  # type: ignore[attr-defined]

    def _written_at(self, name: str) -> float:
        """Return when a file was written; 0 where it has expired, and is deleted, or is gone."""
        with contextlib.suppress(OSError), open(name, "rb") as file:  # noqa: PTH123  Django deletes it by this text
            if not self._is_expired(file):  # type: ignore[attr-defined]
                return Path(name).stat().st_mtime
        return 0

    def _keep(self, key: Any, value: Any, timeout: Any, version: Any) -> None:
        self._memory.set(key, (time.time(), value), timeout, version)

    def _recall(self, key: Any, version: Any) -> Any:
        kept = self._memory.get(key, None, version)
        if kept is None:
            return _Kept.NOTHING
        since, value = kept
        if time.time() - since > LONGEST_ALONE and self._takes_values():
            self._memory.delete(key, version)
            return _Kept.NOTHING
        return value

    def _takes_values(self) -> bool:
        try:
            super().set("tried", True, LONGEST_ALONE)
        except OSError:
            return False
        return True

    def _createdir(self) -> None:
        # What the folder is wanted for says so itself where there is none.
        with contextlib.suppress(OSError):
            super()._createdir()  # type: ignore[misc]  # the stubs leave it out

    def _away(self, error: OSError, answer: Any = None) -> Any:
        logger.warning("the cache can't be used on the disk: %s", error)
        return answer
