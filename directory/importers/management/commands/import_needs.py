"""This will import public-sector needs from files, or from the folder where new notices are put."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.importers.management.files import notices, opened, refused, stopped, tell
from directory.importers.management.progress import ProgressBar
from directory.importers.records import FileFaultError
from directory.importers.services.needs import import_needs, is_imported


class Command(BaseCommand):
    help = "Import public-sector needs of the procurement office. Safe to kill and to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files",
            type=Path,
            nargs="*",
            metavar="FILE",
            help="without any, the files in the folder “notices” of DATA_DIR that are new",
        )
        parser.add_argument("--dry-run", action="store_true", help="report, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        files = options["files"] or notices()
        for file in files:
            try:
                sha256 = opened(file)
            except CommandError as error:
                self.stderr.write(str(error))
                faults += 1
                continue
            if not options["files"] and is_imported(sha256=sha256):
                continue
            with ProgressBar(self.stderr) as progress, stopped():  # type: ignore[arg-type]
                try:
                    outcome = import_needs(
                        path=file,
                        sha256=sha256,
                        dry_run=options["dry_run"],
                        report=lambda problem: progress.write(str(problem)),
                        progress=progress,
                    )
                except FileFaultError as error:
                    self.stderr.write(f"{file} {error}")
                    faults += 1
                    continue
            faults += tell(file, outcome, stdout=self.stdout, stderr=self.stderr)
        if faults:
            raise refused(faults)
