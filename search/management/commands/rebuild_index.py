"""Make the whole search index anew."""

from __future__ import annotations

import gc
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection
from tqdm import tqdm

from search import indexing, services
from search.contract.engine import Engine, EngineError
from search.engines import ENGINES, get_indexes
from search.engines.memory import sparing


class Command(BaseCommand):
    help = (
        "Makes the whole search index anew beside the old one, then swaps; with elastic also the "
        "local index that answers in its place."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--engine", choices=ENGINES, help="the index of this engine only")

    def handle(self, *args: Any, **options: Any) -> None:
        sparing()
        # Documents make many objects and no cycles: Python looks for garbage a tenth of the time.
        gc.set_threshold(100_000)
        if connection.vendor == "sqlite":
            # Each row is read once: what the database keeps of the others would only take memory.
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA cache_size = -4000")
        failed = []
        for engine in get_indexes(options["engine"] or ""):
            try:
                count = self._rebuild(engine, quiet=options["verbosity"] == 0)
            except OperationalError as error:
                raise CommandError(
                    f"The database stopped it: {error}. The index in use stays as it was; mend the "
                    "cause and run the same command again."
                ) from error
            except (EngineError, OSError) as error:
                failed.append(f"{engine.name}: {error}")
                continue
            if options["verbosity"]:
                self.stdout.write(
                    self.style.SUCCESS(f"The {engine.name} index holds {count} entries.")
                )
        if failed:
            raise CommandError("; ".join(failed))

    def _rebuild(self, engine: Engine, *, quiet: bool) -> int:
        quiet = quiet or not sys.stderr.isatty()
        with tqdm(total=indexing.count(), unit=" entries", disable=quiet, leave=False) as bar:
            return services.rebuild(engine=engine, progress=bar.update)
