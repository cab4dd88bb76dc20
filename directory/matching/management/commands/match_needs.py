"""This will match the public needs that changed with what the catalogue holds."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from directory.matching.services.store import match_needs


class Command(BaseCommand):
    help = "Keep the best matches of every public need; only what changed since the last run is matched again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="match every need again")

    def handle(self, *args: Any, **options: Any) -> None:
        count = match_needs(everything=options["all"])
        self.stdout.write(f"{count:,} needs matched.")
