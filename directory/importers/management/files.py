"""What the commands that read files have in common."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, OutputWrapper
from django.db import DatabaseError

from directory.importers.records import Outcome
from directory.importers.services.runs import errors_path, write_errors
from directory.taxonomy.models import Market

_ENDINGS = frozenset({".xml", ".json", ".csv"})


def opened(file: Path) -> str:
    """Return the fingerprint of a file; raise CommandError for what is none or cannot be read."""
    if not file.is_file():
        raise CommandError(f"There is no file {file}.")
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


def require_vocabularies() -> None:
    """Raise CommandError where no vocabulary was loaded yet: every row would name words that nobody knows."""
    if not Market.objects.exists():
        raise CommandError("There are no vocabularies yet: run load_vocabularies first.")


@contextmanager
def stopped() -> Iterator[None]:
    """Say in words, by CommandError, that the database or the disk ended an import."""
    try:
        yield
    except (DatabaseError, OSError) as error:
        part = "database" if isinstance(error, DatabaseError) else "disk"
        raise CommandError(
            f"The {part} stopped the import: {error}. What was written is kept; mend the cause and "
            "run the same command again."
        ) from error


def refused(number: int) -> CommandError:
    """Return what ends a command after which some rows or files were not taken."""
    return CommandError(f"{number:,} {'was' if number == 1 else 'were'} refused.")


def tell(file: Path, outcome: Outcome, *, stdout: OutputWrapper, stderr: OutputWrapper) -> int:
    """Print what became of the rows, list the refused ones beside the file, return their number."""
    stdout.write(str(outcome.counts))
    listed = errors_path(file)
    try:
        if write_errors(path=listed, problems=outcome.problems):
            stderr.write(f"The refused rows are listed in {listed}")
    except OSError as error:
        stderr.write(f"{listed} cannot be written: {error.strerror}")
    return len(outcome.problems)


def notices() -> list[Path]:
    """Return the files that were put where the schedule looks for notices, in the order of their names."""
    folder = Path(settings.DATA_DIR) / "notices"
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(
        file
        for file in found
        if file.is_file()
        and file.suffix.lower() in _ENDINGS
        and not file.name.endswith(".errors.csv")
    )
