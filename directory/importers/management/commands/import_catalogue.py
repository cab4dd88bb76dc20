"""This will import organisations, solutions, references, datasets and needs from JSON Lines."""

from __future__ import annotations

import argparse
import gc
import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from directory.importers.management.files import (
    opened,
    refused,
    require_vocabularies,
    stopped,
    tell,
)
from directory.importers.management.progress import ProgressBar
from directory.importers.services.catalogue import Options, import_rows
from directory.importers.sources.jsonl import JsonLines


def source_name(value: str) -> str:
    """Return the name of a source; raise ArgumentTypeError for what cannot be one."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]{0,59}", value):
        raise argparse.ArgumentTypeError("use small letters, digits, hyphens, dots and underscores")
    return value


class Command(BaseCommand):
    help = "Import a catalogue in JSON Lines. Safe to kill and to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--dry-run", action="store_true", help="report, and write nothing")
        parser.add_argument("--publish", action="store_true", help="show new entries at once")
        parser.add_argument(
            "--create-terms",
            action="store_true",
            help="create sectors, technologies and certifications that are not known",
        )
        parser.add_argument(
            "--source",
            type=source_name,
            default="import",
            help="whose ids these are, where a line does not say (default: import)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # Rows make many objects and no cycles: looking for garbage after every 700 new ones, as
        # Python does, takes a fifth of an import.
        gc.set_threshold(100_000)
        file: Path = options["file"]
        sha256 = opened(file)
        require_vocabularies()
        reader = JsonLines(file)
        with ProgressBar(self.stderr) as progress, stopped():  # type: ignore[arg-type]
            try:
                outcome = import_rows(
                    reader=reader,
                    options=Options(
                        source=options["source"],
                        publish=options["publish"],
                        create_terms=options["create_terms"],
                        dry_run=options["dry_run"],
                        folder=file.parent,
                    ),
                    command="import_catalogue",
                    file=file.name,
                    sha256=sha256,
                    report=lambda problem: progress.write(str(problem)),
                    progress=progress,
                )
            finally:
                reader.close()
        if faults := tell(file, outcome, stdout=self.stdout, stderr=self.stderr):
            raise refused(faults)
