"""What the number of a buyer says of it: an institution, or a company that buys by the same rules."""

from __future__ import annotations

import pytest
from django.utils import translation

from directory.catalogue.models import Organisation, RegisterRecord
from search.indexing import build


@pytest.mark.parametrize(
    ("number", "form", "is_public"),
    [
        ("90000038578", "", True),
        ("40900024202", "", True),
        ("40003245752", "VSIA", True),
        ("40003619950", "PSIA", True),
        ("40003034935", "AS", False),
        ("53603080861", "SIA", False),
        ("40008002175", "", False),
        ("", "", True),
    ],
)
@pytest.mark.django_db
def test_only_institutions_are_called_public_bodies(number, form, is_public):
    row = Organisation.objects.create(kind="public", name_lv="Pasūtītājs")
    RegisterRecord.objects.create(
        organisation=row, registration_number=number or None, legal_name="X", legal_form=form
    )
    wanted = {
        "en": "public body" if is_public else "buyer in public procurement",
        "lv": "publiskā sektora iestāde" if is_public else "pasūtītājs publiskajos iepirkumos",
    }
    for language, words in wanted.items():
        with translation.override(language):
            assert row.kind_label == words
    (document,) = build([("organisation", row.pk)]).documents
    assert bool(document.card.get("private")) is not is_public


@pytest.mark.django_db
def test_other_kinds_are_called_what_they_are():
    row = Organisation.objects.create(kind="company", name_lv="Ražotājs")
    RegisterRecord.objects.create(
        organisation=row, registration_number="40003034935", legal_name="X", legal_form="SIA"
    )
    assert row.kind_label == "company"
    assert (
        Organisation.objects.create(kind="public", name_lv="Bez ziņām").kind_label == "public body"
    )
