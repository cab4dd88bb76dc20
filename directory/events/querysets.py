"""Reads of what was counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models


class DailyCountQuerySet(models.QuerySet):
    """Daily counts, narrowed step by step."""

    def between(self, first: date, last: date) -> DailyCountQuerySet:
        """Return the counts of some days, both ends included."""
        return self.filter(day__range=(first, last))

    def about(self, subjects: dict[str, Iterable[int]]) -> DailyCountQuerySet:
        """Return the counts about entries, given by type."""
        chosen = models.Q(pk__in=())
        for name, keys in subjects.items():
            chosen |= models.Q(type=name, object_id__in=keys)
        return self.filter(chosen)

    def totals(self) -> DailyCountQuerySet:
        """Return the counts without words: each event stands there once."""
        return self.filter(words="")

    def worded(self) -> DailyCountQuerySet:
        """Return the counts with the words of a search."""
        return self.exclude(words="")
