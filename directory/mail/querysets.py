"""Reads of outgoing mail."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class MessageQuerySet(models.QuerySet):
    """Messages of the outbox."""

    def unsent(self) -> Self:
        """Return the messages neither sent nor given up."""
        return self.filter(sent_at__isnull=True, failed_at__isnull=True)

    def free(self, *, at: datetime) -> Self:
        """Return the unsent messages that no worker holds at a moment."""
        return self.unsent().filter(Q(lease_until__isnull=True) | Q(lease_until__lte=at))

    def due(self, *, at: datetime) -> Self:
        """Return the free messages whose time to be sent has come."""
        return self.free(at=at).filter(send_after__lte=at)

    def finished_before(self, moment: datetime) -> Self:
        """Return the messages sent or given up before a moment."""
        return self.filter(Q(sent_at__lt=moment) | Q(failed_at__lt=moment))
