"""Frozen rows that the steps of an import hand to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class RawRow:
    """One line of a file: its data, or what is wrong with it.

    ``position`` is what the reader needs to read the line again.
    """

    line: int
    position: Any = None
    data: Mapping[str, Any] | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line was refused."""

    line: int
    type: str
    id: str
    reason: str

    def __str__(self) -> str:
        what = " ".join(part for part in (self.type, self.id[:80]) if part)
        return (
            f"line {self.line}: {what}: {self.reason}"
            if what
            else f"line {self.line}: {self.reason}"
        )


@dataclass(slots=True)
class Counts:
    """What became of the rows of a file."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    bad: int = 0
    conflicts: int = 0

    def add(self, other: Counts) -> None:
        """Add the counts of a batch."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def __str__(self) -> str:
        parts = {
            "created": self.created,
            "changed": self.updated,
            "unchanged": self.unchanged,
            "refused": self.bad,
        }
        if self.conflicts:
            parts["conflicts with staff's edits"] = self.conflicts
        return ", ".join(f"{number:,} {name}" for name, number in parts.items())


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an import."""

    counts: Counts
    problems: tuple[Problem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class FoundBuyer:
    """A contracting authority as a notice names it."""

    number: str
    legal_name: str


@dataclass(frozen=True, slots=True)
class FoundNeed:
    """A need that a file of another format holds, in the keys of our own shape.

    ``said_at`` is when the source said it, where it tells; ``known_as`` are ids of notices under which the need may
    stand already, its own notice first.
    """

    line: int
    need: Mapping[str, Any]
    buyer: FoundBuyer
    said_at: datetime | None = None
    known_as: tuple[str, ...] = ()


class FileFaultError(Exception):
    """A file cannot be read at all; the message says why."""
