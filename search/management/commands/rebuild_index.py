"""Make the whole search index anew."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from search import indexing, services
from search.contract.engine import EngineError
from search.engines import ENGINES, get_engine


class Command(BaseCommand):
    help = "Makes the whole search index anew beside the old one, then swaps."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--engine", choices=ENGINES, help="instead of the setting SEARCH_ENGINE"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        engine = get_engine(options["engine"] or "")
        quiet = options["verbosity"] == 0 or not sys.stderr.isatty()
        with tqdm(total=indexing.count(), unit=" entries", disable=quiet, leave=False) as bar:
            try:
                count = services.rebuild(engine=engine, progress=bar.update)
            except EngineError as error:
                raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(self.style.SUCCESS(f"The {engine.name} index holds {count} entries."))
