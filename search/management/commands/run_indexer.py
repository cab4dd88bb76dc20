"""Keep the search index true to the database."""

from __future__ import annotations

import logging
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, close_old_connections, connections

from search import changes, indexing, services
from search.contract.engine import Engine, EngineError, IndexBusy
from search.engines import get_indexes
from search.engines.memory import sparing

logger = logging.getLogger(__name__)

POLL = 0.15
"""Seconds between two looks at the change log: what is published is found within a second."""

PAUSE = 2.0
"""Seconds to wait after a failure that may pass by itself."""

PRUNE_EVERY = 3600.0


class Command(BaseCommand):
    help = (
        "Follows the change log into the search index, or into each of several, until stopped; "
        "mends an index that is missing or outdated."
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._failed: list[str] = []
        self._told: dict[str, str] = {}

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="follow to the end of the log, then exit"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        sparing()
        if options["once"]:
            self._once(options["verbosity"])
            return
        stopped = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stopped.set())
        self._follow_all(stopped)

    def _follow_all(self, stopped: threading.Event) -> None:
        first, *others = get_indexes()
        # Each index has a thread of its own: one whose server hangs must not keep the others behind.
        threads = [
            threading.Thread(target=self._follow_apart, args=(engine, stopped), name=engine.name)
            for engine in others
        ]
        for thread in threads:
            thread.start()
        self._follow(stopped, first)
        for thread in threads:
            thread.join()
        if self._failed:
            raise CommandError(f"the indexer failed: {', '.join(self._failed)}")

    def _once(self, verbosity: int) -> None:
        failed = []
        for engine in get_indexes():
            try:
                count = self._catch_up(engine)
            except EngineError as error:
                failed.append(f"{engine.name}: {error}")
                continue
            if verbosity:
                self.stdout.write(f"{engine.name}: {count} changes taken in.")
        if failed:
            raise CommandError("; ".join(failed))

    def _catch_up(self, engine: Engine) -> int:
        try:
            return services.catch_up(engine=engine)
        except EngineError as error:
            if not services.mend(error, engine=engine):
                raise
            return services.catch_up(engine=engine)

    def _follow_apart(self, engine: Engine, stopped: threading.Event) -> None:
        try:
            self._follow(stopped, engine)
        except Exception:
            # A thread that ends unseen would leave its index behind: the process ends, and is started again.
            logger.exception("the indexer of the %s index fails", engine.name)
            self._failed.append(engine.name)
            stopped.set()
        finally:
            connections.close_all()

    def _follow(self, stopped: threading.Event, engine: Engine) -> None:
        pruned = 0.0
        self._warm(engine)
        while not stopped.is_set():
            pause = POLL
            try:
                if services.follow(engine=engine):
                    pause = 0.0
                    self._told.pop(engine.name, None)
                elif time.monotonic() - pruned > PRUNE_EVERY or not pruned:
                    changes.prune()
                    pruned = time.monotonic()
            except EngineError as error:
                pause = self._mend(error, engine)
            except OperationalError as error:
                # Locked, full or restarting: nothing is lost, the cursor stands where the index stands.
                logger.warning("the database can't be read: %s", error)
                close_old_connections()
                pause = PAUSE
            stopped.wait(pause)
        logger.info("the indexer of the %s index stops", engine.name)

    def _warm(self, engine: Engine) -> None:
        """Read vocabularies and dictionaries, so that the first change is as quick as all others."""
        services.warm(engine=engine)
        try:
            indexing.snapshot(checked=True)
        except OperationalError as error:
            logger.warning("the database can't be read: %s", error)

    def _mend(self, error: EngineError, engine: Engine) -> float:
        try:
            if services.mend(error, engine=engine):
                logger.warning("the %s index was rebuilt: %s", engine.name, error)
                return 0.0
            # Once for each trouble: it is tried again every other second, for hours if need be.
            if self._told.get(engine.name) != str(error):
                logger.warning("the %s index can't be written: %s", engine.name, error)
            self._told[engine.name] = str(error)
        except IndexBusy:
            logger.info("another process rebuilds the %s index", engine.name)
        except (EngineError, OperationalError) as again:
            logger.warning("the %s index can't be rebuilt: %s", engine.name, again)
            # The engine fails again before the database is asked: a connection that broke would stay.
            close_old_connections()
        return PAUSE
