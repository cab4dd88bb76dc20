"""This will write what buyers judged, for `evaluate_matching`."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.buyers.services.judgments import judged_pairs
from directory.matching.services.evaluate import COLUMNS


class Command(BaseCommand):
    help = (
        "Write outcomes of needs, decisions on shortlists and opinions on matches "
        "as judged pairs: need,id,grade."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="JUDGMENTS.csv")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = judged_pairs()
        if not rows:
            raise CommandError("There is no outcome, no decision and no opinion yet.")
        try:
            with options["file"].open("w", encoding="utf-8", newline="") as target:
                writer = csv.writer(target)
                writer.writerow(COLUMNS)
                writer.writerows(rows)
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(rows):,} judged pairs written")
