"""Messages about teams and claims, each in the language of its receiver."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from directory.mail import services as mail
from directory.mail.services import address_of

__all__ = ["address_of", "notify"]


def notify(
    *,
    event: str,
    receiver: str,
    template: str,
    context: Mapping[str, Any],
    language: str,
    folder: str = "accounts/mail",
    topic: str = "",
) -> None:
    """Put a message of this app into the outbox; its first line is the subject."""
    mail.notify(
        event=event,
        receiver=receiver,
        template=template,
        context=context,
        language=language,
        folder=folder,
        topic=topic,
    )
