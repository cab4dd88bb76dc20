"""What shortlists, opinions and alerts keep of a person: told on request.

With the account its alerts, its opinions and its row go; the trail keeps a number that leads to nobody any more.
"""

from __future__ import annotations

from typing import Any

from directory.accounts.signals import erasing, exporting
from directory.buyers.models import Decision, Opinion, Shortlist
from directory.buyers.services import subscriptions
from directory.users.models import User


def export_person(*, user: User, **_kwargs: Any) -> tuple[str, dict[str, Any]]:
    """Return the shortlists a person froze, what they decided and said, and what they asked to be told of."""
    return "shortlists", {
        "frozen": [
            {"title": row.title, "at": row.made_at.isoformat()}
            for row in Shortlist.objects.filter(made_by=user).order_by("pk")
        ],
        "decisions": [
            {
                "shortlist": row.entry.shortlist.title,
                "entry": str(row.entry),
                "decision": row.verdict,
                "reason": row.reason,
                "at": row.at.isoformat(),
            }
            for row in Decision.objects.filter(by=user)
            .select_related("entry__shortlist")
            .order_by("pk")
        ],
        "opinions": [
            {
                "need": str(row.need),
                "entry": str(row.entry),
                "opinion": row.value,
                "reason": row.reason,
                "at": row.said_at.isoformat(),
            }
            for row in Opinion.objects.filter(user=user)
            .select_related("need", "organisation", "solution")
            .order_by("pk")
        ],
        "alerts": [
            {"of": str(row), "asked": row.created_at.isoformat()}
            for row in subscriptions.alerts_of(user)
            .select_related("need", "organisation")
            .order_by("pk")
        ],
    }


def erase_person(*, user: User, **_kwargs: Any) -> None:
    """Delete what a person asked to be told of without the account; the rest goes with it."""
    subscriptions.erase_person(user=user)


def connect() -> None:
    """Connect the receivers; called once, when the app is ready."""
    exporting.connect(export_person, dispatch_uid="buyers.export_person")
    erasing.connect(erase_person, dispatch_uid="buyers.erase_person")
