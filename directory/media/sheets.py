"""Tables that people open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

#: Characters that XLSX allows in a cell.
_MOST_IN_CELL = 32_767
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV with a byte order mark, by which spreadsheets know UTF-8."""
    return "".join(csv_lines(head, rows))


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the lines of a table as CSV, the first one with a byte order mark; rows are asked for one by one."""
    target = io.StringIO("\ufeff")
    target.seek(0, io.SEEK_END)
    writer = csv.writer(target)
    for row in chain([head], rows):
        writer.writerow([defused(str(cell)) for cell in row])
        yield target.getvalue()
        target.seek(0)
        target.truncate()


def xlsx_bytes(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as an XLSX file; a text stays a text, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(char for char in title if char not in "[]:*?/\\")[:31])
    sheet.freeze_panes = "A2"
    bold = Font(bold=True)
    cells = [_cell(sheet, name) for name in head]
    for cell in cells:
        cell.font = bold
    sheet.append(cells)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(sheet: object, value: object) -> WriteOnlyCell:
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_MOST_IN_CELL]
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        # Otherwise what begins with "=" becomes a formula.
        cell.data_type = "s"
    return cell
