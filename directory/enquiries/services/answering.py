"""Writes of both sides of a conversation, and of staff who pass one on."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.enquiries.choices import MOST_IN_A_ROW, OUTCOMES, Route, Side, Status
from directory.enquiries.models import Conversation, Reply
from directory.enquiries.permissions import can_pass_on, can_read_enquiries
from directory.enquiries.services.links import (
    read_conversation,
    tell_organisation,
    tell_sender,
)
from directory.mail.choices import Topic
from directory.mail.services import refuses
from directory.taxonomy.models import Market


@transaction.atomic
def mark_read(*, conversation: Conversation, by: Any = None) -> None:
    """Note that an organisation has opened an enquiry, the first time it does."""
    if by is not None and not can_read_enquiries(by, conversation.organisation):
        raise PermissionDenied
    now = timezone.now()
    new = Conversation.objects.filter(pk=conversation.pk, read_at=None)
    if new.update(read_at=now):
        conversation.read_at = now
        if new.model.objects.filter(pk=conversation.pk, status=Status.NEW).update(
            status=Status.READ
        ):
            conversation.status = Status.READ


def _write(conversation: Conversation, *, side: str, text: str, author: Any = None) -> Reply:
    if conversation.is_erased:
        raise ValidationError(
            _("This conversation was erased: nobody can be reached."), code="erased"
        )
    last = list(conversation.replies.order_by("-pk").values_list("side", flat=True)[:MOST_IN_A_ROW])
    if len(last) == MOST_IN_A_ROW and set(last) == {side}:
        raise ValidationError(_("Wait for an answer before you write again."), code="too_many")
    reply = Reply(conversation=conversation, side=side, text=text.strip(), author=author)
    if not reply.text:
        raise ValidationError({"text": _("Write a message.")}, code="required")
    reply.full_clean()
    reply.save()
    return reply


@transaction.atomic
def answer(*, conversation: Conversation, text: str, by: Any) -> Reply:
    """Answer an enquiry as a member of the team; the sender gets it by mail from the site.

    Raises PermissionDenied for who may not, and ValidationError for what cannot be sent.
    """
    if not can_read_enquiries(by, conversation.organisation):
        raise PermissionDenied
    return _answer_as_organisation(conversation, text=text, author=by)


def _answer_as_organisation(conversation: Conversation, *, text: str, author: Any = None) -> Reply:
    reply = _write(conversation, side=Side.ORGANISATION, text=text, author=author)
    conversation.answered_at = conversation.answered_at or reply.created_at
    conversation.read_at = conversation.read_at or reply.created_at
    if conversation.status in {Status.NEW, Status.READ}:
        conversation.status = Status.ANSWERED
    conversation.save(update_fields=["answered_at", "read_at", "status"])
    tell_sender(conversation=conversation, reply=reply)
    return reply


@transaction.atomic
def answer_by_link(*, token: str, text: str) -> Reply:
    """Write as the side to which a link was sent; raises ValidationError for a bad link or text."""
    conversation, side = read_conversation(token)
    if side == Side.ORGANISATION:
        return _answer_as_organisation(conversation, text=text)
    reply = _write(conversation, side=Side.BUYER, text=text)
    tell_organisation(conversation=conversation, reply=reply)
    return reply


@transaction.atomic
def decide(
    *,
    conversation: Conversation,
    status: str,
    by: Any,
    country: Market | None = None,
    value: str = "",
) -> None:
    """Write down what came of an enquiry; a deal that was won has a country and a band of value.

    Raises PermissionDenied for who may not, and ValidationError for no outcome.
    """
    if not can_read_enquiries(by, conversation.organisation):
        raise PermissionDenied
    if status not in OUTCOMES:
        raise ValidationError({"status": _("Choose an outcome.")}, code="status")
    won = status == Status.WON
    conversation.status = status
    conversation.decided_at = timezone.now()
    conversation.outcome_country = country if won else None
    conversation.outcome_value = value if won else ""
    conversation.full_clean()
    conversation.save(update_fields=["status", "decided_at", "outcome_country", "outcome_value"])


@transaction.atomic
def pass_on(*, conversation: Conversation, email: str, by: Any) -> None:
    """Deliver an enquiry, as staff, to a role mailbox that an organisation has.

    Where the sender has written since, it is of that answer that the mailbox is told. Raises
    PermissionDenied for who may not, and ValidationError for a bad address, for one that wants no
    enquiries, or for an enquiry that was delivered already.
    """
    if not can_pass_on(by):
        raise PermissionDenied
    validate_email(email)
    if conversation.route != Route.STAFF or conversation.is_erased:
        raise ValidationError(_("This enquiry does not wait to be passed on."), code="delivered")
    if refuses(receiver=email, topic=Topic.ENQUIRIES):
        raise ValidationError(
            _("This mailbox has refused enquiries from the directory: pass it on to another one."),
            code="refused",
        )
    conversation.route, conversation.mailbox = Route.MAILBOX, email
    conversation.save(update_fields=["route", "mailbox"])
    last = conversation.replies.order_by("-pk").first()
    # Told anew: of an enquiry that came back to staff, the mailbox may know the beginning already.
    tell_organisation(
        conversation=conversation, reply=last if last and last.side == Side.BUYER else None
    )
