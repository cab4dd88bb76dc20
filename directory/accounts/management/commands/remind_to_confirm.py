"""Reminders to confirm a profile."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from directory.accounts.services.freshness import remind


class Command(BaseCommand):
    """This will remind teams whose profile was not confirmed for nearly a year, or longer."""

    help = "Remind teams whose profile was not confirmed for nearly a year, or longer."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{remind()} reminded")
