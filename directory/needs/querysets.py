"""Reads of needs."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from directory.catalogue.querysets import EntryQuerySet


class NeedQuerySet(EntryQuerySet):
    """Public-sector needs."""

    def public(self) -> Self:
        """Return published needs that concern ICT."""
        return super().public().filter(in_scope=True)

    def open(self, *, at: datetime | None = None) -> Self:
        """Return the needs still open at a moment (now, unless given)."""
        moment = at or timezone.now()
        return self.filter(Q(deadline__isnull=True) | Q(deadline__gt=moment), settled="")


class UndertakingQuerySet(models.QuerySet):
    """What organisations work on."""

    def public(self) -> Self:
        """Return what a reviewer has let through, of organisations that everybody may see."""
        return self.filter(live=True, organisation__live=True)
