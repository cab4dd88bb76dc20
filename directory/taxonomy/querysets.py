"""Reads of the vocabularies."""

from __future__ import annotations

from typing import Self

from django.db import models


class TermQuerySet(models.QuerySet):
    """Terms of one vocabulary."""

    def current(self) -> Self:
        """Return the terms in use: not merged into another."""
        return self.filter(merged_into__isnull=True)

    def top(self) -> Self:
        """Return the first level of the tree."""
        return self.filter(parent__isnull=True)

    def in_order(self) -> Self:
        """Return terms as editors arranged them, ties by slug."""
        return self.order_by("order", "slug")
