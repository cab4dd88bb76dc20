"""Pictures that teams uploaded and nobody shows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from directory.catalogue.choices import UNUSED_PICTURE_AGE
from directory.catalogue.services.pictures import forget_pictures


class Command(BaseCommand):
    """This will delete pictures that teams uploaded a month ago and no version shows any more."""

    help = "Delete pictures that teams uploaded a month ago and no version shows any more."

    def add_arguments(self, parser: Any) -> None:
        days = UNUSED_PICTURE_AGE.days
        parser.add_argument("--days", type=int, default=days, help="how long an unused one is kept")

    def handle(self, *_args: Any, **options: Any) -> None:
        before = timezone.now() - timedelta(days=max(options["days"], 1))
        self.stdout.write(f"{forget_pictures(before=before)} deleted")
