"""One change of a need's procedure at a time."""

from __future__ import annotations

from django.db import connection

from directory.needs.models import Need


def locked_need(key: int) -> Need:
    """Return a need as it is now, which nobody else changes until this transaction ends.

    PostgreSQL locks its row; SQLite's transactions are IMMEDIATE, so that one writes at a time. The
    clock is to be read after this call: a deadline is compared at the moment of the receipt.
    """
    rows = Need.objects.filter(pk=key)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    need: Need = rows.get()
    return need
