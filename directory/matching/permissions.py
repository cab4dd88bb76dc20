"""Who may change how matches are weighed."""

from __future__ import annotations

from typing import Any


def can_weigh(user: Any) -> bool:
    """Return whether somebody may change the weights of matching."""
    return bool(user.is_active and user.has_perm("matching.change_weights"))
