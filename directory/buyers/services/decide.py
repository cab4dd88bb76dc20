"""Write down why an entry of a shortlist is in or out."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from directory.buyers.models import Decision, ShortlistEntry
from directory.buyers.permissions import can_decide

MOST = 50
"""Decisions on one entry: they stay for ever, so that nobody may pile them up."""


@transaction.atomic
def decide(*, entry: ShortlistEntry, verdict: str, reason: str, by: Any) -> Decision:
    """Add a decision; an earlier one stays beside it. The same decision twice is written once.

    Raises PermissionDenied for who is not of the team, and ValidationError without a reason.
    """
    if not can_decide(by, entry.shortlist):
        raise PermissionDenied
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Give the reason.")}, code="required")
    earlier = list(Decision.objects.filter(entry=entry).order_by("-pk")[:MOST])
    last = earlier[0] if earlier else None
    if last is not None and (last.verdict, last.reason) == (verdict, reason):
        return last
    if len(earlier) >= MOST:
        raise ValidationError(
            _("This entry has been decided on too often; what stands is what counts."),
            code="too_many",
        )
    decision = Decision(entry=entry, verdict=verdict, reason=reason, by=by)
    decision.full_clean(exclude=["by"])
    decision.save(force_insert=True)
    return decision
