"""Who may make a shortlist, read it and decide on it, and who may say what fits a need."""

from __future__ import annotations

from typing import Any

from directory.accounts.permissions import is_member, is_staff_member
from directory.accounts.services.addresses import verified_addresses
from directory.buyers.models import Shortlist
from directory.catalogue.choices import OrganisationKind
from directory.catalogue.models import Organisation
from directory.needs.models import Need
from directory.needs.permissions import can_run


def can_make(user: Any, organisation: Organisation) -> bool:
    """Return whether somebody may freeze shortlists of an organisation: the team of a public body."""
    return organisation.kind == OrganisationKind.PUBLIC and is_member(user, organisation)


def can_view(user: Any, shortlist: Shortlist) -> bool:
    """Return whether somebody may read a shortlist: the team alone, staff do not."""
    return is_member(user, shortlist.organisation)


def can_decide(user: Any, shortlist: Shortlist) -> bool:
    """Return whether somebody may write down reasons for in and out."""
    return can_make(user, shortlist.organisation)


def can_say(user: Any, need: Need) -> bool:
    """Return whether somebody may say what fits a need, and read what was said: the buyer's team, and staff."""
    return is_staff_member(user) or can_run(user, need)


def can_be_told(user: Any) -> bool:
    """Return whether somebody may ask to be told: whose address was verified, so that nobody signs up another."""
    return bool(
        user.is_authenticated and user.is_active and user.email.lower() in verified_addresses(user)
    )


def can_be_told_of_needs_for(user: Any, organisation: Organisation) -> bool:
    """Return whether somebody may be told of the needs that an organisation could meet: its team."""
    return can_be_told(user) and is_member(user, organisation)
