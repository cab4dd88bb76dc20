"""Who may edit the vocabularies, and which lists are nobody's to extend here."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry

from directory.taxonomy.models import Term


class OfficialListPolicy(ModelPermissionPolicy):
    """A list that others keep: its synonyms are edited here, its codes are not."""

    closed = frozenset({"add", "delete"})

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in self.closed and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


def can_edit(user: Any, model: type[Term]) -> bool:
    """Return whether somebody may change the terms of a vocabulary."""
    return bool(policy_registry.get_by_type(model).user_has_permission(user, "change"))


def can_merge(user: Any, model: type[Term]) -> bool:
    """Return whether somebody may merge terms of a vocabulary: one of them leaves it."""
    policy = policy_registry.get_by_type(model)
    return all(policy.user_has_permission(user, action) for action in ("change", "delete"))
