"""Amounts as people write them, in each language."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from directory.needs.forms.amount import AmountField
from directory.needs.models import Need
from tests.accounts.people import member
from tests.catalogue.factories import organisation


def field() -> AmountField:
    return AmountField(required=False, max_digits=15, decimal_places=2)


@pytest.mark.parametrize("language", ["en", "lv"])
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("50000", "50000"),
        ("50 000", "50000"),
        ("50\u00a0000", "50000"),
        ("50\u202f000,50", "50000.50"),
        ("50,000.00", "50000"),
        ("50.000,5", "50000.5"),
        ("50,000", "50000"),
        ("50.000", "50000"),
        ("50000.00", "50000"),
        ("50000,00", "50000"),
        ("1'250'000", "1250000"),
        ("12,5", "12.5"),
        ("0,99", "0.99"),
        ("50 000 EUR", "50000"),
        ("€50,000", "50000"),
        ("−5", "-5"),
    ],
)
def test_an_amount_is_read_in_whatever_way_it_is_written(language, written, meant):
    with translation.override(language):
        assert field().clean(written) == Decimal(meant)


@pytest.mark.parametrize(
    "written",
    ["about 50 000", "50 00", "5,0000", "50,000,00", "1.2.3", "0,500", "5 0 000", "1e5", "EUR EUR 5", "NaN", ",5"],
)  # fmt: skip
def test_what_cannot_be_read_is_answered_with_an_example(written):
    for language, example in (("en", "50 000 or 50,000.50"), ("lv", "50 000 vai 50 000,50")):
        with translation.override(language), pytest.raises(ValidationError) as refused:
            field().clean(written)
        assert example in refused.value.messages[0]


def test_nothing_and_a_unit_alone_are_no_amount():
    assert [field().clean(written) for written in ("", "  ", "EUR", None)] == [None] * 4


def test_too_many_digits_are_refused():
    with pytest.raises(ValidationError):
        field().clean("99 999 999 999 999 999")


@pytest.mark.parametrize(
    ("language", "amount", "shown"),
    [
        ("en", "50000.00", "50\u00a0000"),
        ("en", "50000.50", "50\u00a0000.50"),
        ("lv", "1250000.50", "1\u00a0250\u00a0000,50"),
    ],
)
def test_an_amount_is_shown_as_the_language_writes_it_and_is_no_change(language, amount, shown):
    with translation.override(language):
        assert field().prepare_value(Decimal(amount)) == shown
        assert not field().has_changed(Decimal(amount), shown)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "shown"), [("en", "50\u00a0000.50"), ("lv", "50\u00a0000,50")]
)
def test_forms_of_a_team_and_of_staff_show_and_keep_it(client, admin_client, language, shown):
    buyer = organisation(kind="public")
    client.force_login(member(buyer, "city@example.org"))
    with translation.override(language):
        new = reverse("workspace:needs_new", args=[buyer.slug])
        sent = {"base": "new", "kind": "planned", "title_lv": "Tilts", "do": "save"}
        answer = client.post(new, sent | {"budget_min": "10 000", "budget_max": shown})
        assert answer.status_code == 302, answer.context["form"].errors
        page = client.get(answer["Location"]).text
        assert f'value="{shown}"' in page
        assert 'inputmode="decimal"' in page
        assert "(EUR)" in page
        refused = client.post(new, sent | {"budget_max": "fifty"})
    assert "budget_max" in refused.context["form"].errors
    assert 'value="fifty"' in refused.text
    need = Need.objects.create(title_lv="Ceļš", budget_max=Decimal("50000.50"))
    edit = reverse(Need.snippet_viewset.get_url_name("edit"), args=[need.pk])
    translation.activate("en")
    assert 'value="50\u00a0000.50"' in admin_client.get(edit).text
