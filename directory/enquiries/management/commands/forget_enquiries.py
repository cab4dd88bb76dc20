"""Retention of enquiries."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from directory.enquiries.services.forgetting import forget


class Command(BaseCommand):
    """This will delete unconfirmed enquiries and erase what is personal in old ones."""

    help = "Delete enquiries that were never confirmed, and erase what is personal in old ones."

    def handle(self, *_args: Any, **_options: Any) -> None:
        deleted, erased = forget()
        self.stdout.write(f"{deleted} unconfirmed deleted, {erased} erased")
