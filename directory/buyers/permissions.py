"""Who may make a shortlist, read it and decide on it."""

from __future__ import annotations

from typing import Any

from directory.accounts.permissions import is_member
from directory.buyers.models import Shortlist
from directory.catalogue.choices import OrganisationKind
from directory.catalogue.models import Organisation


def can_make(user: Any, organisation: Organisation) -> bool:
    """Return whether somebody may freeze shortlists of an organisation: the team of a public body."""
    return organisation.kind == OrganisationKind.PUBLIC and is_member(user, organisation)


def can_view(user: Any, shortlist: Shortlist) -> bool:
    """Return whether somebody may read a shortlist: the team alone, staff do not."""
    return is_member(user, shortlist.organisation)


def can_decide(user: Any, shortlist: Shortlist) -> bool:
    """Return whether somebody may write down reasons for in and out."""
    return can_make(user, shortlist.organisation)
