"""Tell people what they asked to be told of: once, together, and until they end it."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from directory.buyers.choices import TOLD_FOR
from directory.buyers.models import Alert, AlertedNeed
from directory.buyers.permissions import can_be_told, can_be_told_of_needs_for
from directory.buyers.services.joining import forget, join, joined
from directory.catalogue.models import Organisation
from directory.mail.services import address_of, notify
from directory.matching.presenters import present_matches
from directory.matching.services.offers import (
    Fit,
    adequate_matches,
    needs_alike,
    needs_for,
)
from directory.needs.models import Need

#: Alerts of one person.
MOST = 200
#: Points from which a need is worth a message; the page of the workspace shows more.
WORTH_A_MESSAGE = 24.0
#: Needs that one message lists; the rest is counted.
LISTED = 20
_SALT = "buyers.alert"

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Round:
    """What became of one run: messages written, and alerts that failed and wait for the next."""

    messages: int = 0
    failures: int = 0


@dataclass(frozen=True, slots=True)
class _News:
    """What one message tells: needs that count as told, and the words of its template."""

    needs: list[Need]
    template: str
    context: dict[str, Any]


@transaction.atomic
def ask_to_be_told(
    *, by: Any, need: Need | None = None, organisation: Organisation | None = None
) -> Alert:
    """Keep somebody's wish to be told of a need, or of the needs for an organisation; twice is once.

    Of the needs for an organisation those in sight now count as told. Raises PermissionDenied for
    who may not, and ValidationError where somebody asked for too many.
    """
    if organisation is not None:
        if not can_be_told_of_needs_for(by, organisation):
            raise PermissionDenied
    elif need is None or not can_be_told(by):
        raise PermissionDenied
    own = Alert.objects.filter(user=by)
    known = join(user=by, need=need) if need else own.filter(organisation=organisation).first()
    if known is not None:
        return known
    if own.count() >= MOST:
        raise ValidationError(
            _("You have asked for %(number)d alerts: end some of them first.") % {"number": MOST},
            code="too_many",
        )
    alert, created = Alert.objects.get_or_create(user=by, need=need, organisation=organisation)
    if created and organisation is not None:
        _keep_told(alert, [fit.need for fit in needs_for(organisation)])
    return alert


def end_alert(*, alert: Alert) -> None:
    """End an alert; nothing of it stays."""
    forget(Alert.objects.filter(pk=alert.pk))


def token_of(alert: Alert) -> str:
    """Return the word by which the receiver of an alert ends it without signing in."""
    return signing.dumps(alert.pk, salt=_SALT)


def end_by_token(*, token: str) -> bool:
    """End the alert of a word; return whether the word was one, also where it has ended before."""
    try:
        key = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return False
    forget(Alert.objects.filter(pk=key))
    return True


def send_alerts() -> Round:
    """Write what is new to everybody who asked for it, and return what became of it.

    What was told is kept in the transaction that writes the message, so that a run may be killed,
    repeated or doubled, and nothing is told twice. An alert that fails is told by the next run, and
    the others are told in this one.
    """
    keys = _alerts().order_by("pk").values_list("pk", flat=True)
    done = Round()
    for key in list(keys):
        try:
            done.messages += _tell(key)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is no reason to leave out the others
            done.failures += 1
            # Without the words of the error, in which a database repeats the address of the receiver.
            logger.error(
                "Alert %d could not be told: %s\n%s",
                key,
                type(error).__name__,
                "".join(traceback.format_tb(error.__traceback__)),
            )
    return done


def _tell(key: int) -> bool:
    """Gather what is new for an alert, holding nothing up meanwhile, and write it."""
    alert = _alerts().filter(pk=key).first()
    if alert is None or joined(alert).pk != key:
        # Ended meanwhile, or the account that the address belongs to is told of the same.
        return False
    if alert.user is not None and not can_be_told(alert.user):
        # Until the address of the account is verified.
        return False
    if not _may_be_told(alert):
        # They have left the team.
        end_alert(alert=alert)
        return False
    _receiver, language = alert.receiver
    told = _told(alert)
    with translation.override(language):
        if alert.organisation is None:
            news = _of_need(alert, told, language)
        else:
            news = _of_organisation(alert.organisation, told, language)
        return news is not None and _write(key, told, news, language)


@transaction.atomic
def _write(key: int, told: set[int], news: _News, language: str) -> bool:
    """Write news and keep it as told, unless what it was gathered for is so no more."""
    rows = _alerts().filter(pk=key)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    alert = rows.first()
    if alert is None or _told(alert) != told:
        # Ended, or told by another run meanwhile.
        return False
    if not _may_be_told(alert):
        return False
    if alert.need is not None and not Need.objects.public().filter(pk=alert.need_id).exists():
        return False
    last = _keep_told(alert, news.needs)
    notify(
        event=f"alert:{alert.pk}:{last}",
        receiver=alert.receiver[0],
        template=news.template,
        folder="buyers/mail",
        context=news.context,
        language=language,
        unsubscribe_url=address_of("buyers:alert_stop", token_of(alert), language=language),
    )
    return True


def _alerts() -> QuerySet[Alert]:
    """Return the alerts that are told: of active accounts, and of addresses confirmed within the last year."""
    confirmed = Q(user=None, confirmed_at__gt=timezone.now() - TOLD_FOR)
    rows = Alert.objects.filter(Q(user__is_active=True) | confirmed)
    return rows.select_related("user", "need__buyer", "organisation")


def _may_be_told(alert: Alert) -> bool:
    """Return whether the receiver of an alert could ask for it today; an address of its own was confirmed."""
    if alert.organisation is not None:
        return can_be_told_of_needs_for(alert.user, alert.organisation)
    return alert.user is None or can_be_told(alert.user)


def _told(alert: Alert) -> set[int]:
    return set(AlertedNeed.objects.filter(alert=alert).values_list("need_id", flat=True))


def _keep_told(alert: Alert, needs: list[Need]) -> int:
    """Keep what was told, and return the key of the last row."""
    last = 0
    for need in needs:
        row, _created = AlertedNeed.objects.get_or_create(alert=alert, need=need)
        last = row.pk
    return last


def _of_organisation(organisation: Organisation, told: set[int], language: str) -> _News | None:
    found = needs_for(organisation, at_least=WORTH_A_MESSAGE)
    fits = [fit for fit in found if fit.need.pk not in told]
    if not fits:
        return None
    context = {
        "organisation": organisation,
        "count": len(fits),
        "lines": [_fit(fit, language) for fit in fits[:LISTED]],
        "more": max(0, len(fits) - LISTED),
        "url": address_of("workspace:offers", organisation.slug, language=language),
    }
    return _News([fit.need for fit in fits], "needs_for_you", context)


def _fit(fit: Fit, language: str) -> dict[str, Any]:
    (view,) = present_matches([fit.match], lang=language)
    return {
        **_line(fit.need),
        "score": view.shown_score,
        "name": view.name,
        "reasons": [reason.label for reason in view.reasons[:2]],
    }


def _line(need: Need) -> dict[str, Any]:
    return {
        "title": need.text("title")[0],
        "buyer": need.buyer_label,
        "deadline": need.deadline,
        "url": f"{settings.WAGTAILADMIN_BASE_URL}{need.get_absolute_url()}",
    }


def _of_need(alert: Alert, told: set[int], language: str) -> _News | None:
    need = alert.need
    if need is None or not Need.objects.public().filter(pk=need.pk).exists():
        return None
    matched = []
    if need.pk not in told:
        for row in list(adequate_matches(need))[:3]:
            entry: Any = row.solution or row.organisation
            address = f"{settings.WAGTAILADMIN_BASE_URL}{entry.get_absolute_url()}"
            matched.append({"name": entry.text("name", language)[0], "url": address})
    alike = [row for row in needs_alike(need, since=alert.created_at) if row.pk not in told]
    if not matched and not alike:
        return None
    context = {
        "need": _line(need),
        "matched": matched,
        "lines": [_line(row) for row in alike[:LISTED]],
        "more": max(0, len(alike) - LISTED),
    }
    return _News([*([need] if matched else []), *alike], "news_of_need", context)
