"""Which addresses are proved to be a person's."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress


def verified_addresses(user: Any) -> set[str]:
    """Return the verified addresses of an account, in small letters."""
    rows = EmailAddress.objects.filter(user=user, verified=True)
    return {email.lower() for email in rows.values_list("email", flat=True)}
