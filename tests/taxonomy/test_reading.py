"""Terms of several vocabularies are read by one query, as each of them says them alone."""

from __future__ import annotations

import pytest
from django.utils import translation

from directory.taxonomy.models import VOCABULARIES, Cpv, DataTheme, Market, Nace, Region, Sector
from directory.taxonomy.querysets import read_terms
from tests.catalogue.factories import organisation, term

pytestmark = pytest.mark.django_db


def test_all_vocabularies_are_read_as_they_are(django_assert_num_queries):
    term(Cpv, "48000000", level=1, check_digit="8")
    term(Nace, "j62", code="62.01", level=4, section="J")
    term(DataTheme, "envi", uri="https://example.org/envi")
    term(Market, "fi", iso3="FIN", label_lv="Somija", order=2)
    term(Market, "ee", iso3="EST", order=1)
    term(Region, "lv001", code="LV001")
    with django_assert_num_queries(1):
        found = read_terms([(model, None) for model in VOCABULARIES])
    with django_assert_num_queries(0), translation.override("lv"):
        said = [
            [(str(row), row.public_code, row.parent_id) for row in part.values()] for part in found
        ]
        assert ("Somija", "FI", None) in said[VOCABULARIES.index(Market)]
    with translation.override("lv"):
        assert said == [
            [
                (str(row), row.public_code, row.parent_id)
                for row in model.objects.current().in_order()
            ]
            for model in VOCABULARIES
        ]


def test_merged_terms_lead_to_the_one_they_ended_in():
    last = term(slug="last")
    second = term(slug="second", merged_into=last)
    first = term(slug="first", merged_into=second)
    found = read_terms([(Sector, [first.pk, last.pk, 10**9]), (Market, []), (Sector, None)])
    assert found == [{first.pk: last, last.pk: last}, {}, {last.pk: last}]


def test_the_words_of_an_entry_are_read_by_one_query(django_assert_num_queries):
    row = organisation()
    row.sectors, row.markets = [term(), term()], [term(Market, "fi")]
    row.save()
    fresh = type(row).objects.get(pk=row.pk)
    with django_assert_num_queries(1):
        fresh.read_words()
        assert {one.slug for one in fresh.markets.all()} == {"fi"}
        assert fresh.sectors.count() == 2 and not fresh.languages.all()
