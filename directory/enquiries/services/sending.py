"""Writes of a sender: an enquiry, its confirmation, and its delivery."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from directory.accounts.permissions import is_claimed
from directory.accounts.services.addresses import verified_addresses
from directory.catalogue.models import Organisation, Solution
from directory.enquiries.choices import (
    CONFIRMATION_AGE,
    CONSENT,
    CONSENT_VERSION,
    MOST_UNCONFIRMED,
    Route,
)
from directory.enquiries.models import Conversation, Enquiry
from directory.enquiries.services.links import ask_to_confirm, tell_organisation
from directory.events.services.counting import count_enquiry
from directory.mail.choices import Topic
from directory.mail.services import refuses
from directory.taxonomy.models import Market

SALT = "enquiries.confirmation"


@dataclass(frozen=True, slots=True)
class Receiver:
    """An organisation that an enquiry goes to, and the solution it is about, if any."""

    organisation: Organisation
    solution: Solution | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What a sender wrote."""

    name: str
    organisation_name: str
    country: Market
    email: str
    interest: str
    subject: str
    message: str


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def send_enquiry(
    *,
    receivers: Sequence[Receiver],
    letter: Letter,
    form_id: uuid.UUID,
    language: str,
    user: Any = None,
) -> Enquiry:
    """Keep an enquiry to one organisation or several, and ask the sender to confirm the address.

    The same form sent twice makes one enquiry. Where the sender is signed in with that verified
    address, it is delivered at once. Raises ValidationError, at the field, for what cannot be sent.
    """
    known = Enquiry.objects.filter(form_id=form_id).first()
    if known is not None:
        return known
    now = timezone.now()
    email = letter.email.strip().lower()
    waiting = Enquiry.objects.filter(email=email, confirmed_at=None, expires_at__gt=now)
    if waiting.count() >= MOST_UNCONFIRMED:
        raise ValidationError(
            {
                "email": _(
                    "Enquiries from this address wait to be confirmed: follow the links first."
                )
            }
        )
    secret = secrets.token_urlsafe(24)
    with translation.override(language):
        consent = str(CONSENT)
    enquiry = Enquiry(
        name=letter.name.strip(),
        organisation_name=letter.organisation_name.strip(),
        country=letter.country,
        email=email,
        interest=letter.interest,
        subject=letter.subject.strip(),
        message=letter.message.strip(),
        language=language,
        consent_version=CONSENT_VERSION,
        consent_text=consent,
        user=user,
        form_id=form_id,
        digest=_digest(secret),
        created_at=now,
        expires_at=now + CONFIRMATION_AGE,
    )
    enquiry.full_clean()
    enquiry.save()
    Conversation.objects.bulk_create(
        Conversation(
            enquiry=enquiry, organisation=receiver.organisation, solution=receiver.solution
        )
        for receiver in receivers
    )
    if user is not None and email in verified_addresses(user):
        _deliver(enquiry)
    else:
        token = signing.dumps([enquiry.pk, secret], salt=SALT)
        ask_to_confirm(enquiry=enquiry, token=token)
    return enquiry


def read_confirmation(token: str) -> Enquiry:
    """Return the enquiry that a link confirms.

    Raises ValidationError for a link that is forged, expired or used.
    """
    refused = ValidationError(
        _("This link is no longer valid: it was used already, or it has expired."), code="link"
    )
    try:
        key, secret = signing.loads(token, salt=SALT, max_age=CONFIRMATION_AGE)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise refused from error
    enquiry = Enquiry.objects.filter(
        pk=key, confirmed_at=None, erased_at=None, expires_at__gt=timezone.now()
    ).first()
    if enquiry is None or not secrets.compare_digest(enquiry.digest, _digest(str(secret))):
        raise refused
    return enquiry


@transaction.atomic
def confirm(*, token: str) -> Enquiry:
    """Confirm a sender's address by the link sent there, once, and deliver the enquiry.

    Raises ValidationError for a link that is forged, expired or used.
    """
    enquiry = read_confirmation(token)
    _deliver(enquiry)
    return enquiry


def _deliver(enquiry: Enquiry) -> None:
    """Deliver an enquiry: to the team, else to the role mailbox on record, else to staff."""
    now = timezone.now()
    if not Enquiry.objects.filter(pk=enquiry.pk, confirmed_at=None).update(confirmed_at=now):
        raise ValidationError(_("This link was used already."), code="link")
    enquiry.confirmed_at = now
    rows = enquiry.conversations.select_related("organisation", "solution", "enquiry__country")
    for conversation in rows:
        conversation.route = route_to(conversation.organisation)
        if conversation.route == Route.MAILBOX:
            conversation.mailbox = conversation.organisation.email
        conversation.delivered_at = now
        conversation.save(update_fields=["route", "mailbox", "delivered_at"])
        receiver = conversation.organisation
        count_enquiry(entry_type=receiver.type_name, key=receiver.pk, language=enquiry.language)
        if conversation.route != Route.STAFF:
            tell_organisation(conversation=conversation)


def route_to(organisation: Organisation) -> Route:
    """Return to whom an enquiry to an organisation would go now."""
    if is_claimed(organisation):
        return Route.TEAM
    mailbox = organisation.email
    if mailbox and not refuses(receiver=mailbox, topic=Topic.ENQUIRIES):
        return Route.MAILBOX
    return Route.STAFF
