"""Who may see, edit and review an entry of the catalogue."""

from __future__ import annotations

from typing import Any

from directory.catalogue.models import Entry
from directory.moderation.permissions import can_edit, can_review

__all__ = ["can_edit", "can_review", "can_view"]


def can_view(user: Any, entry: Entry) -> bool:
    """Return whether somebody may see an entry: everybody what is public, staff every draft."""
    if type(entry)._default_manager.public().filter(pk=entry.pk).exists():
        return True
    return can_edit(user, entry) or can_review(user, entry)
