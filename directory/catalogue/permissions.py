"""Who may see, edit and review an entry of the catalogue."""

from __future__ import annotations

from typing import Any

from wagtail.permissions import policy_registry

from directory.catalogue.models import Entry
from directory.catalogue.models.proposal import MODELS
from directory.moderation.permissions import can_edit, can_review

__all__ = ["can_decide_proposals", "can_edit", "can_review", "can_view"]


def can_view(user: Any, entry: Entry) -> bool:
    """Return whether somebody may see an entry: everybody what is public, staff every draft."""
    if type(entry)._default_manager.public().filter(pk=entry.pk).exists():
        return True
    return can_edit(user, entry) or can_review(user, entry)


def can_decide_proposals(user: Any) -> bool:
    """Return whether somebody may put words into the lists that teams propose for.

    A word becomes a term of its own, which adds one, or a synonym, which changes one.
    """
    if not user.is_active:
        return False
    policies = [policy_registry.get_by_type(model) for model in MODELS.values()]
    return all(
        policy.user_has_permission(user, action)
        for policy in policies
        for action in ("add", "change")
    )
