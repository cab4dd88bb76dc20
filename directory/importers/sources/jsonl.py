"""Reading JSON Lines: any line may be broken, and none may cost more memory than a line should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import orjson

from directory.importers.records import RawRow
from directory.importers.sources.objects import RepeatedKeyError, read_json

#: Longer lines are refused unread: the texts of an entry have room for a fraction of it.
MAX_LINE = 4 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"


class RowReader(Protocol):
    """What rows are read from: once from first to last, then again by position."""

    def scan(self) -> Iterator[RawRow]:
        """Yield every row in order."""

    def read(self, position: Any) -> Mapping[str, Any]:
        """Return the data of a row that was sound when it was scanned."""

    @property
    def done(self) -> int:
        """Return how many bytes or rows were scanned so far."""

    @property
    def size(self) -> int:
        """Return how many bytes or rows there are."""


class JsonLines:
    """Reads a file of one JSON object a line, in UTF-8 with or without a byte order mark."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = path.stat().st_size
        self.done = 0
        self._file: BinaryIO | None = None

    def scan(self) -> Iterator[RawRow]:
        """Yield every line that is not blank; a file without any is one fault."""
        number = 0
        with self.path.open("rb") as file:
            offset = 0
            while line := file.readline(MAX_LINE):
                number += 1
                length = len(line)
                if length == MAX_LINE and not line.endswith(b"\n"):
                    while rest := file.readline(MAX_LINE):
                        length += len(rest)
                        if rest.endswith(b"\n"):
                            break
                    yield RawRow(number, fault=f"is longer than {MAX_LINE:,} bytes")
                else:
                    content = line.removeprefix(_BOM) if offset == 0 else line
                    if content.strip():
                        yield _parsed(number, offset, content)
                offset += length
                self.done = offset
        if number == 0:
            yield RawRow(1, fault="the file is empty")

    def read(self, position: Any) -> Mapping[str, Any]:
        """Return the object on the line that begins at an offset."""
        if self._file is None:
            self._file = self.path.open("rb")
        self._file.seek(position)
        line = self._file.readline(MAX_LINE)
        data: Mapping[str, Any] = orjson.loads(line.removeprefix(_BOM))
        return data

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


class Rows:
    """Rows that a program made, each with the number of the line it comes from."""

    def __init__(self, rows: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
        self._rows = rows
        self.size = len(rows)
        self.done = 0

    def scan(self) -> Iterator[RawRow]:
        """Yield every row."""
        for index, (line, data) in enumerate(self._rows):
            self.done = index + 1
            yield RawRow(line, index, data)

    def read(self, position: Any) -> Mapping[str, Any]:
        """Return the row at an index."""
        return self._rows[position][1]


def _parsed(number: int, offset: int, line: bytes) -> RawRow:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return RawRow(number, fault=f"is not UTF-8: byte {error.start + 1} of the line")
    try:
        data = read_json(line)
    except RepeatedKeyError as error:
        return RawRow(number, fault=f"names the key {str(error)[:60]!r} twice")
    except orjson.JSONDecodeError as error:
        reason = f"is not JSON: {error.msg}, column {error.colno}"
        if not line.endswith(b"\n"):
            reason += "; the file ends in the middle of this line"
        return RawRow(number, fault=reason)
    if not isinstance(data, dict):
        return RawRow(number, fault="is no JSON object")
    return RawRow(number, offset, data)
