"""This will bring register facts of organisations up to date from the Register of Enterprises."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.importers.management.files import opened, refused, stopped, tell
from directory.importers.management.progress import ProgressBar
from directory.importers.records import FileFaultError
from directory.importers.services.register import import_register


class Command(BaseCommand):
    help = "Update legal names, forms, dates and closures from the open file of the register."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument(
            "--new",
            action="store_true",
            help="make drafts of those that are not in the catalogue: for an extract of the register",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        sha256 = opened(file)
        with ProgressBar(self.stderr) as progress, stopped():  # type: ignore[arg-type]
            try:
                outcome = import_register(
                    path=file,
                    sha256=sha256,
                    report=lambda problem: progress.write(str(problem)),
                    progress=progress,
                    take_new=options["new"],
                )
            except FileFaultError as error:
                raise CommandError(f"{file} {error}") from error
        if faults := tell(file, outcome, stdout=self.stdout, stderr=self.stderr):
            raise refused(faults)
