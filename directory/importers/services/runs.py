"""The record of each import, and the report of what it refused."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.utils import timezone

from directory.importers.models import ImportRun
from directory.importers.records import Counts, Problem
from directory.media.sheets import defused
from directory.users.models import User


def start_run(
    *, command: str, file: str, sha256: str = "", source: str = "", user: User | None = None
) -> ImportRun:
    """Create the record of an import that begins."""
    return ImportRun.objects.create(
        command=command, file=file[-255:], sha256=sha256, source=source, user=user
    )


def keep_counts(*, run: ImportRun, counts: Counts, finished: bool = False) -> None:
    """Write down what became of the rows so far."""
    for name in Counts.__slots__:
        setattr(run, name, getattr(counts, name))
    if finished:
        run.finished = timezone.now()
    run.save(update_fields=[*Counts.__slots__, "finished"])


def errors_path(file: Path) -> Path:
    """Return where the refused rows of a file are listed."""
    return file.with_suffix(".errors.csv")


def write_errors(*, path: Path, problems: Iterable[Problem]) -> bool:
    """Write the refused rows as CSV; without any, remove the list of an earlier run.

    Returns whether there is a list now. Cells that a spreadsheet would run as formulas are
    defused by an apostrophe.
    """
    rows = [(problem.line, problem.type, problem.id, problem.reason) for problem in problems]
    if not rows:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return False
    unfinished = path.with_suffix(".new")
    with unfinished.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("line", "type", "id", "reason"))
        writer.writerows([line, *map(defused, cells)] for line, *cells in rows)
    unfinished.replace(path)
    return True
