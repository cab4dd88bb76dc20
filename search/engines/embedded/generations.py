"""Keep the generations of an index in one directory: a pointer to the current one, and locks for those who write.

`current` names the generation that answers; it is replaced in one step. A rebuild fills a new directory beside it, so
that killing it at any moment leaves the old one in place, and at most a directory that nobody points to.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from search.contract.engine import IndexBusy, IndexMissing

_POINTER: Final = "current"
_DAMAGED: Final = "damaged"
_PREFIX: Final = "generation-"
_WAIT: Final = 0.01

Stamp = tuple[int, int, int]


class Generations:
    """Know the directory of an index."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> str:
        """Return the name of the generation that answers; raises `IndexMissing`."""
        try:
            name = (self.root / _POINTER).read_text("ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise IndexMissing(f"no index in {self.root}") from error
        if not name.startswith(_PREFIX) or "/" in name or not self.path(name).is_dir():
            raise IndexMissing(f"the pointer in {self.root} names no index")
        return name

    def path(self, name: str) -> Path:
        """Return the directory of a generation."""
        return self.root / name

    def stamp(self, name: str) -> tuple[Stamp, Stamp]:
        """Return what changes with every commit and every swap; raises `IndexMissing`."""
        try:
            pointer = (self.root / _POINTER).stat()
            commit = (self.root / name / "meta.json").stat()
        except OSError as error:
            raise IndexMissing(f"no index in {self.root}") from error
        return _stamp(pointer), _stamp(commit)

    def create(self) -> str:
        """Make the directory of a new generation that nobody points to yet, and return its name."""
        name = f"{_PREFIX}{uuid.uuid4().hex}"
        self.path(name).mkdir(parents=True)
        return name

    def point(self, name: str) -> None:
        """Make a generation the current one, for good once this returns."""
        draft = self.root / f"{_POINTER}.{os.getpid()}"
        with draft.open("w", encoding="ascii") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.root / _POINTER)
        descriptor = os.open(self.root, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def clean(self) -> None:
        """Delete all but the current generation; call it only with the rebuild lock held."""
        try:
            kept = self.current()
        except IndexMissing:
            kept = ""
        for path in self.root.glob(f"{_PREFIX}*"):
            if path.name != kept:
                shutil.rmtree(path, ignore_errors=True)
        for path in self.root.glob(f"{_POINTER}.*"):
            path.unlink(missing_ok=True)

    def discard(self, name: str) -> None:
        """Delete a generation that came to nothing."""
        shutil.rmtree(self.path(name), ignore_errors=True)

    def disown(self, name: str) -> None:
        """Note that a generation is damaged, for whoever can make the index anew.

        Where the note can't be written, an operator has to learn of it by the log.
        """
        with suppress(OSError):
            (self.path(name) / _DAMAGED).touch()

    def check(self, name: str) -> None:
        """Raise `IndexMissing` for a generation that was noted to be damaged."""
        if (self.path(name) / _DAMAGED).exists():
            raise IndexMissing("files of the index are damaged: it has to be made anew")

    @contextmanager
    def lock(self, name: str, *, wait: float) -> Iterator[None]:
        """Hold a lock against every other thread and process; the system frees it when the process dies.

        Raises `IndexBusy` when it can't be had within `wait` seconds.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(
            self.root / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644
        )
        try:
            _acquire(descriptor, name, time.monotonic() + wait)
            yield
        finally:
            os.close(descriptor)


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_ino, status.st_mtime_ns, status.st_size


def _acquire(descriptor: int, name: str, until: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise IndexBusy(f"another process holds the {name} lock of the index") from None
            time.sleep(_WAIT)
        else:
            return
