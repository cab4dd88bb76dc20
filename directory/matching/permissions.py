"""Who may change how matches are weighed, and keep drafts."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest


def can_weigh(user: Any) -> bool:
    """Return whether somebody may change the weights of matching."""
    return bool(user.is_active and user.has_perm("matching.change_weights"))


def can_keep(user: Any) -> bool:
    """Return whether somebody may keep drafts: who has an account to which they belong."""
    return bool(user.is_authenticated and user.is_active)


def may_check(request: HttpRequest) -> bool:
    """Return whether one more draft may be checked from the machine of a visitor, and count it.

    A kept draft is checked by looking at it, so that looks count as well.
    """
    return bool(consume(request, app="allauth.account", action="draft", limit_get=True))
