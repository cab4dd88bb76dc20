"""Rows become documents: only what everybody may see, in few queries, with everything the card needs."""

from __future__ import annotations

from typing import Any

import pytest

from directory.catalogue.models import PublicContract, RegisterRecord, Solution
from directory.taxonomy.models import Cpv, Region, Technology
from search import indexing
from search.contract.document import Document
from tests.search import entries

pytestmark = pytest.mark.django_db


def built(entry: Any) -> Document:
    """Return the document of a public entry."""
    (document,) = indexing.build([(entry.type_name, entry.pk)]).documents
    return document


def test_only_public_entries_become_documents() -> None:
    draft = entries.organisation("Melnraksts", live=False)
    product = entries.solution("Rindo", providers=[draft])
    project = entries.reference(of=draft)
    tender = entries.need(in_scope=False)
    named = [(one.type_name, one.pk) for one in (draft, product, project, tender)]
    result = indexing.build([*named, ("dataset", 987), ("vocabulary", 0)])
    assert result.documents == []
    assert set(result.deleted) == {*(f"{name}:{pk}" for name, pk in named), "dataset:987"}
    assert list(indexing.everything()) == []


def test_one_public_provider_is_enough_and_the_others_are_not_named() -> None:
    draft = entries.organisation("Slepens", live=False, employees="250+")
    company = entries.organisation("Atklāts", employees="1-9")
    document = built(entries.solution("Rindo", providers=[draft, company]))
    assert [one["name"] for one in document.card["providers"]] == [{"lv": "Atklāts"}]
    assert document.facets["size"] == ("1-9",)
    assert "Slepens" not in str(document)


def test_values_bring_along_what_stands_above_them() -> None:
    health = entries.sector("health")
    hospitals = entries.sector("hospitals", parent=health)
    europe = entries.market("europe", kind="group")
    nordics = entries.market("nordics", kind="group")
    finland = entries.market("fi")
    finland.groups.set([nordics, europe])
    latvia = entries.term(Region, "lv", code="LV")
    riga = entries.term(Region, "lv006", code="LV006", parent=latvia)
    company = entries.organisation(region=riga, employees="10-49")
    product = entries.solution(providers=[company], sectors=[hospitals], markets=[finland])
    facets = built(product).facets
    assert set(facets["sector"]) == {"hospitals", "health"}
    assert set(facets["market"]) == {"fi", "nordics", "europe"}
    assert set(facets["region"]) == {"lv006", "lv"}
    assert facets["size"] == ("10-49",)
    assert facets["data_driven"] == ("no",)


def test_a_merged_term_counts_as_its_successor() -> None:
    health = entries.sector("health")
    medicine = entries.sector("medicine")
    company = entries.organisation(sectors=[medicine])
    medicine.merged_into = health
    medicine.save()
    assert built(company).facets["sector"] == ("health",)


def test_terms_created_past_every_signal_are_not_missed() -> None:
    indexing.snapshot()
    Technology.objects.bulk_create([Technology(slug="ai", label_en="AI", label_lv="MI")])
    company = entries.organisation(technologies=list(Technology.objects.all()))
    assert built(company).facets["technology"] == ("ai",)


def test_words_of_terms_references_and_providers_are_found_by() -> None:
    health = entries.sector(
        "health", "Health", synonyms_en="medicine\nclinics", synonyms_lv="medicīna"
    )
    company = entries.organisation("Kvantera")
    product = entries.solution("Rindo", providers=[company], sectors=[health])
    entries.reference(
        "Queues of a hospital", of=company, solution=product, result_lv="Rindas īsākas"
    )
    hidden = entries.reference("Nothing to see", of=company, solution=product, live=False)
    texts = built(product).texts
    assert (
        texts["terms"]["en"].split("\n") == ["Product", "Health", "medicine", "clinics"]
        or "clinics" in texts["terms"]["en"]
    )
    assert "medicīna" in texts["terms"]["lv"]
    assert texts["provider"] == {"lv": "Kvantera"}
    assert "Queues of a hospital" in texts["references"]["en"]
    assert "Rindas īsākas" in texts["references"]["lv"]
    assert hidden.title_en not in str(texts)
    assert built(product).card["references"] == 1


def test_a_supplier_without_words_is_described_by_what_it_won() -> None:
    division = entries.term(Cpv, "72000000", "IT services", level=1)
    group = entries.term(Cpv, "72200000", "Software programming", level=2, parent=division)
    company = entries.organisation("Tet, SIA", cpv=[group])
    RegisterRecord.objects.create(
        organisation=company, registration_number="40003052786", legal_name="SIA Tet"
    )
    PublicContract.objects.create(
        organisation=company, buyer_name="Dome", title="Serveru noma", source="IUB", source_key="1"
    )
    document = built(company)
    assert document.texts["provider"]["lv"].split("\n") == ["SIA Tet", "40003052786"]
    assert "IT services" in document.texts["references"]["en"]
    assert "Serveru noma" in document.texts["references"]["lv"]
    assert document.card["contracts"] == 1
    assert document.card["number"] == "40003052786"
    assert document.card["emblem"] == "40003052786"
    assert document.supply


def test_supply_is_who_offers_something() -> None:
    assert not built(entries.organisation("Dome", kind="public")).supply
    provider = entries.organisation("Asociācija", kind="association")
    assert not built(provider).supply
    entries.solution(providers=[provider])
    assert built(provider).supply


def test_texts_of_one_language_are_never_stored_as_another() -> None:
    document = built(entries.organisation("Datu nams", tagline_lv="Dati visiem"))
    assert document.texts["name"] == {"lv": "Datu nams"}
    assert document.texts["tagline"] == {"lv": "Dati visiem"}
    assert document.sort_name == {"lv": "Datu nams"}


def test_the_role_mailbox_is_in_no_document() -> None:
    assert "@" not in str(built(entries.organisation(email="info@example.lv")))


def test_a_card_is_made_of_plain_values() -> None:
    import json

    company = entries.organisation(founded=2000)
    product = entries.solution(providers=[company])
    entries.reference(of=company, solution=product, year=2024)
    entries.dataset(publisher=company)
    entries.need(buyer=company)
    documents = list(indexing.everything())
    assert [document.type for document in documents] == [
        "solution",
        "organisation",
        "reference",
        "dataset",
        "need",
    ]
    for document in documents:
        assert json.loads(json.dumps(document.card)) == document.card


@pytest.mark.parametrize("many", [2, 30])
def test_a_batch_costs_the_same_queries_whatever_its_size(
    django_assert_max_num_queries: Any, many: int
) -> None:
    health = entries.sector("health")
    for number in range(many):
        company = entries.organisation(f"Uzņēmums {number}", sectors=[health])
        product = entries.solution(f"Solution {number}", providers=[company], sectors=[health])
        entries.reference(of=company, solution=product)
        entries.dataset(publisher=company)
        entries.need(buyer=company)
    indexing.snapshot()
    with django_assert_max_num_queries(70):
        assert len(list(indexing.everything())) == 5 * many
    assert Solution.objects.count() == many
