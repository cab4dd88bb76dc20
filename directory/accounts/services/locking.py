"""One change of a team at a time."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from directory.catalogue.models import Organisation


def locked_organisations(keys: Iterable[int]) -> list[Organisation]:
    """Return organisations whose teams nobody else changes until this transaction ends.

    PostgreSQL locks their rows, always in the same order; SQLite's transactions are IMMEDIATE, so
    that one writes at a time. To be called in a transaction, before the team is read.
    """
    rows = Organisation.objects.filter(pk__in=list(keys)).order_by("pk")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    return list(rows)
