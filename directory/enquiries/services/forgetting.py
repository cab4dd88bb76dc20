"""Writes that end what is personal in enquiries, and what a person may take along of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from directory.accounts.services.addresses import verified_addresses
from directory.enquiries.choices import CONFIRMATION_AGE, RETENTION, Route
from directory.enquiries.models import Conversation, Enquiry, Reply
from directory.enquiries.services.links import CONFIRMING
from directory.mail.services import forget as forget_messages

_NOBODY = {"name": "", "organisation_name": "", "email": "", "subject": "", "message": ""}
_BATCH = 500


@transaction.atomic
def _erase(rows: QuerySet[Enquiry]) -> int:
    """Empty what is personal in enquiries and their replies; status, country and outcome stay."""
    keys = list(rows.filter(erased_at=None).values_list("pk", flat=True)[:_BATCH])
    Reply.objects.filter(conversation__enquiry__in=keys).update(text="", author=None)
    Conversation.objects.filter(enquiry__in=keys, route=Route.MAILBOX).update(
        route=Route.STAFF, mailbox=""
    )
    return Enquiry.objects.filter(pk__in=keys).update(
        **_NOBODY, user=None, erased_at=timezone.now()
    )


def forget() -> tuple[int, int]:
    """Delete what was never confirmed, and erase what is older than the retention; return how many.

    What the outbox keeps of the question to confirm goes when its link has expired: the sender's
    address is told there to be deleted by then.
    """
    now = timezone.now()
    stale = Enquiry.objects.filter(confirmed_at=None, expires_at__lt=now)
    deleted = stale.count()
    stale.delete()
    forget_messages(events=[CONFIRMING], until=now - CONFIRMATION_AGE)
    erased = 0
    alive = Conversation.objects.exclude(
        pk__in=Conversation.objects.quiet_since(now - RETENTION).values("pk")
    )
    old = Enquiry.objects.filter(confirmed_at__isnull=False, erased_at=None)
    old = old.exclude(pk__in=alive.values("enquiry"))
    while number := _erase(old):
        erased += number
    return deleted, erased


def _of(user: Any) -> QuerySet[Enquiry]:
    return Enquiry.objects.filter(email__in=verified_addresses(user)) | Enquiry.objects.filter(
        user=user
    )


def erase_person(*, user: Any) -> None:
    """Erase what an account's owner sent, and take the name from what was answered for a team."""
    rows = _of(user)
    waiting = rows.filter(confirmed_at=None)
    forget_messages(events=[f"{CONFIRMING}{key}" for key in waiting.values_list("pk", flat=True)])
    waiting.delete()
    while _erase(rows):
        pass
    Reply.objects.filter(author=user).update(author=None)


def export_person(*, user: Any) -> list[dict[str, Any]]:
    """Return what an account's owner sent, as JSON-able values."""
    rows = _of(user).filter(erased_at=None).prefetch_related("conversations__organisation")
    return [_exported(row) for row in rows.order_by("pk")]


def _exported(row: Enquiry) -> dict[str, Any]:
    conversations: Iterable[Conversation] = row.conversations.all()
    return {
        "sent": row.created_at.isoformat(),
        "to": [str(conversation.organisation) for conversation in conversations],
        "name": row.name,
        "organisation": row.organisation_name,
        "email": row.email,
        "subject": row.subject,
        "message": row.message,
        "consent": {"version": row.consent_version, "text": row.consent_text},
        "answers": list(
            Reply.objects.filter(conversation__enquiry=row).order_by("pk").values_list("text", flat=True)
        ),
    }  # fmt: skip
