"""This will write what is new to those who asked to be told."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from directory.buyers.services.alerts import send_alerts


class Command(BaseCommand):
    help = (
        "Put one message an alert into the outbox: new needs for an organisation, or news of a need. "
        "Nothing is told twice."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        done = send_alerts()
        self.stdout.write(f"{done.messages:,} messages written.")
        if done.failures:
            raise CommandError(
                f"Alerts that could not be told: {done.failures:,}. The log says where; the next run tries again."
            )
