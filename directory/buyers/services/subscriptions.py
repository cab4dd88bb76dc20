"""Alerts of people without an account: asked for at an address, and begun by a link that is sent there.

Whatever is asked, the page answers the same, so that nobody learns from it who is told of what.
"""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.accounts.services.addresses import verified_addresses
from directory.buyers.choices import CONFIRMATION_AGE, TOLD_FOR
from directory.buyers.models import Alert
from directory.buyers.services.alerts import MOST, token_of
from directory.buyers.services.joining import forget, joined
from directory.mail.choices import Topic
from directory.mail.services import address_of, notify, refuses
from directory.needs.models import Need

#: Wishes of one address that may wait to be confirmed at once: more letters than these nobody gets.
MOST_UNCONFIRMED = 5
_SALT = "buyers.subscription"
_FOLDER = "buyers/mail"


@transaction.atomic
def ask_by_address(*, email: str, need: Need, language: str) -> None:
    """Ask the owner of an address whether to be told of a need: once a day, whoever asks how often.

    Who is told of it already learns that, by mail, with the link that ends it. Nothing is written to
    an address for which too much waits, nor to one whose owner refused such questions. A wish that
    waits is not kept longer for being repeated.
    """
    address = email.strip().lower()
    if refuses(receiver=address, topic=Topic.CONFIRMATIONS):
        return
    own = Alert.objects.filter(email=address)
    forget(own.filter(_faded()))
    known = own.filter(need=need).first()
    if known is not None and known.confirmed_at is not None:
        _tell_again(known, need, language)
        return
    if known is None and (
        own.count() >= MOST or own.filter(confirmed_at=None).count() >= MOST_UNCONFIRMED
    ):
        return
    known, _created = Alert.objects.update_or_create(
        email=address, need=need, defaults={"language": language}
    )
    notify(
        event=f"alert:{known.pk}:confirm:{timezone.localdate().isoformat()}",
        receiver=address,
        template="confirm_alert",
        folder=_FOLDER,
        context={
            "need": need,
            "until": known.created_at + CONFIRMATION_AGE,
            "url": address_of(
                "buyers:tell_me_confirm", signing.dumps(known.pk, salt=_SALT), language=language
            ),
        },
        language=language,
        topic=Topic.CONFIRMATIONS,
    )


def _tell_again(alert: Alert, need: Need, language: str) -> None:
    """Remind the owner of an address that they are told already: once a day, whoever asks how often."""
    notify(
        event=f"alert:{alert.pk}:known:{timezone.localdate().isoformat()}",
        receiver=alert.email,
        template="known_alert",
        folder=_FOLDER,
        context={"need": need},
        language=language,
        unsubscribe_url=address_of("buyers:alert_stop", token_of(alert), language=language),
    )


def read_confirmation(token: str) -> Alert:
    """Return the wish that a link confirms.

    Raises ValidationError for a link that is forged or expired, or whose wish has ended.
    """
    refused = ValidationError(
        _("This link is no longer valid: it has expired, or the alert was ended."), code="link"
    )
    try:
        key = signing.loads(token, salt=_SALT, max_age=CONFIRMATION_AGE)
    except signing.BadSignature as error:
        raise refused from error
    rows = Alert.objects.exclude(_faded()).select_related("need")
    alert = rows.filter(pk=key, need__in=Need.objects.public()).first()
    if alert is None:
        raise refused
    return alert


@transaction.atomic
def confirm(*, token: str) -> Alert:
    """Begin an alert by the link that was sent to its address; twice is once.

    Where the address belongs to an account that is told of the same, that alert is the one that stays.
    Raises ValidationError for a link that is no longer valid.
    """
    alert = read_confirmation(token)
    Alert.objects.filter(pk=alert.pk, user=None, confirmed_at=None).update(
        confirmed_at=timezone.now()
    )
    return joined(alert)


def forget_alerts() -> int:
    """Delete the wishes that nobody confirmed in time, those that are over, and their messages; return how many."""
    return forget(Alert.objects.filter(_faded()))


def alerts_of(person: Any) -> QuerySet[Alert]:
    """Return what somebody asked to be told of: by the account, and at its verified addresses before."""
    return Alert.objects.filter(
        Q(user_id=person.pk) | Q(email__in=verified_addresses(person), confirmed_at__isnull=False)
    )


def erase_person(*, user: Any) -> None:
    """Delete what was asked for at the verified addresses of an account that ends."""
    forget(Alert.objects.filter(email__in=verified_addresses(user)))


def _faded() -> Q:
    """Return which wishes of addresses are over."""
    now = timezone.now()
    return Q(user=None) & (
        Q(confirmed_at=None, created_at__lte=now - CONFIRMATION_AGE)
        | Q(confirmed_at__lte=now - TOLD_FOR)
    )
