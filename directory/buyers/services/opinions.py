"""Keep what people of a buyer say of the matches of a need."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.buyers.models import Opinion
from directory.buyers.permissions import can_say
from directory.catalogue.models import Organisation, Solution
from directory.needs.models import Need

#: Opinions of one person on one need: far more than a page of matches holds.
MOST = 200


@transaction.atomic
def say(
    *, need: Need, entry: Organisation | Solution, value: str, reason: str = "", by: Any
) -> Opinion:
    """Keep an opinion in place of the same person's earlier one on the entry.

    Raises PermissionDenied for who may not, and ValidationError for a bad value or too many.
    """
    if not can_say(by, need):
        raise PermissionDenied
    side = _side(entry)
    own = Opinion.objects.filter(user=by, need=need)
    if not own.filter(**side).exists() and own.count() >= MOST:
        raise ValidationError(
            _("You have said something of %(number)d entries: take some of it back first.")
            % {"number": MOST},
            code="too_many",
        )
    said = {"value": value, "reason": reason.strip(), "said_at": timezone.now()}
    Opinion(user=by, need=need, **side, **said).full_clean(
        exclude=["user", "need"], validate_unique=False, validate_constraints=False
    )
    # Two clicks at once meet at the constraint, and the later one stands.
    opinion, _created = Opinion.objects.update_or_create(user=by, need=need, **side, defaults=said)
    return opinion


def take_back(*, need: Need, entry: Organisation | Solution, by: Any) -> None:
    """Delete a person's opinion on an entry, if there is one; nothing of it stays.

    Raises PermissionDenied for who may not.
    """
    if not can_say(by, need):
        raise PermissionDenied
    Opinion.objects.filter(user=by, need=need, **_side(entry)).delete()


def _side(entry: Organisation | Solution) -> dict[str, Any]:
    # Both columns are named: an opinion on the one is none on the other.
    if isinstance(entry, Solution):
        return {"solution": entry, "organisation": None}
    return {"organisation": entry, "solution": None}
