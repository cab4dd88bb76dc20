"""This will write the catalogue as JSON Lines, in the format that `import_catalogue` reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.importers.services.export import export_catalogue


class Command(BaseCommand):
    help = "Write the published catalogue as JSON Lines, its pictures in the folder images beside the file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--all", action="store_true", help="drafts too")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if file.is_dir():
            raise CommandError(f"{file} is a folder.")
        try:
            counts = export_catalogue(path=file, everything=options["all"])
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror or error}.") from error
        self.stdout.write(", ".join(f"{number:,} {name}" for name, number in counts.items()))
