"""Profiles are confirmed every year: the team says so, is reminded, and staff hide what stays unconfirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from directory.accounts.choices import CONFIRM_EVERY, CONFIRMED, PAUSED, REMIND_AFTER, RESUMED
from directory.accounts.models import Confirmation, Member
from directory.accounts.services.notices import address_of, notify
from directory.catalogue.models import Organisation
from directory.mail.choices import Topic


@dataclass(frozen=True, slots=True)
class Freshness:
    """How fresh a profile is; `reason` says why staff hid it, where they did."""

    confirmed_at: datetime | None
    due_at: datetime
    is_due: bool
    is_paused: bool
    reason: str


def freshness_of(organisation: Organisation) -> Freshness:
    """Return how fresh an organisation's profile is; two queries."""
    row = Confirmation.objects.filter(organisation=organisation).first() or Confirmation()
    due = _since(organisation, row) + CONFIRM_EVERY
    paused = row.paused_at is not None and not organisation.live
    return Freshness(
        confirmed_at=row.confirmed_at,
        due_at=due,
        is_due=timezone.now() >= due - (CONFIRM_EVERY - REMIND_AFTER[0]),
        is_paused=paused,
        reason=row.pause_reason if paused else "",
    )


def _since(organisation: Organisation, row: Confirmation) -> datetime:
    """Return from when on the year counts: the last time that somebody looked after the profile."""
    joined = Member.objects.filter(organisation=organisation).aggregate(at=Min("joined_at"))["at"]
    moments = (row.confirmed_at, joined, organisation.last_published_at)
    return max((moment for moment in moments if moment), default=organisation.created_at)


def _locked(organisation: Organisation) -> tuple[Organisation, Confirmation]:
    """Return the rows as they are now, held until the transaction ends."""
    now: Organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    row, _created = Confirmation.objects.get_or_create(organisation=now)
    return now, row


@transaction.atomic
def confirm(*, organisation: Organisation, by: Any) -> None:
    """Keep that a profile holds; one that staff had hidden is shown again."""
    now, row = _locked(organisation)
    row.confirmed_at, row.confirmed_by, row.reminded = timezone.now(), by, 0
    was_paused = row.paused_at is not None and not now.live
    row.paused_at, row.pause_reason = None, ""
    row.save()
    log(instance=now, action=CONFIRMED, user=by)
    if was_paused:
        _show(now, True)


@transaction.atomic
def pause(*, organisation: Organisation, reason: str, by: Any) -> None:
    """Hide a profile until its team confirms it; raises ValidationError without a reason, or where it is hidden."""
    reason = " ".join(reason.replace("\0", "").split())
    if not reason:
        raise ValidationError(_("Say why, in words for its team."), code="required")
    now, row = _locked(organisation)
    if not now.live:
        raise ValidationError(_("%(name)s is not public.") % {"name": now}, code="hidden")
    row.paused_at, row.pause_reason = timezone.now(), reason[:300]
    row.save()
    log(instance=now, action=PAUSED, user=by, data={"reason": row.pause_reason})
    _show(now, False)
    event = f"accounts:paused:{now.pk}:{row.paused_at.isoformat()}"
    _tell(now, event, "freshness_paused", {"reason": row.pause_reason})


@transaction.atomic
def resume(*, organisation: Organisation, by: Any) -> None:
    """Show a profile again that staff had hidden; it still waits to be confirmed."""
    now, row = _locked(organisation)
    if row.paused_at is None:
        return
    row.paused_at, row.pause_reason = None, ""
    row.save()
    log(instance=now, action=RESUMED, user=by)
    if not now.live:
        _show(now, True)


def _show(organisation: Organisation, live: bool) -> None:
    # The row holds what was published last, and drafts stay drafts: nothing but this changes.
    organisation.live = live
    organisation.save(update_fields=["live"])


def kept() -> QuerySet[Organisation]:
    """Return the organisations that have a team, each once, with what is known of their freshness."""
    rows: QuerySet[Organisation] = Organisation.objects.filter(members__isnull=False).distinct()
    return rows.select_related("confirmation")


def remind(now: datetime | None = None) -> int:
    """Remind the teams whose year is nearly or quite over; return the number of profiles.

    Each stage of the reminders is told once. A missed run is caught up by the next one, which
    tells the last stage only. It may be killed and run again, or twice at once.
    """
    now = now or timezone.now()
    oldest = now - REMIND_AFTER[0]
    quiet = Q(confirmation__isnull=True) | Q(confirmation__confirmed_at__isnull=True)
    rows = kept().filter(quiet | Q(confirmation__confirmed_at__lte=oldest), live=True)
    told = 0
    for key in rows.order_by("pk").values_list("pk", flat=True):
        told += _remind(Organisation(pk=key), now)
    return told


@transaction.atomic
def _remind(organisation: Organisation, now: datetime) -> bool:
    current, row = _locked(organisation)
    since = _since(current, row)
    stage = sum(now - since >= age for age in REMIND_AFTER)
    if stage == row.reminded:
        return False
    tells = stage > row.reminded
    row.reminded = stage
    row.save(update_fields=["reminded"])
    if tells:
        event = f"accounts:confirm:{current.pk}:{since.isoformat()}:{stage}"
        due = since + CONFIRM_EVERY
        context = {"due": due, "is_over": now >= due}
        _tell(current, event, "freshness_reminder", context, topic=Topic.REMINDERS)
    return tells


def _tell(
    organisation: Organisation,
    event: str,
    template: str,
    context: dict[str, Any],
    *,
    topic: str = "",
) -> None:
    members = Member.objects.filter(organisation=organisation, user__is_active=True)
    for member in members.select_related("user").order_by("pk"):
        language = member.user.language
        url = address_of("workspace:overview", organisation.slug, language=language)
        notify(
            event=event,
            receiver=member.user.email,
            template=template,
            context=context | {"organisation": organisation, "url": url},
            language=language,
            topic=topic,
        )
