"""Who may look at outgoing mail, and that nobody writes it by hand."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from directory.mail.models import Message


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Rows that staff may look at and neither add, change nor delete."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, "view")

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


def can_view(user: Any) -> bool:
    """Return whether somebody may see the list of messages, without their texts."""
    return user.is_active and user.has_perm("mail.view_message")


def can_retry(user: Any) -> bool:
    """Return whether somebody may send a message again that was given up."""
    return user.is_active and user.has_perm("mail.change_message")


def can_retry_message(user: Any, message: Message) -> bool:
    """Return whether there is such a message for somebody to send again."""
    return message.failed_at is not None and can_retry(user)
