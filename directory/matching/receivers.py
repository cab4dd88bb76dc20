"""What matching keeps of a person: told on request, and gone with the account by the database itself."""

from __future__ import annotations

from typing import Any

from directory.accounts.signals import exporting
from directory.matching.models import KeptDraft
from directory.users.models import User


def export_person(*, user: User, **_kwargs: Any) -> tuple[str, dict[str, Any]]:
    """Return the drafts a person asked to keep."""
    rows = KeptDraft.objects.filter(user=user).order_by("pk")
    return "digital_check", {
        "kept_drafts": [
            {"title": row.title, "kept": row.kept_at.isoformat(), "text": row.text} for row in rows
        ]
    }


def connect() -> None:
    """Connect the receiver; called once, when the app is ready."""
    exporting.connect(export_person, dispatch_uid="matching.export_person")
