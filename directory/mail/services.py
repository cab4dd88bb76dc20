"""Writes of outgoing mail: put a message into the outbox, send what is due, forget what is done."""

from __future__ import annotations

import logging
import smtplib
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, Q
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from directory.mail.choices import Topic
from directory.mail.models import Message, Refusal
from directory.mail.prose import blocks_of

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
#: Longer than a server may take, so that a message is held by one worker at a time.
LEASE = timedelta(minutes=5)
LONGEST_DELAY = timedelta(hours=6)
#: Messages hold names and addresses; they are kept as long as somebody may ask about them.
RETENTION = timedelta(days=30)
BATCH = 50
SALT = "mail.stop"


@dataclass(slots=True)
class Sent:
    """How many messages one run sent, put off and gave up."""

    sent: int = 0
    retried: int = 0
    failed: int = 0


def enqueue(
    *,
    event: str,
    receiver: str,
    template: str,
    context: Mapping[str, Any],
    language: str,
    send_after: datetime | None = None,
    unsubscribe_url: str = "",
) -> Message:
    """Write a message into the outbox and return it; the same event and receiver write it once.

    To be called in the transaction of the business that caused it, so that both happen or
    neither. ``template`` names ``mail/<template>.subject.txt``, ``.txt`` and, where there is one,
    ``.html``; they are rendered in ``language``. ``unsubscribe_url`` ends messages of its kind with
    one POST and no sign-in (RFC 8058); mail programs offer it as a button. Raises ValidationError for a bad address.
    """
    validate_email(receiver)
    if language not in dict(settings.LANGUAGES):
        raise ValidationError(f"“{language}” is not a language of this site.", code="language")
    with translation.override(language):
        values = dict(context)
        subject = " ".join(render_to_string(f"mail/{template}.subject.txt", values).split())
        text = render_to_string(f"mail/{template}.txt", values).strip() + "\n"
        try:
            html = str(render_to_string(f"mail/{template}.html", values))
        except TemplateDoesNotExist:
            html = ""
    message: Message
    message, _created = Message.objects.get_or_create(
        event=event,
        receiver=receiver.strip(),
        defaults={
            "subject": subject[:300],
            "text": text,
            "html": html,
            "language": language,
            "unsubscribe_url": unsubscribe_url,
            "message_id": _new_message_id(),
            "send_after": send_after or timezone.now(),
        },
    )
    return message


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
    folder: str,
    unsubscribe_url: str = "",
    topic: str = "",
) -> None:
    """Put ``<folder>/<template>.txt`` into the outbox; its first line is the subject.

    With ``unsubscribe_url`` the last words say how to end such messages. A message of a ``topic``
    that the receiver refused is not written, and every other one of it says how to refuse it.
    """
    if topic and refuses(receiver=receiver, topic=topic):
        return
    with translation.override(language):
        values = {**context, "unsubscribe_url": unsubscribe_url}
        text = render_to_string(f"{folder}/{template}.txt", values).strip()
        words = _("You asked for these messages. End them with one click:")
        if topic:
            token = signing.dumps([receiver.strip().lower(), topic], salt=SALT)
            unsubscribe_url = address_of("mail:stop", token, language=language)
            words = _("No more messages like this one:")
        if unsubscribe_url:
            text = f"{text}\n\n{words}\n{unsubscribe_url}"
    subject, _blank, body = text.partition("\n")
    enqueue_letter(
        event=event,
        receiver=receiver,
        subject=subject,
        body=body,
        language=language,
        unsubscribe_url=unsubscribe_url,
    )


def enqueue_letter(
    *,
    event: str,
    receiver: str,
    subject: str,
    body: str,
    language: str,
    unsubscribe_url: str = "",
) -> Message:
    """Put words into the outbox, with the same words as HTML beside them; return the message."""
    text = body.strip()
    return enqueue(
        event=event,
        receiver=receiver,
        template="account",
        context={
            "subject": " ".join(subject.split()),
            "body": text,
            "blocks": blocks_of(text, site=settings.WAGTAILADMIN_BASE_URL),
            "language": language,
        },
        language=language,
        unsubscribe_url=unsubscribe_url,
    )


def refuses(*, receiver: str, topic: str) -> bool:
    """Return whether an address wants no messages of a kind."""
    return Refusal.objects.filter(receiver=receiver.strip().lower(), topic=topic).exists()


def refused_topics(*, receiver: str) -> frozenset[str]:
    """Return the kinds of messages that an address wants none of."""
    rows = Refusal.objects.filter(receiver=receiver.strip().lower())
    return frozenset(rows.values_list("topic", flat=True))


@transaction.atomic
def choose_topics(*, receiver: str, wanted: Collection[str]) -> None:
    """Keep which of the messages that nobody has to get an address wants."""
    address = receiver.strip().lower()
    for topic in Topic.values:
        if topic in wanted:
            Refusal.objects.filter(receiver=address, topic=topic).delete()
        else:
            Refusal.objects.get_or_create(receiver=address, topic=topic)


def read_stop(token: str) -> tuple[str, Topic]:
    """Return the address and the kind of message of a link to refuse it; it holds for ever.

    Raises ValidationError for a link that is none.
    """
    try:
        receiver, topic = signing.loads(token, salt=SALT)
        return str(receiver), Topic(topic)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise ValidationError(_("This link is not complete."), code="link") from error


def refuse(*, receiver: str, topic: str) -> None:
    """Write no more messages of a kind to an address."""
    Refusal.objects.get_or_create(receiver=receiver, topic=topic)


def _new_message_id() -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{uuid.uuid4()}@{domain}>"


def send_due(*, limit: int = BATCH) -> Sent:
    """Send the messages whose time has come, each held by a lease while it is sent.

    A worker that dies between the server's acceptance and the mark leaves the message to be sent
    a second time after its lease, with the same Message-ID, by which servers and readers know it
    again. Raises OSError or SMTPException where the server cannot be reached at all; no message
    is touched then.
    """
    result = Sent()
    _give_up_abandoned(result)
    due = Message.objects.due(at=timezone.now()).order_by("send_after", "pk")
    keys = list(due.values_list("pk", flat=True)[:limit])
    if not keys:
        return result
    connection = get_connection()
    connection.open()
    try:
        for key in keys:
            message = _lease(key)
            if message is not None and not _send(message, connection, result):
                break
    finally:
        connection.close()
    return result


def _lease(key: int) -> Message | None:
    """Return the message held by this worker from now on, or None where another one has it.

    One conditional UPDATE decides, on every database: the second of two workers finds the
    condition false.
    """
    now = timezone.now()
    held = (
        Message.objects.filter(pk=key)
        .due(at=now)
        .update(lease_until=now + LEASE, attempts=F("attempts") + 1)
    )
    return Message.objects.get(pk=key) if held else None


def _send(message: Message, connection: BaseEmailBackend, result: Sent) -> bool:
    """Send one message; return whether the connection is still there for the next."""
    headers = {
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    if message.unsubscribe_url:
        # A reader's own button: one POST, without a page (RFC 8058).
        headers["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.receiver],
        headers=headers,
        connection=connection,
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    try:
        mail.send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        _put_off(message, error, result)
        answered = isinstance(error, smtplib.SMTPException | ValueError)
        return answered and not isinstance(error, smtplib.SMTPServerDisconnected)
    Message.objects.filter(pk=message.pk).update(
        sent_at=timezone.now(), failed_at=None, lease_until=None, last_error=""
    )
    result.sent += 1
    return True


def _put_off(message: Message, error: Exception, result: Sent) -> None:
    """Keep a message for the next attempt, or for staff where there is none."""
    now = timezone.now()
    values: dict[str, Any] = {"lease_until": None, "last_error": _describe(error)}
    if message.attempts >= MAX_ATTEMPTS or _is_permanent(error):
        values["failed_at"] = now
        result.failed += 1
    else:
        delay = min(timedelta(minutes=2 ** (message.attempts - 1)), LONGEST_DELAY)
        values["send_after"] = now + delay
        result.retried += 1
    logger.warning("message %s was not sent: %s", message.pk, values["last_error"])
    Message.objects.filter(pk=message.pk, sent_at__isnull=True).update(**values)


def _is_permanent(error: Exception) -> bool:
    """Return whether the server said that trying again is of no use (5xx), or nothing can be sent."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return 500 <= error.smtp_code < 600
    return isinstance(error, ValueError)


def _describe(error: Exception) -> str:
    """Return an error without the addresses that a server's answer may repeat."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({code for code, _text in error.recipients.values()})
        return f"the server refused the receiver: {', '.join(map(str, codes))}"
    if isinstance(error, smtplib.SMTPResponseException):
        answer = error.smtp_error
        words = answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
        return f"{error.smtp_code} {words}"[:500]
    return f"{type(error).__name__}: {error}"[:500]


def _give_up_abandoned(result: Sent) -> None:
    """Give up messages whose workers died at the last attempt."""
    now = timezone.now()
    result.failed += (
        Message.objects.free(at=now)
        .filter(attempts__gte=MAX_ATTEMPTS)
        .update(failed_at=now, lease_until=None, last_error="the worker stopped while sending")
    )


def retry(*, message: Message) -> bool:
    """Put a message that was given up back into the outbox; return whether it was one."""
    return bool(
        Message.objects.filter(pk=message.pk, failed_at__isnull=False).update(
            failed_at=None, attempts=0, lease_until=None, send_after=timezone.now()
        )
    )


def forget(*, events: Collection[str], until: datetime | None = None) -> int:
    """Delete the messages of events, but those that a worker holds; return how many.

    An event that ends with a colon stands for all that begin so. With a moment, messages that were
    written later stay.
    """
    meant, number = sorted(events), 0
    rows = Message.objects.filter(Q(lease_until=None) | Q(lease_until__lte=timezone.now()))
    if until is not None:
        rows = rows.filter(created_at__lte=until)
    # A database takes only so many conditions at once.
    for start in range(0, len(meant), 100):
        chosen = reduce(or_, map(_is_of, meant[start : start + 100]))
        number += rows.filter(chosen).delete()[0]
    return number


def _is_of(event: str) -> Q:
    return Q(event__startswith=event) if event.endswith(":") else Q(event=event)


def purge() -> int:
    """Delete what was sent or given up longer ago than the retention; return how many."""
    deleted, _by_model = Message.objects.finished_before(timezone.now() - RETENTION).delete()
    return deleted
