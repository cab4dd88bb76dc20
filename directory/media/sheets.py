"""Tables that people open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV with a byte order mark, by which spreadsheets know UTF-8."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([defused(cell) for cell in head])
    writer.writerows([defused(str(cell)) for cell in row] for row in rows)
    return f"\ufeff{target.getvalue()}"
