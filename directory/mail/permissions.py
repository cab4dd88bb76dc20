"""Who may look at outgoing mail and send it again."""

from __future__ import annotations

from typing import Any

from directory.mail.models import Message


def can_view(user: Any) -> bool:
    """Return whether somebody may see the list of messages, without their texts."""
    return user.is_active and user.has_perm("mail.view_message")


def can_retry(user: Any) -> bool:
    """Return whether somebody may send a message again that was given up."""
    return user.is_active and user.has_perm("mail.change_message")


def can_retry_message(user: Any, message: Message) -> bool:
    """Return whether there is such a message for somebody to send again."""
    return message.failed_at is not None and can_retry(user)
