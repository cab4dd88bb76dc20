"""Who reads the reports."""

from __future__ import annotations

from typing import Any

from search.permissions import can_steer


def can_read_searches(user: Any) -> bool:
    """Return whether somebody may see what is searched for: those who may mend what is not found."""
    return can_steer(user)
