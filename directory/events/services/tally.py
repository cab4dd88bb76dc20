"""The counter of one process: adding costs a dictionary's step, writing is a thread's work."""

from __future__ import annotations

import atexit
import logging
import os
import threading
from collections.abc import Iterable
from multiprocessing.util import Finalize

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from directory.events.models import PendingCount
from directory.events.records import Event

logger = logging.getLogger(__name__)

#: Different events that are held while the database can't take them; further ones are let go.
MOST_HELD = 20_000
#: Seconds that the end of a process may wait for the database.
LAST_WAIT = 2


class Tally:
    """Counts events in memory and appends them to the database every few seconds."""

    def __init__(self) -> None:
        self._begin()
        os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        """Start from nothing, as a forked process must: its parent writes what it counted itself."""
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._held: dict[Event, list[int | None]] = {}

    def add(self, events: Iterable[Event], *, results: int | None = None) -> None:
        """Count events; never waits for the database and never fails."""
        with self._lock:
            for event in events:
                if row := self._held.get(event):
                    row[0] = (row[0] or 0) + 1
                    row[1] = results
                elif len(self._held) < MOST_HELD:
                    self._held[event] = [1, results]
            if self._thread is None and settings.EVENTS_FLUSH_SECONDS:
                self._start()

    def flush(self) -> int:
        """Append what was counted to the database and return the number of rows.

        What can't be written is held for the next time; the number is 0 then.
        """
        with self._writing:
            with self._lock:
                held, self._held = self._held, {}
            if not held:
                return 0
            rows = [
                PendingCount(**event._asdict(), number=number or 0, results=results)
                for event, (number, results) in held.items()
            ]
            try:
                with transaction.atomic():
                    PendingCount.objects.bulk_create(rows, batch_size=500)
            except DatabaseError as error:
                logger.warning("counts wait for the database: %s", error)
                self._hold(held)
                return 0
            return len(rows)

    def _hold(self, rows: dict[Event, list[int | None]]) -> None:
        with self._lock:
            for event, (number, results) in rows.items():
                if row := self._held.get(event):
                    row[0] = (row[0] or 0) + (number or 0)
                elif len(self._held) < MOST_HELD:
                    self._held[event] = [number, results]

    def _start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="events", daemon=True)
        self._thread.start()
        # Servers end their workers by signals: what multiprocessing started leaves by its own
        # door and not by that of the interpreter.
        atexit.register(self.end)
        Finalize(None, self.end, exitpriority=10)

    def _run(self) -> None:
        while not self._ended.wait(settings.EVENTS_FLUSH_SECONDS):
            self.flush()
            connection.close()

    def end(self) -> None:
        """Write what is left, once, before the process ends."""
        if self._ended.is_set():
            return
        self._ended.set()
        if self._thread is not None:
            self._thread.join(LAST_WAIT)
        try:
            if connection.vendor == "sqlite":
                with connection.cursor() as cursor:
                    cursor.execute(f"PRAGMA busy_timeout = {LAST_WAIT * 1000}")
            self.flush()
            connection.close()
        except DatabaseError as error:
            logger.warning("the last counts are lost: %s", error)


tally = Tally()
