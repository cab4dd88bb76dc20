"""Who may read and answer an enquiry."""

from __future__ import annotations

from typing import Any

from directory.accounts.permissions import is_member
from directory.catalogue.models import Organisation


def can_read_enquiries(user: Any, organisation: Organisation) -> bool:
    """Return whether somebody may read, answer and close an organisation's enquiries."""
    return is_member(user, organisation)


def can_pass_on(user: Any) -> bool:
    """Return whether somebody, as staff, may pass on enquiries that reached no organisation."""
    return user.is_active and user.has_perm("enquiries.change_conversation")
