"""Reading CSV files of others, of which any row may be broken."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from directory.importers.records import FileFaultError, RawRow


def read_table(path: Path, *, columns: Sequence[str], delimiter: str = ",") -> Iterator[RawRow]:
    """Yield the rows below the header, each by the names of its columns.

    Raises FileFaultError for a file in UTF-16 or without the columns needed. A row that is not UTF-8,
    has another number of cells, or that nothing ends carries its fault. Line numbers are those of
    the row's last line.
    """
    _check_encoding(path)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        header = [name.strip() for name in next(reader, [])]
        if missing := [name for name in columns if name not in header]:
            raise FileFaultError(
                f"has no column {', '.join(missing)}; its first line must name the columns, "
                f"separated by “{delimiter}”"
            )
        held: RawRow | None = None
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                row = RawRow(reader.line_num, fault=f"is no CSV: {error}")
            else:
                if not cells:
                    continue
                row = _row(reader.line_num, header, cells)
            if held:
                yield held
            held = row
    if held:
        yield held if _is_ended(path) else RawRow(held.line, fault=_CUT)


#: The last cell of a row cut short looks like a whole one: a price of 7 or of 70,000.
_CUT = (
    "the file ends in the middle of this line, or without the end of it; where the row is whole, "
    "add a line break"
)


def _check_encoding(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(64)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in start:
        raise FileFaultError("is not UTF-8 but UTF-16; save the file in UTF-8")


def _is_ended(path: Path) -> bool:
    """Return whether the last line of a file that is not empty has an end."""
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) in b"\r\n"


def _row(line: int, header: Sequence[str], cells: Sequence[str]) -> RawRow:
    if len(cells) != len(header):
        return RawRow(line, fault=f"has {len(cells)} cells; the header has {len(header)}")
    # What was no UTF-8 arrives as halves of surrogate pairs.
    if not all(cell.isascii() or _is_text(cell) for cell in cells):
        return RawRow(line, fault="is not UTF-8")
    return RawRow(line, line, dict(zip(header, cells, strict=True)))


def _is_text(cell: str) -> bool:
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True
