"""Who may change how matches are weighed and keep drafts, and how often somebody may ask."""

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


def may_describe(request: HttpRequest) -> bool:
    """Return whether one more described need may be matched for the machine of a visitor, and count it."""
    return _may(request, "describe")


def may_match(request: HttpRequest) -> bool:
    """Return whether the API may match once more for a machine, and count it."""
    return _may(request, "match")


def may_check(request: HttpRequest) -> bool:
    """Return whether one more draft may be checked from the machine of a visitor, and count it.

    A kept draft is checked by looking at it, so that looks count as well.
    """
    return _may(request, "draft")


def _may(request: HttpRequest, action: str) -> bool:
    return bool(consume(request, app="allauth.account", action=action, limit_get=True))
