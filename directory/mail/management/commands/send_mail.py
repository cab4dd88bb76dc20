"""The worker of the outbox."""

from __future__ import annotations

import signal
import smtplib
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections, connection

from directory.mail.services import BATCH, purge, send_due

#: Turns of the loop after which finished messages are looked through.
TURNS_BETWEEN_PURGES = 500


class Command(BaseCommand):
    """This will send the outbox's messages until it is told to stop."""

    help = "Send the messages of the outbox as they come due, and forget old ones."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="send what is due now and end")
        parser.add_argument(
            "--interval", type=float, default=5.0, help="seconds between two looks (5)"
        )

    def handle(self, *_args: Any, once: bool, interval: float, **_options: Any) -> None:
        if interval <= 0:
            raise CommandError("--interval must be more than 0 seconds")
        if once:
            try:
                self._send_all()
            except (smtplib.SMTPException, OSError) as error:
                raise CommandError(f"the mail server cannot be reached: {error}") from error
            purge()
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        turn = 0
        while not stop.is_set():
            wait = self._turn(interval, purging=turn % TURNS_BETWEEN_PURGES == 0)
            turn += 1
            stop.wait(wait)

    def _turn(self, interval: float, *, purging: bool) -> float:
        """Send what is due; return how long to wait, longer while something is down."""
        try:
            self._send_all()
            if purging:
                purge()
        except (smtplib.SMTPException, OSError) as error:
            self.stderr.write(f"The mail server cannot be reached: {error}")
            return max(interval, 60.0)
        except DatabaseError as error:
            self.stderr.write(f"The database does not answer: {error}")
            connection.close()
            return max(interval, 10.0)
        finally:
            close_old_connections()
        return interval

    def _send_all(self) -> None:
        while True:
            result = send_due()
            total = result.sent + result.retried + result.failed
            if total:
                self.stdout.write(
                    f"{result.sent} sent, {result.retried} put off, {result.failed} given up"
                )
            if total < BATCH:
                return
