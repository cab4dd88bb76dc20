"""Who may see, edit and review a need."""

from __future__ import annotations

from typing import Any

from directory.catalogue.permissions import can_edit, can_review, can_view
from directory.needs.models import Need

__all__ = ["can_edit", "can_review", "can_set_scope", "can_view"]


def can_set_scope(user: Any, need: Need) -> bool:
    """Return whether somebody may decide that a need is shown or not: who may publish it."""
    return can_review(user, need)
