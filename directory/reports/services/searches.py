"""What people searched for, from the counts per day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from directory.events.choices import Kind
from directory.events.models import DailyCount
from directory.events.querysets import DailyCountQuerySet
from directory.events.services.folding import SEEN_ENOUGH
from directory.reports.choices import Show


def searches(*, show: str, days: int, language: str, today: date) -> QuerySet[Any]:
    """Return rows of words, language, searches, clicks and most results of the days up to today.

    Words that were searched for fewer than `SEEN_ENOUGH` times in those days stay out: they could
    tell of somebody. Nothing was found when no search of those days found anything.
    """
    rows = _rows(days=days, language=language, today=today).worded()
    rows = rows.filter(kind__in=(Kind.SEARCH, Kind.CLICK))
    found: QuerySet[Any] = rows.values("words", "language").annotate(
        searches=Coalesce(Sum("number", filter=Q(kind=Kind.SEARCH)), 0),
        clicks=Coalesce(Sum("number", filter=Q(kind=Kind.CLICK)), 0),
        found=Max("results", filter=Q(kind=Kind.SEARCH)),
    )
    found = found.filter(searches__gte=SEEN_ENOUGH)
    if show == Show.NOTHING:
        found = found.filter(found=0)
    elif show == Show.NO_CLICK:
        found = found.filter(clicks=0, found__gt=0)
    return found.order_by(F("searches").desc(), "words", "language")


def total_searches(*, days: int, language: str, today: date) -> int:
    """Return the number of all searches of the days up to today, also of those whose words are not kept or shown."""
    rows = _rows(days=days, language=language, today=today).totals().filter(kind=Kind.SEARCH)
    return rows.aggregate(all=Sum("number"))["all"] or 0


def _rows(*, days: int, language: str, today: date) -> DailyCountQuerySet[Any]:
    rows = DailyCount.objects.between(today - timedelta(days=days - 1), today)
    return rows.filter(language=language) if language else rows
