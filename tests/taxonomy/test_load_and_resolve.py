from __future__ import annotations

import pytest

from directory.taxonomy.models import Cpv, Language, Market, Nace, Region, Sector, Technology
from directory.taxonomy.services.load import load_vocabularies
from directory.taxonomy.services.resolve import TermResolver

pytestmark = pytest.mark.django_db


def test_loading_creates_every_term_once():
    first = load_vocabularies()
    assert first["cpv.csv"] == 9454
    assert sum(first.values()) > 13_000
    assert set(load_vocabularies().values()) == {0}


def test_loading_keeps_what_staff_changed_and_links_only_new_terms():
    load_vocabularies()
    technology = Technology.objects.get(slug="machine-learning")
    technology.label_lv = "Mašīnu apmācība"
    technology.save()
    sector = Sector.objects.get(slug="municipalities")
    sector.nace.clear()
    Technology.objects.filter(slug="generative-ai").delete()

    assert load_vocabularies()["technologies.csv"] == 1
    technology.refresh_from_db()
    assert technology.label_lv == "Mašīnu apmācība"
    assert not sector.nace.exists()
    restored = Technology.objects.get(slug="generative-ai")
    assert restored.parent.slug == "artificial-intelligence"
    assert "LLM" in restored.synonyms_en.splitlines()


def test_terms_have_both_labels_and_their_links():
    load_vocabularies()
    for model in (Sector, Technology, Market, Region, Language, Cpv, Nace):
        assert not model.objects.filter(label_en="").exists()
        assert not model.objects.filter(label_lv="").exists()
    assert Market.objects.get(slug="fi").groups.filter(slug="nordics").exists()
    assert Sector.objects.get(slug="central-government").nace.get().code == "84.11"
    assert Region.objects.get(code="LV007").merged_into.code.startswith("LV00")


def test_a_term_is_found_by_slug_or_code():
    load_vocabularies()
    expected = [
        (Cpv, "72000000", "72000000"),
        (Cpv, " 72000000-5 ", "72000000"),
        (Cpv, "72000000-4", None),
        (Cpv, "7200", None),
        (Market, "FI", "fi"),
        (Market, "fin", "fi"),
        (Nace, "62.10", "62-10"),
        (Nace, "62-10", "62-10"),
        (Language, "LAV", "lv"),
        (Sector, "municipalities", "municipalities"),
        (Sector, "", None),
        (Sector, "\x00", None),
    ]
    for model, value, slug in expected:
        term = TermResolver(model).resolve(value)
        assert (term.slug if term else None) == slug, (model, value)


def test_a_merged_term_leads_to_its_successor(django_assert_num_queries):
    load_vocabularies()
    first, second, third = Technology.objects.order_by("slug")[:3]
    first.merged_into = second
    first.save()
    second.merged_into = third
    second.save()
    with django_assert_num_queries(1):
        resolver = TermResolver(Technology)
    assert resolver.resolve(first.slug) == third
    assert resolver.resolve(second.slug) == third
