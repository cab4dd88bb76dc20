"""Tables that people open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

#: Characters that XLSX allows in a cell.
_MOST_IN_CELL = 32_767
#: Widths of columns in characters.
_NARROWEST, _WIDEST = 8, 60
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


def xlsx_bytes(
    title: str,
    head: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    about: tuple[str, Sequence[Sequence[object]]] | None = None,
) -> bytes:
    """Return a table as an XLSX file; a text stays a text, whatever it begins with.

    Columns are as wide as their texts, within reason, and long texts are wrapped. ``about`` is a
    second sheet of pairs: its title, and what it says.
    """
    book = Workbook(write_only=True)
    _write(book, title, list(rows), head=head)
    if about is not None:
        _write(book, about[0], about[1])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write(
    book: Workbook, title: str, rows: Sequence[Sequence[object]], *, head: Sequence[str] = ()
) -> None:
    """Add a sheet; without a head the first column is in bold."""
    sheet = book.create_sheet("".join(char for char in title if char not in "[]:*?/\\")[:31])
    for number, column in enumerate(zip(*filter(None, [head, *rows]), strict=True), start=1):
        longest = max(len(str(value)) for value in column)
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = min(_WIDEST, max(_NARROWEST, longest + 2))
    bold = Font(bold=True)
    if head:
        sheet.freeze_panes = "A2"
        cells = [_cell(sheet, name) for name in head]
        for cell in cells:
            cell.font = bold
        sheet.append(cells)
    for row in rows:
        cells = [_cell(sheet, value) for value in row]
        if not head:
            cells[0].font = bold
        sheet.append(cells)


def _cell(sheet: object, value: object) -> WriteOnlyCell:
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_MOST_IN_CELL]
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        # Otherwise what begins with "=" becomes a formula.
        cell.data_type = "s"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell
