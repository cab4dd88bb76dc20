"""This will create the terms of the vocabularies that are missing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from directory.taxonomy.services.load import load_vocabularies


class Command(BaseCommand):
    help = (
        "Create the terms of the vocabularies that are missing; terms that exist stay as they are."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        created = load_vocabularies()
        if options["verbosity"] > 1:
            for file, number in created.items():
                self.stdout.write(f"{file}: {number} created")
        self.stdout.write(f"{sum(created.values())} terms created")
