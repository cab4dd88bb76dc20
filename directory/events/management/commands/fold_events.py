"""Scheduled work on what was counted."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from directory.events.services.folding import fold, forget


class Command(BaseCommand):
    """This will fold what was counted into days, and forget rare words and days long past."""

    help = "Fold what was counted into days; delete words that stayed rare and days long past."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{fold()} folded, {forget()} deleted")
