"""Reads of the catalogue; ``public()`` is the one door to what everybody may see."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef


class EntryQuerySet(models.QuerySet):
    """Entries with a life-cycle of their own."""

    def public(self) -> Self:
        """Return the entries everybody may see: the published ones."""
        return self.filter(live=True)


class SolutionQuerySet(EntryQuerySet):
    """Solutions."""

    def public(self) -> Self:
        """Return published solutions that at least one published organisation provides."""
        model: Any = self.model
        providers = model.providers.through.objects.filter(
            solution=OuterRef("pk"), organisation__live=True
        )
        return super().public().filter(Exists(providers))


class OwnedQuerySet(EntryQuerySet):
    """Entries that belong to one organisation and share its fate."""

    def public(self) -> Self:
        """Return published entries of published organisations."""
        return super().public().filter(organisation__live=True)
