"""The database itself refuses to change or delete what stands on a shortlist."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from wagtail.admin.viewsets import viewsets
from wagtail.snippets.models import get_snippet_models

from directory.buyers.models import Decision, Shortlist, ShortlistEntry
from directory.buyers.services.decide import decide
from tests.buyers.test_shortlists import first, frozen

pytestmark = pytest.mark.django_db

TABLES = ("buyers_shortlist", "buyers_shortlistentry", "buyers_decision")
STATEMENTS = (
    "UPDATE {table} SET id = id",
    "DELETE FROM {table}",
    "UPDATE {table} SET id = id WHERE id = (SELECT max(id) FROM {table})",
)


@pytest.fixture
def rows(city: dict[str, Any]) -> Shortlist:
    shortlist = frozen(city)
    decide(entry=first(shortlist), verdict="in", reason="Has done it", by=city["person"])
    return shortlist


def refused(statement: Any) -> None:
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        statement()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_plain_sql_is_refused(rows: Shortlist, table: str, statement: str) -> None:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement.format(table=table))

    refused(run)


@pytest.mark.parametrize("model", [Shortlist, ShortlistEntry, Decision])
def test_the_models_are_refused(rows: Shortlist, model: Any) -> None:
    row = model.objects.first()
    refused(row.save)
    refused(lambda: model.objects.filter(pk=row.pk)._raw_delete(model.objects.db))


def test_a_decisions_words_stay(rows: Shortlist) -> None:
    refused(lambda: Decision.objects.update(reason="Nothing of the kind"))
    refused(lambda: Decision.objects.all().delete())
    assert Decision.objects.get().reason == "Has done it"


EMPTYING = (
    *(f"TRUNCATE {table} CASCADE" for table in TABLES),
    "TRUNCATE buyers_shortlist, buyers_shortlistentry, buyers_decision",
    # From another table the list is reached all the same.
    "TRUNCATE catalogue_organisation CASCADE",
)


@pytest.mark.postgres
@pytest.mark.parametrize("statement", EMPTYING)
def test_a_table_with_rows_is_not_emptied(rows: Shortlist, statement: str) -> None:
    def run() -> None:
        with connection.cursor() as cursor:
            # What waits for the end of the transaction would be refused before the trigger is asked.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(statement)

    refused(run)
    assert Decision.objects.exists()


@pytest.mark.postgres
def test_tables_without_rows_are_emptied_as_the_flush_of_tests_does() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE buyers_shortlist, buyers_shortlistentry, buyers_decision")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_older_state_does_not_hide_rows() -> None:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("TRUNCATE buyers_decision")

    refused(run)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own statement")
def test_a_row_is_not_replaced(rows: Shortlist) -> None:
    row = Decision.objects.get()

    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT OR REPLACE INTO buyers_decision (id, entry_id, verdict, reason, at, by_id) "
                "VALUES (%s, %s, 'out', 'x', %s, NULL)",
                [row.pk, row.entry_id, row.at],
            )

    refused(run)


def test_an_organisation_with_shortlists_stays(rows: Shortlist) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.organisation.delete()


def test_no_screen_of_the_administration_holds_a_shortlist() -> None:
    models = {getattr(one, "model", None) for one in viewsets.viewsets} | set(get_snippet_models())
    assert not models & {Shortlist, ShortlistEntry, Decision}


def test_every_trigger_is_there(rows: Shortlist) -> None:
    names = {f"{table}_no_{when}" for table in TABLES for when in ("update", "delete", "replace")}
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        names = {f"{table}_{name}" for table in TABLES for name in ("append_only", "not_emptied")}
        query = "SELECT tgname FROM pg_trigger"
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert names <= {row[0] for row in cursor.fetchall()}
