"""Keep the search index true to the database."""

from __future__ import annotations

import logging
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, close_old_connections

from search import changes, indexing, services
from search.contract.engine import EngineError, IndexBusy

logger = logging.getLogger(__name__)

POLL = 0.15
"""Seconds between two looks at the change log: what is published is found within a second."""

PAUSE = 2.0
"""Seconds to wait after a failure that may pass by itself."""

PRUNE_EVERY = 3600.0


class Command(BaseCommand):
    help = "Follows the change log into the search index until stopped; mends an index that is missing or outdated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="follow to the end of the log, then exit"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self._once(options["verbosity"])
            return
        stopped = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stopped.set())
        self._follow(stopped)

    def _once(self, verbosity: int) -> None:
        try:
            count = services.catch_up()
        except EngineError as error:
            try:
                if not services.mend(error):
                    raise CommandError(str(error)) from error
            except EngineError as again:
                raise CommandError(str(again)) from again
            count = services.catch_up()
        if verbosity:
            self.stdout.write(f"{count} changes taken in.")

    def _follow(self, stopped: threading.Event) -> None:
        pruned = 0.0
        self._warm()
        while not stopped.is_set():
            pause = POLL
            try:
                if services.follow():
                    pause = 0.0
                elif time.monotonic() - pruned > PRUNE_EVERY or not pruned:
                    changes.prune()
                    pruned = time.monotonic()
            except EngineError as error:
                pause = self._mend(error)
            except OperationalError as error:
                # Locked, full or restarting: nothing is lost, the cursor stands where the index stands.
                logger.warning("the database can't be read: %s", error)
                close_old_connections()
                pause = PAUSE
            stopped.wait(pause)
        logger.info("the indexer stops")

    def _warm(self) -> None:
        """Read vocabularies and dictionaries, so that the first change is as quick as all others."""
        services.warm()
        try:
            indexing.snapshot(checked=True)
        except OperationalError as error:
            logger.warning("the database can't be read: %s", error)

    def _mend(self, error: EngineError) -> float:
        try:
            if services.mend(error):
                logger.warning("the index was rebuilt: %s", error)
                return 0.0
            logger.warning("the index can't be written: %s", error)
        except IndexBusy:
            logger.info("another process rebuilds the index")
        except (EngineError, OperationalError) as again:
            logger.warning("the index can't be rebuilt: %s", again)
        return PAUSE
