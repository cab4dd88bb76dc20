"""What the commands that read files have in common."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.core.management.base import CommandError, OutputWrapper

from directory.importers.records import Outcome
from directory.importers.services.runs import errors_path, write_errors


def opened(file: Path) -> str:
    """Return the fingerprint of a file; raise CommandError for what is none or cannot be read."""
    if not file.is_file():
        raise CommandError(f"There is no file {file}.")
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


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
