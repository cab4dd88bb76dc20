"""The change log: written in the transaction that changed an entry, read by every index from its own cursor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Max, Min
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from search.contract import schema
from search.models import Change

VOCABULARY = "vocabulary"
"""The type of the rows that say that a term changed; no index holds them, pages keep no older labels than theirs."""

LEVERS = 1000
"""Stands in such a row for the editors' synonyms and stop phrases, beside the numbers of the vocabularies."""

KEEP_DAYS = 14
"""Days a change stays in the log; an index that sleeps longer is rebuilt."""

_BATCH = 2000
# Any number that no other advisory lock of the project uses: the letters "search".
_LOCK = int.from_bytes(b"search")
_STAMPS = (
    f"SELECT object_id, MAX(id) FROM {Change._meta.db_table} WHERE type = %s GROUP BY object_id"  # noqa: S608  a constant
)

_kept: ContextVar[dict[int, int] | None] = ContextVar("kept", default=None)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Hold one line of the log: entry `object_id` of a type may differ from what an index knows of it."""

    id: int
    type: str
    object_id: int


def record(type_name: str, ids: Iterable[int], *, using: str = DEFAULT_DB_ALIAS) -> int:
    """Write into the log that entries of a type changed, appeared or went, and return how many.

    Call it inside the transaction that changes them, once a batch: all rows are inserted together. On PostgreSQL a
    lock held until that transaction ends makes the order of ids the order of commits, so that no follower can pass a
    change that commits late; on SQLite only one transaction writes at a time anyway. Take care to write the log late
    in a long transaction, since others wait for the lock.

    Raises `TransactionManagementError` outside a transaction and `ValueError` for a type that no index holds.
    """
    if type_name not in schema.TYPES:
        raise ValueError(f"no index holds entries of type {type_name!r}")
    rows = [Change(type=type_name, object_id=pk) for pk in dict.fromkeys(ids)]
    _append(rows, using)
    return len(rows)


def _append(rows: list[Change], using: str) -> None:
    connection = connections[using]
    if not connection.in_atomic_block:
        raise TransactionManagementError(
            "the change log is written in the transaction that changes the entries"
        )
    if not rows:
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    Change.objects.using(using).bulk_create(rows, batch_size=_BATCH)


def record_vocabulary(number: int, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Write into the log that terms of a vocabulary changed, so that no process shows old labels or places.

    `number` tells the vocabularies apart. The entries that use the terms are recorded beside it. Raises
    `TransactionManagementError` outside a transaction.
    """
    _append([Change(type=VOCABULARY, object_id=number)], using)


def record_levers(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Write into the log that editors changed synonyms or stop phrases, so that no process goes on with the old ones.

    Raises `TransactionManagementError` outside a transaction.
    """
    record_vocabulary(LEVERS, using=using)


def vocabulary_stamps() -> dict[int, int]:
    """Return vocabulary → a number that changes whenever one of its terms does; 0 stands for a missing one."""
    kept = _kept.get()
    if kept:
        return kept
    # Asked several times a page: written out, it takes a tenth of the time.
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_STAMPS, [VOCABULARY])
        found = dict(cursor.fetchall())
    if kept is not None:
        kept.update(found)
    return found


def vocabulary_state() -> tuple[tuple[int, int], ...]:
    """Return what stays the same as long as no term of any vocabulary changes, and no lever: a key for what is kept."""
    return tuple(sorted(vocabulary_stamps().items()))


@contextmanager
def vocabularies_held() -> Iterator[None]:
    """Let a page that asks for the vocabularies many times see them as they were the first time: one query."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def since(cursor: int, limit: int) -> list[ChangeRow]:
    """Return the changes after a cursor in the order of their commits, at most `limit` of them.

    Rows of the type `VOCABULARY` are among them, so that a follower's cursor passes them.
    """
    rows = (
        Change.objects.filter(pk__gt=cursor).order_by("pk").values_list("pk", "type", "object_id")
    )
    return [ChangeRow(*row) for row in rows[:limit]]


def latest() -> int:
    """Return the cursor of an index that knows everything committed until now; 0 while the log is empty."""
    return Change.objects.aggregate(last=Max("pk"))["last"] or 0


def begin(*, using: str = DEFAULT_DB_ALIAS) -> int:
    """Return the cursor from which an index that is made now has to follow: `latest`, in a log that is never empty.

    An empty log gets a first row, because its numbers need not start at 1: a transaction that was rolled back keeps
    the numbers it took, and the index would seem to have missed what they stood for.
    """
    with transaction.atomic(using=using):
        if not Change.objects.using(using).exists():
            _append([Change(type=VOCABULARY, object_id=0)], using)
    return latest()


def oldest() -> int:
    """Return the first number still in the log; 0 while it is empty."""
    return Change.objects.aggregate(first=Min("pk"))["first"] or 0


def reaches(cursor: int) -> bool:
    """Return whether the log still holds every change after a cursor.

    False for an index that slept longer than the log is kept, and for one that is ahead of the log because the
    database was replaced by an older or an empty one; only a rebuild helps both. The newest row is never pruned, so
    an index that has followed to the end is always within reach. A gap that a rolled back transaction left in the
    numbers just there asks for a rebuild too many, never for one too few.
    """
    return oldest() - 1 <= cursor <= latest()


def prune(*, days: int = KEEP_DAYS) -> int:
    """Delete what is older than some days, except the newest row, and return how many rows went.

    The newest row of each vocabulary is written anew before it goes: without one its stamp would be what it was before
    the change, and a process that kept the old terms by that stamp would go on with them. It can't stay where it is,
    because the log would seem to reach back to it.
    """
    old = Change.objects.filter(at__lt=timezone.now() - timedelta(days=days), pk__lt=latest())
    with transaction.atomic():
        going = old.filter(type=VOCABULARY, pk__in=vocabulary_stamps().values())
        numbers = going.order_by("object_id").values_list("object_id", flat=True)
        _append([Change(type=VOCABULARY, object_id=number) for number in numbers], DEFAULT_DB_ALIAS)
    return old.delete()[0]
