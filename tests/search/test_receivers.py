"""What changes an entry, or something that its document shows, writes the change log with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from directory.catalogue.models import (
    Organisation,
    PublicContract,
    RegisterRecord,
    Solution,
    Verification,
)
from directory.taxonomy.models import Sector
from directory.taxonomy.signals import terms_changed
from search import changes
from search.models import Change
from tests.search import entries

pytestmark = pytest.mark.django_db


class Watch:
    """Collect what the log got while it was open."""

    def __enter__(self) -> set[tuple[str, int]]:
        self.cursor = changes.latest()
        self.seen: set[tuple[str, int]] = set()
        return self.seen

    def __exit__(self, *error: object) -> None:
        rows = Change.objects.filter(pk__gt=self.cursor).exclude(type=changes.VOCABULARY)
        self.seen.update(rows.values_list("type", "object_id"))


def test_a_saved_entry_is_recorded() -> None:
    with Watch() as seen:
        company = entries.organisation()
    assert seen == {("organisation", company.pk)}


def test_an_organisation_takes_along_what_names_it() -> None:
    company, client = entries.organisation(), entries.organisation("Klients")
    product = entries.solution(providers=[company])
    project = entries.reference(of=company)
    data = entries.dataset(publisher=company)
    tender = entries.need(buyer=company)
    with Watch() as seen:
        company.name_lv = "Cits nosaukums"
        company.save()
    assert seen == {
        ("organisation", company.pk),
        ("solution", product.pk),
        ("reference", project.pk),
        ("dataset", data.pk),
        ("need", tender.pk),
    }
    assert ("organisation", client.pk) not in seen


def test_a_reference_takes_along_both_owners_and_those_it_leaves() -> None:
    old, new = entries.organisation("A"), entries.organisation("B")
    left, entered = entries.solution(providers=[old]), entries.solution(providers=[new])
    project = entries.reference(of=old, solution=left)
    project.organisation, project.solution = new, entered
    with Watch() as seen:
        project.save()
    assert seen == {
        ("reference", project.pk),
        ("organisation", old.pk),
        ("organisation", new.pk),
        ("solution", left.pk),
        ("solution", entered.pk),
    }


def test_a_provider_that_goes_is_recorded_like_one_that_comes() -> None:
    old, new = entries.organisation("A"), entries.organisation("B")
    product = entries.solution(providers=[old])
    product.providers = [new]
    with Watch() as seen:
        product.save()
    assert seen >= {("solution", product.pk), ("organisation", old.pk), ("organisation", new.pk)}


def test_terms_of_an_entry_are_recorded_from_either_side() -> None:
    health = entries.sector("health")
    company = entries.organisation()
    company.sectors = [health]
    with Watch() as seen:
        company.save()
    assert ("organisation", company.pk) in seen


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (RegisterRecord, {"registration_number": "40003052786"}),
        (Verification, {"what": "website", "verified_on": date(2026, 1, 1)}),
        (PublicContract, {"buyer_name": "Dome", "source": "IUB", "source_key": "1"}),
    ],
)
def test_a_fact_is_recorded_when_it_comes_changes_and_goes(
    model: Any, fields: dict[str, Any]
) -> None:
    company = entries.organisation()
    expected = {("organisation", company.pk)}
    with Watch() as seen:
        fact = model.objects.create(organisation=company, **fields)
    assert seen == expected
    with Watch() as seen:
        fact.save()
    assert seen == expected
    with Watch() as seen:
        fact.delete()
    assert seen == expected


def test_an_id_that_two_sources_share_renames_both() -> None:
    one, other = entries.organisation("A"), entries.organisation("B")
    entries.known_as(one, "7", "first")
    with Watch() as seen:
        entries.known_as(other, "7", "second")
    assert seen == {("organisation", one.pk), ("organisation", other.pk)}


def test_a_label_takes_along_the_entries_of_the_term_and_of_those_below_it() -> None:
    health = entries.sector("health")
    hospitals = entries.sector("hospitals", parent=health)
    company = entries.organisation(sectors=[hospitals])
    tender = entries.need(sectors=[health])
    project = entries.reference(of=company, sector=hospitals)
    entries.organisation("Bez nozares")
    stamps = changes.vocabulary_stamps()
    with Watch() as seen:
        health.label_en = "Health and care"
        health.save()
    assert seen == {("organisation", company.pk), ("need", tender.pk), ("reference", project.pk)}
    assert changes.vocabulary_stamps() != stamps


def test_a_merge_is_announced_by_a_signal() -> None:
    term = entries.sector("health")
    company = entries.organisation(sectors=[term])
    with Watch() as seen:
        terms_changed.send(sender=Sector, pks={term.pk})
    assert seen == {("organisation", company.pk)}


def test_a_country_that_enters_a_group_takes_along_its_entries() -> None:
    finland, nordics = entries.market("fi"), entries.market("nordics", kind="group")
    company = entries.organisation(markets=[finland])
    with Watch() as seen:
        finland.groups.add(nordics)
    assert seen == {("organisation", company.pk)}
    with Watch() as seen:
        nordics.members.remove(finland)
    assert seen == {("organisation", company.pk)}


def test_deleting_rows_by_a_queryset_records_them_and_what_showed_them() -> None:
    company, partner = entries.organisation(), entries.organisation("Partneris")
    product = entries.solution(providers=[company, partner])
    project = entries.reference(of=company)
    with Watch() as seen:
        Organisation.objects.filter(pk=company.pk).delete()
    assert seen >= {
        ("organisation", company.pk),
        ("solution", product.pk),
        ("reference", project.pk),
    }
    with Watch() as seen:
        Solution.objects.all().delete()
    assert seen >= {("solution", product.pk), ("organisation", partner.pk)}


def test_a_draft_changes_nothing_before_it_is_published() -> None:
    company = entries.organisation()
    company.name_lv = "Melnraksts"
    revision = company.save_revision()
    with Watch() as seen:
        company.save_revision()
    with Watch() as seen:
        revision.publish()
    assert ("organisation", company.pk) in seen
    with Watch() as seen:
        Organisation.objects.get(pk=company.pk).unpublish()
    assert ("organisation", company.pk) in seen


@pytest.mark.django_db(transaction=True)
def test_scheduled_publishing_is_recorded() -> None:
    company = entries.organisation(live=False)
    company.go_live_at = timezone.now() - timedelta(minutes=1)
    company.save_revision(approved_go_live_at=company.go_live_at)
    with Watch() as seen:
        call_command("publish_scheduled")
    company.refresh_from_db()
    assert company.live
    assert ("organisation", company.pk) in seen


@pytest.mark.django_db(transaction=True)
def test_the_log_is_rolled_back_with_what_it_records() -> None:
    before = Change.objects.count()
    with transaction.atomic():
        entries.organisation("Nekad")
        assert Change.objects.count() > before
        transaction.set_rollback(True)
    assert not Organisation.objects.filter(name_lv="Nekad").exists()
    assert Change.objects.count() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("action", ["save", "publish", "unpublish", "delete"])
def test_an_entry_is_never_written_without_the_log(
    action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = entries.organisation()
    company.name_lv = "Pēc"
    revision = company.save_revision()

    def fail(*_: Any, **__: Any) -> int:
        raise RuntimeError("the log can't be written")

    monkeypatch.setattr(changes, "record", fail)
    steps = {
        "save": company.save,
        "publish": revision.publish,
        "unpublish": company.unpublish,
        "delete": company.delete,
    }
    with pytest.raises(RuntimeError):
        steps[action]()
    kept = Organisation.objects.get(pk=company.pk)
    assert kept.live
    assert kept.name_lv == "Datu nams"


def test_references_of_models_that_no_index_holds_are_refused() -> None:
    with pytest.raises(ValueError, match="no index"):
        changes.record("page", [1])
