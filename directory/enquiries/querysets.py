"""Reads of conversations."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models.functions import Coalesce, Greatest


class ConversationQuerySet(models.QuerySet):
    """Conversations between a sender and an organisation."""

    def delivered(self) -> Self:
        """Return the conversations whose sender confirmed the address."""
        return self.filter(delivered_at__isnull=False)

    def of(self, organisation: Any) -> Self:
        """Return what an organisation may read, the newest first."""
        rows = self.delivered().filter(organisation=organisation)
        return rows.select_related("enquiry__country", "solution", "outcome_country").order_by(
            "-delivered_at", "-pk"
        )

    def quiet_since(self, day: datetime) -> Self:
        """Return the conversations in which nobody wrote since a day."""
        last = Greatest(
            "enquiry__created_at", Coalesce(models.Max("replies__created_at"), "delivered_at")
        )
        return self.delivered().annotate(last=last).filter(last__lt=day)
