"""Reading CSV files of others, of which any row may be broken."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from directory.importers.records import FileFaultError, RawRow


def read_table(path: Path, *, columns: Sequence[str], delimiter: str = ",") -> Iterator[RawRow]:
    """Yield the rows below the header, each by the names of its columns.

    Raises FileFaultError for a file without the columns needed. A row that is not UTF-8 or has another
    number of cells carries its fault. Line numbers are those of the row's last line.
    """
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        header = [name.strip() for name in next(reader, [])]
        if missing := [name for name in columns if name not in header]:
            raise FileFaultError(
                f"has no column {', '.join(missing)}; its first line must name the columns, "
                f"separated by “{delimiter}”"
            )
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield RawRow(reader.line_num, fault=f"is no CSV: {error}")
                continue
            if cells:
                yield _row(reader.line_num, header, cells)


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
