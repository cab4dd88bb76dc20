"""Messages about teams and claims, each in the language of its receiver."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from directory.mail.services import enqueue


def address_of(name: str, *args: Any, language: str) -> str:
    """Return the whole address of a page in a language, for a message."""
    with translation.override(language):
        return f"{settings.WAGTAILADMIN_BASE_URL}{reverse(name, args=args)}"


def notify(
    *,
    event: str,
    receiver: str,
    template: str,
    context: Mapping[str, Any],
    language: str,
    folder: str = "accounts/mail",
) -> None:
    """Put ``<folder>/<template>.txt`` into the outbox; its first line is the subject."""
    with translation.override(language):
        text = render_to_string(f"{folder}/{template}.txt", dict(context)).strip()
    subject, _blank, body = text.partition("\n")
    enqueue(
        event=event,
        receiver=receiver,
        template="account",
        context={"subject": subject, "body": body.strip(), "language": language},
        language=language,
    )
