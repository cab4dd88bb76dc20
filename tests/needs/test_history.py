"""What changed of a published need, in words, whatever the length of its history."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from directory.needs.models import NeedChange
from directory.needs.presenters import present_procedure
from directory.taxonomy.models import Cpv
from tests.catalogue.factories import term
from tests.needs.procedures import body, open_need

pytestmark = pytest.mark.django_db


def test_the_history_says_amounts_kinds_and_terms_in_words():
    need = open_need(body()[0])
    software = term(Cpv, "48000000", label_en="Software package", level=1, check_digit="8")
    for field, before, after in (
        ("budget_max", "70000.00", "90000.50"),
        ("kind", "challenge", "market_consultation"),
        ("cpv", "", "48000000 99999999"),
        ("title_en", "", "Title"),
    ):
        NeedChange.objects.create(
            need=need, kind="corrected", field=field, before=before, after=after, reason="x"
        )
    with translation.override("en"):
        changes = present_procedure(need).changes
    said = [(one.before, one.after) for row in changes for one in row.differences]
    assert sorted(said) == [
        ("70\u00a0000", "90\u00a0000.50"),
        ("Challenge", "Market consultation"),
        ("–", f"{software}; 99999999"),
        ("–", "Title"),
    ]


def test_the_history_costs_as_many_queries_however_long_it_is():
    need = open_need(body()[0])
    for number in range(21):
        term(Cpv, f"4800000{number}", label_en=f"Package {number}", level=1, check_digit="8")

    def correct(number):
        NeedChange.objects.create(
            need=need, kind="corrected", field="cpv", reason="x",
            before=f"4800000{number}", after=f"4800000{number + 1}",
        )  # fmt: skip

    def costs():
        with CaptureQueriesContext(connection) as asked:
            changes = present_procedure(need).changes
        return len(changes), len(asked)

    correct(0)
    assert costs()[0] == 1
    few = costs()[1]
    for number in range(1, 20):
        correct(number)
    assert costs() == (20, few)
