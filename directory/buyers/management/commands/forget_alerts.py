"""This will delete what was asked for at an address and not confirmed, or is over."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from directory.buyers.services.subscriptions import forget_alerts


class Command(BaseCommand):
    help = "Delete alerts that nobody confirmed within three days, and those of a year ago."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{forget_alerts():,} alerts deleted.")
