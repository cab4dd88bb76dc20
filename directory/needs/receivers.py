"""What needs keep of a person: told on request, and let go with the account."""

from __future__ import annotations

from typing import Any

from directory.accounts.signals import exporting
from directory.needs.models import NeedChange, Question, Response, Score, Sheet
from directory.users.models import User


def export_person(*, user: User, **_kwargs: Any) -> tuple[str, dict[str, Any]]:
    """Return what a person asked, sent, scored and changed; nothing sealed is opened for it.

    With the account these rows lose their person by the database itself (SET NULL): what was done
    for an organisation stays.
    """
    return "needs", {
        "questions": [
            {"need": str(row.need), "text": row.text, "asked": row.asked_at.isoformat()}
            for row in Question.objects.filter(asked_by=user).select_related("need")
        ],
        "responses": [
            {
                "need": str(row.need),
                "organisation": str(row.organisation),
                "received": row.received_at.isoformat(),
                "status": row.status,
                "sha256": row.digest,
            }
            for row in Response.objects.filter(submitted_by=user).select_related(
                "need", "organisation"
            )
        ],
        "scores": [
            {"need": str(row.sheet.need), "points": row.points, "reason": row.reason}
            for row in Score.objects.filter(sheet__evaluator=user).select_related("sheet__need")
        ],
        "evaluations": [
            {"need": str(row.need), "declared_impartial": row.impartial_at.isoformat()}
            for row in Sheet.objects.filter(evaluator=user).select_related("need")
        ],
        "changes": [
            {"need": str(row.need), "kind": row.kind, "at": row.at.isoformat()}
            for row in NeedChange.objects.filter(by=user).select_related("need")
        ],
    }


def connect() -> None:
    """Connect the receiver; called once, when the app is ready."""
    exporting.connect(export_person, dispatch_uid="needs.export_person")
