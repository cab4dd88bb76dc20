"""Extend and cancel a published need; both stand in its public history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.needs.choices import ChangeKind, NeedStatus, OutcomeKind, ResponseStatus
from directory.needs.models import Need, NeedChange, Outcome, Response
from directory.needs.permissions import can_decide, can_run
from directory.needs.services.locking import locked_need
from directory.needs.services.notices import concerned, tell
from directory.needs.services.responses import end_responses
from directory.needs.validators import validate_ahead


def required_reason(reason: str) -> str:
    """Return a reason that the public reads; raises ValidationError where there is none."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why: everybody reads it.")}, code="required")
    return reason


@transaction.atomic
def extend(*, need: Need, deadline: datetime, reason: str, by: Any) -> NeedChange:
    """Move the deadline of an open need to a later moment, and tell everybody concerned.

    Raises PermissionDenied for who may not, and ValidationError once the deadline has passed, for
    an earlier deadline, and without a reason.
    """
    row = locked_need(need.pk)
    if not can_run(by, row):
        raise PermissionDenied
    reason = required_reason(reason)
    if not row.live or row.deadline is None or row.status != NeedStatus.OPEN:
        raise ValidationError(
            _("Only an open need is extended; this one is not open."), code="closed"
        )
    try:
        validate_ahead(deadline, after=row.deadline)
    except ValidationError as error:
        raise ValidationError({"deadline": error.messages}) from error
    change = NeedChange.objects.create(
        need=row,
        kind=ChangeKind.EXTENDED,
        field="deadline",
        before=row.deadline.isoformat(),
        after=deadline.isoformat(),
        reason=reason,
        by=by,
    )
    row.deadline = deadline
    row.save(update_fields=["deadline", "updated_at"])
    tell(
        need=row,
        people=concerned(row),
        event=f"extended:{change.pk}",
        template="extended",
        deadline=deadline,
        reason=reason,
    )
    return change


@transaction.atomic
def cancel(*, need: Need, reason: str, by: Any) -> Outcome:
    """End a published need without a winner; what is still sealed is destroyed unopened.

    Its page stays. Raises PermissionDenied for who may not, and ValidationError where it is
    settled already, and without a reason.
    """
    row = locked_need(need.pk)
    if not can_decide(by, row):
        raise PermissionDenied
    reason = required_reason(reason)
    if not row.live or row.settled or Outcome.objects.filter(need=row).exists():
        raise ValidationError(_("This need is settled already."), code="settled")
    people = concerned(row)
    received = Response.objects.filter(need=row, status=ResponseStatus.RECEIVED)
    count = received.count()
    if row.deadline is not None and timezone.now() < row.deadline:
        end_responses(received, status=ResponseStatus.RETURNED)
    outcome = Outcome.objects.create(
        need=row, kind=OutcomeKind.CANCELLED, responses_count=count, decided_by=by
    )
    change = NeedChange.objects.create(
        need=row, kind=ChangeKind.CANCELLED, reason=reason, by=by, at=outcome.decided_at
    )
    row.settled = NeedStatus.CANCELLED
    row.save(update_fields=["settled", "updated_at"])
    tell(
        need=row, people=people, event=f"cancelled:{change.pk}", template="cancelled", reason=reason
    )
    return outcome
