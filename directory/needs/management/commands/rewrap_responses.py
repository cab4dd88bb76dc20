"""This will wrap the keys of sealed responses with the first of RESPONSE_KEYS."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from directory.needs.services.sealing import rewrap


class Command(BaseCommand):
    help = "Wraps the keys of sealed responses with the first of RESPONSE_KEYS; opens none. Safe to run twice."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = rewrap()
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count} responses are under the first key now.")
