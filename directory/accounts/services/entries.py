"""A new entry by registration number, made by the one who will keep it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from directory.accounts.choices import UNDECIDED, ClaimMethod, ClaimStatus
from directory.accounts.models import Claim
from directory.accounts.services.claims import MOST_UNDECIDED
from directory.catalogue.models import Organisation, RegisterRecord
from directory.catalogue.validators import validate_registration_number
from directory.taxonomy.models import Market


def entry_with_number(number: str) -> Organisation | None:
    """Return the entry of a registration number, published or not."""
    record = RegisterRecord.objects.filter(registration_number=number.strip())
    found = record.select_related("organisation").first()
    return found.organisation if found is not None else None


@transaction.atomic
def create_entry(*, number: str, name: str, kind: str, user: Any, note: str = "") -> Claim:
    """Make an unpublished entry for a registration number, with a claim that staff decide.

    Nothing of it is public before that. Raises ValidationError for a bad number, one that has an
    entry already, and too many undecided claims.
    """
    number = number.strip()
    try:
        validate_registration_number(number)
    except ValidationError as error:
        raise ValidationError({"number": error.messages}) from error
    if entry_with_number(number) is not None:
        raise ValidationError(
            {"number": _("An entry with this number exists already.")}, code="taken"
        )
    if Claim.objects.filter(user=user, status__in=UNDECIDED).count() >= MOST_UNDECIDED:
        raise ValidationError(_("Finish or withdraw your other claims first."), code="too_many")
    organisation = Organisation(
        name_lv=name.strip(),
        kind=kind,
        live=False,
        country=Market.objects.filter(slug="lv").first(),
    )
    organisation.full_clean()
    organisation.save()
    RegisterRecord.objects.create(
        organisation=organisation,
        registration_number=number,
        legal_name=name.strip(),
        source=_("stated by the claimant"),
    )
    claim = Claim(
        organisation=organisation,
        user=user,
        method=ClaimMethod.NEW,
        status=ClaimStatus.PENDING,
        note=note.strip(),
    )
    claim.full_clean()
    claim.save()
    return claim
