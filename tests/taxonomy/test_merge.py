"""Merging moves every reference once, and says why where it cannot."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.models import ProtectedError

from directory.catalogue.models import Organisation, PublicContract
from directory.taxonomy.models import Cpv, Market, Nace, Region, Sector, Technology
from directory.taxonomy.services.merge import (
    MergeError,
    count_references,
    merge_terms,
    references_to,
)
from directory.taxonomy.services.resolve import TermResolver
from directory.taxonomy.signals import terms_changed
from tests.catalogue.factories import organisation, reference, solution, term

pytestmark = pytest.mark.django_db


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_every_kind_of_reference_is_known():
    columns = {(item.model._meta.label, item.column) for item in references_to(Sector)}
    assert {
        ("catalogue.Organisation_sectors", "sector"),
        ("catalogue.Solution_sectors", "sector"),
        ("catalogue.Reference", "sector"),
        ("needs.Need_sectors", "sector"),
        ("taxonomy.Sector_nace", "sector"),
    } <= columns
    assert not {column for _model, column in columns} & {"parent", "merged_into"}


def test_merging_moves_relations_without_doubles():
    source, target, other = term(Sector), term(Sector), term(Sector)
    both, one = organisation(), organisation()
    both.sectors = [source, target, other]
    both.save()
    one.sectors = [source]
    one.save()
    case = reference(sector=source)
    assert count_references(source) == {"Organisations": 2, "References": 1}
    assert merge_terms(source=source, target=target, user=None) == target
    assert set(fresh(both).sectors.all()) == {target, other}
    assert set(fresh(one).sectors.all()) == {target}
    assert fresh(case).sector == target
    assert not count_references(source)
    assert fresh(source).merged_into == target


def test_children_move_and_chains_become_flat():
    first, second, third = term(Technology), term(Technology), term(Technology)
    child = term(Technology, parent=first)
    merge_terms(source=first, target=second, user=None)
    merge_terms(source=second, target=third, user=None)
    assert fresh(child).parent == third
    assert fresh(first).merged_into == fresh(second).merged_into == third
    assert TermResolver(Technology).resolve(first.slug) == third


def test_words_of_the_source_find_the_target():
    source = term(Technology, label_en="ML", label_lv="Mašīnmācīšanās", synonyms_en="learning\nAI")
    target = term(Technology, label_en="AI", label_lv="Mākslīgais intelekts", synonyms_lv="MI")
    merge_terms(source=source, target=target, user=None)
    target = fresh(target)
    assert target.synonyms_en == "ML\nlearning"
    assert target.synonyms_lv == "MI\nMašīnmācīšanās"


def test_groups_of_markets_move_on_both_sides():
    old, new = term(Market, kind="group"), term(Market, kind="group")
    country, twin = term(Market), term(Market)
    country.groups.set([old, new])
    twin.groups.set([old])
    old.groups.set([new])
    merge_terms(source=old, target=new, user=None)
    assert list(country.groups.all()) == [new]
    assert list(twin.groups.all()) == [new]
    assert not new.groups.exists()


def test_protected_columns_and_own_relations_move():
    nace = Nace.objects.create(
        slug="62", code="62", level=2, section="K", label_en="IT", label_lv="IT"
    )
    source, target = term(Sector), term(Sector)
    source.nace.set([nace])
    merge_terms(source=source, target=target, user=None)
    assert list(target.nace.all()) == [nace]
    old, new = (term(Region, code=code) for code in ("LV001", "LV002"))
    row = organisation(region=old)
    merge_terms(source=old, target=new, user=None)
    assert fresh(row).region == new
    cpv, other = term(Cpv), term(Cpv)
    contract = PublicContract.objects.create(
        organisation=row, buyer_name="A", source="IUB", source_key="1", cpv=cpv
    )
    merge_terms(source=cpv, target=other, user=None)
    assert fresh(contract).cpv == other


def test_the_signal_is_sent_inside_the_transaction_and_takes_it_back():
    source, target = term(Sector), term(Sector)
    child = term(Sector, parent=source)
    heard = []

    def hear(sender, pks, **_kwargs):
        heard.append((sender, set(pks)))

    def refuse(**_kwargs):
        raise RuntimeError("no")

    terms_changed.connect(hear)
    try:
        terms_changed.connect(refuse)
        try:
            with pytest.raises(RuntimeError):
                merge_terms(source=source, target=target, user=None)
        finally:
            terms_changed.disconnect(refuse)
        assert fresh(source).merged_into is None
        merge_terms(source=source, target=target, user=None)
    finally:
        terms_changed.disconnect(hear)
    assert heard[-1] == (Sector, {source.pk, target.pk, child.pk})


def test_what_cannot_be_merged():
    source, target, done = term(Sector), term(Sector), term(Sector)
    below = term(Sector, parent=term(Sector, parent=source))
    merge_terms(source=done, target=target, user=None)
    for bad_source, bad_target in (
        (source, source),
        (source, below),
        (source, term(Technology)),
        (source, done),
        (done, source),
    ):
        with pytest.raises(MergeError):
            merge_terms(source=bad_source, target=bad_target, user=None)
    assert fresh(source).merged_into is None


def test_a_term_in_use_is_not_deleted():
    used, alias, free = term(Technology), term(Technology), term(Technology)
    row = solution()
    row.technologies = [used]
    row.save()
    merge_terms(source=alias, target=used, user=None)
    for protected in (used, fresh(alias).merged_into):
        with pytest.raises(ProtectedError), transaction.atomic():
            protected.delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        Technology.objects.all().delete()
    free.delete()
    group, country = term(Market, kind="group"), term(Market)
    country.groups.set([group])
    with pytest.raises(ProtectedError), transaction.atomic():
        group.delete()
    country.delete()
    group.delete()
    assert Organisation.objects.exists()
