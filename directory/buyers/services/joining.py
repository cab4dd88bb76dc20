"""Make one alert of those that somebody began by the account and at an address of it."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import QuerySet

from directory.accounts.services.addresses import verified_addresses
from directory.buyers.models import Alert, AlertedNeed
from directory.mail.services import forget as forget_messages
from directory.needs.models import Need


@transaction.atomic
def forget(rows: QuerySet[Alert]) -> int:
    """Delete alerts, and what was written to those of them that only an address stands for; return how many."""
    chosen = list(rows.values_list("pk", "user_id"))
    forget_messages(events=[f"alert:{key}:" for key, user in chosen if user is None])
    number, _by_table = Alert.objects.filter(pk__in=[key for key, _user in chosen]).delete()
    return number


def owner_of(email: str) -> Any:
    """Return the account that an address is proved to belong to, if any."""
    rows = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True)
    found = rows.select_related("user").first()
    return found.user if found else None


@transaction.atomic
def join(*, user: Any, need: Need) -> Alert | None:
    """Return the one alert of a need that an account has, with what was told at its addresses as told.

    What began at an address becomes the account's; several become one.
    """
    kept = Alert.objects.filter(user=user, need=need).first()
    begun = Alert.objects.filter(
        email__in=verified_addresses(user), need=need, confirmed_at__isnull=False
    ).order_by("pk")
    for alert in begun:
        if kept is None:
            Alert.objects.filter(pk=alert.pk).update(
                user=user, email="", language="", confirmed_at=None
            )
            kept = Alert.objects.filter(pk=alert.pk).first()
            continue
        known = AlertedNeed.objects.filter(alert=kept).values("need")
        AlertedNeed.objects.filter(alert=alert).exclude(need__in=known).update(alert=kept)
        forget(Alert.objects.filter(pk=alert.pk))
    return kept


def joined(alert: Alert) -> Alert:
    """Return the one alert of the account that an alert or its address belongs to; without such an account this one."""
    need = alert.need
    owner: Any = alert.user or owner_of(alert.email)
    if need is None or owner is None or not Alert.objects.filter(user=owner, need=need).exists():
        return alert
    return join(user=owner, need=need) or alert
