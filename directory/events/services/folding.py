"""Fold what processes counted into days, and forget what need not be kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from directory.events.models import DailyCount, PendingCount
from directory.events.records import Event

BATCH = 5000
#: Words that were typed less often are shown to nobody.
SEEN_ENOUGH = 3
#: Days after which words that stayed rare are deleted.
RARE_DAYS = 30
#: Days after which a day's counts are deleted.
KEPT_DAYS = 3 * 366


def fold() -> int:
    """Add what was appended to the days it belongs to and return the number of rows folded.

    Each batch is one transaction, so it can be killed and run again, or twice at once: no row
    counts twice and none is lost.
    """
    total = 0
    while number := _fold_batch():
        total += number
    return total


@transaction.atomic
def _fold_batch() -> int:
    rows: Any = PendingCount.objects.order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    found = list(rows[:BATCH])
    days: dict[Event, list[Any]] = {}
    for row in found:
        event = Event(*(getattr(row, name) for name in Event._fields))
        one = days.setdefault(event, [0, None])
        one[0] += row.number
        one[1] = row.results if row.results is not None else one[1]
    # Sorted, so that two runs at once lock rows in one order.
    _add([(*event, *days[event]) for event in sorted(days)])
    PendingCount.objects.filter(pk__in=[row.pk for row in found]).delete()
    return len(found)


def _add(rows: Sequence[tuple[Any, ...]]) -> None:
    """Add numbers to the days' rows; Django's own upsert can only replace them."""
    if not rows:
        return
    quote = connection.ops.quote_name
    table = quote(DailyCount._meta.db_table)
    key = ", ".join(quote(name) for name in Event._fields)
    marks = ", ".join(["%s"] * (len(Event._fields) + 2))
    statement = (
        f"INSERT INTO {table} ({key}, number, results) VALUES ({marks}) "  # noqa: S608  names of our own
        f"ON CONFLICT ({key}) DO UPDATE SET number = {table}.number + excluded.number, "
        f"results = COALESCE(excluded.results, {table}.results)"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, [tuple(row) for row in rows])


@transaction.atomic
def forget() -> int:
    """Delete words that stayed rare and days long past; return the number of rows."""
    today = timezone.localdate()
    deleted = DailyCount.objects.filter(day__lt=today - timedelta(days=KEPT_DAYS)).delete()[0]
    worded = DailyCount.objects.worded()
    often = (
        worded.values("words").annotate(seen=Sum("number")).filter(seen__gte=SEEN_ENOUGH)
    ).values("words")
    old = worded.filter(day__lt=today - timedelta(days=RARE_DAYS))
    rare: int = old.exclude(words__in=often).delete()[0]
    return deleted + rare
