"""Sizes of pictures, made before they are asked for."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from directory.catalogue.services.pictures import render_pictures


class Command(BaseCommand):
    """This will make the AVIF files of pictures on public pages that have none yet."""

    help = "Make the AVIF files of pictures on public pages that have none yet."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{render_pictures()} made")
