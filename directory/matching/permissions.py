"""Who may change how matches are weighed, and keep drafts."""

from __future__ import annotations

from typing import Any


def can_weigh(user: Any) -> bool:
    """Return whether somebody may change the weights of matching."""
    return bool(user.is_active and user.has_perm("matching.change_weights"))


def can_keep(user: Any) -> bool:
    """Return whether somebody may keep drafts: who has an account to which they belong."""
    return bool(user.is_authenticated and user.is_active)
