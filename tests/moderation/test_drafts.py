"""Drafts keep each language apart, leave facts alone, follow merged terms, and commit as a whole."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from wagtail.models import Revision
from wagtail.signals import published, unpublished

from directory.catalogue.models import Organisation, SlugAlias, SolutionImage
from directory.media.models import CatalogueImage
from directory.taxonomy.models import Sector, Technology
from tests.catalogue.factories import organisation, reference, solution, technology, term

pytestmark = pytest.mark.django_db
LANGUAGES = ["en", "lv"]


def columns(pk: int) -> dict:
    return Organisation.objects.filter(pk=pk).values("name_en", "name_lv", "tagline_lv").get()


@pytest.mark.parametrize("active", LANGUAGES)
@pytest.mark.parametrize("written", LANGUAGES)
def test_a_fallback_is_never_stored_as_a_translation(active, written):
    other = {"en": "lv", "lv": "en"}[written]
    with translation.override(active):
        row = Organisation(**{f"name_{written}": "Tīkls", "tagline_lv": "Dati visiem"})
        row.full_clean()
        row.save()
        row = Organisation.objects.get(pk=row.pk)
        revision = row.save_revision()
        assert "name" not in revision.content
        assert revision.as_object().name == "Tīkls"
        revision.publish()
        Organisation.objects.get(pk=row.pk).full_clean()
    stored = columns(row.pk)
    assert stored[f"name_{written}"] == "Tīkls"
    assert not stored[f"name_{other}"]
    assert stored["tagline_lv"] == "Dati visiem"


@pytest.mark.parametrize("active", LANGUAGES)
def test_an_old_revision_with_an_original_fills_no_language(active):
    row = organisation(name_en="", name_lv="Tīkls")
    revision = row.save_revision()
    revision.content = {"name": "Tīkls"} | revision.content
    del revision.content["name_en"]
    revision.save()
    with translation.override(active):
        revision.publish()
    assert not columns(row.pk)["name_en"]


@pytest.mark.parametrize("active", LANGUAGES)
def test_an_entry_in_one_language_is_valid_and_shown_with_it(active):
    with translation.override(active):
        row = Organisation(name_lv="Tīkls")
        row.full_clean()
        row.save()
        assert str(row) == "Tīkls"
        assert row.text("name") == ("Tīkls", "lv")


@pytest.mark.parametrize("active", LANGUAGES)
def test_an_entry_without_a_name_is_refused_by_form_and_database(active):
    with translation.override(active):
        with pytest.raises(ValidationError) as error:
            Organisation().full_clean()
        assert set(error.value.message_dict) == {"name_en"}
        for empty in (None, ""):
            with pytest.raises(IntegrityError), transaction.atomic():
                Organisation(slug="x", name_en=empty, name_lv=empty).save()


def test_publishing_an_old_draft_leaves_register_facts_alone():
    row = organisation(number="40003052786")
    row.tagline_en = "From the draft"
    revision = row.save_revision()
    assert "register" not in revision.content
    row.register.legal_name = "New name, SIA"
    row.register.status = "closed"
    row.register.save()
    revision.publish()
    row = Organisation.objects.get(pk=row.pk)
    assert row.tagline_en == "From the draft"
    assert (row.register.legal_name, row.register.status) == ("New name, SIA", "closed")
    assert row.register.registration_number == "40003052786"


def test_a_draft_resolves_merged_terms_on_load_and_on_publish():
    end, middle, start, other = (technology() for _ in range(4))
    sector, old_sector = term(Sector), term(Sector)
    row = organisation()
    row.technologies = [start, end, other]
    revision = row.save_revision()
    case = reference(sector=old_sector)
    case_revision = case.save_revision()
    Technology.objects.filter(pk=start.pk).update(merged_into=middle)
    Technology.objects.filter(pk=middle.pk).update(merged_into=end)
    Sector.objects.filter(pk=old_sector.pk).update(merged_into=sector)
    loaded = Organisation.objects.get(pk=row.pk).get_latest_revision_as_object()
    assert set(loaded.technologies.all()) == {end, other}
    revision.publish()
    case_revision.publish()
    assert set(Organisation.objects.get(pk=row.pk).technologies.all()) == {end, other}
    case.refresh_from_db()
    assert case.sector == sector


def test_a_draft_with_a_term_that_is_gone_still_opens():
    sector = term(Sector)
    row = reference()
    row.sector = sector
    revision = row.save_revision()
    sector.delete()
    assert revision.as_object().sector is None


def test_two_drafts_that_want_one_slug():
    first, second = organisation(slug="one"), organisation(slug="two")
    first.slug = "wanted"
    first_draft = first.save_revision()
    second.slug = "wanted"
    second_draft = second.save_revision()
    first_draft.publish()
    second_draft.publish()
    slugs = Organisation.objects.filter(pk__in=[first.pk, second.pk]).order_by("pk")
    assert list(slugs.values_list("slug", flat=True)) == ["wanted", "wanted-2"]


def test_a_changed_slug_lives_on_as_an_alias():
    row = organisation(slug="old")
    row.slug = "new"
    assert not SlugAlias.objects.exists()
    row.save_revision().publish()
    alias = SlugAlias.objects.get()
    assert (alias.slug, alias.entry) == ("old", Organisation.objects.get(pk=row.pk))


class RefusedError(Exception):
    """What a receiver raises."""


@contextmanager
def failing():
    def fail(**_kwargs):
        raise RefusedError

    for signal in (published, unpublished):
        signal.connect(fail)
    with pytest.raises(RefusedError):
        yield
    for signal in (published, unpublished):
        signal.disconnect(fail)


def test_a_failing_receiver_takes_the_publication_back():
    row = organisation(tagline_en="Old")
    row.tagline_en = "New"
    revision = row.save_revision()
    with failing():
        revision.publish()
    row = Organisation.objects.get(pk=row.pk)
    assert row.tagline_en == "Old"
    assert row.has_unpublished_changes
    with failing():
        row.unpublish()
    assert Organisation.objects.get(pk=row.pk).live


def scheduled(row: Organisation) -> Revision:
    row.go_live_at = timezone.now() + timedelta(hours=1)
    revision = row.save_revision()
    revision.publish()
    Revision.objects.filter(pk=revision.pk).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1),
        content=revision.content
        | {"go_live_at": (timezone.now() - timedelta(minutes=1)).isoformat()},
    )
    return revision


def test_scheduled_publication_is_one_transaction():
    row = organisation(tagline_en="Old")
    row.tagline_en = "New"
    scheduled(row)
    with failing():
        call_command("publish_scheduled")
    assert Organisation.objects.get(pk=row.pk).tagline_en == "Old"


def test_scheduled_publication_and_expiry():
    row = organisation(tagline_en="Old")
    row.tagline_en = "New"
    scheduled(row)
    gone = organisation(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert Organisation.objects.get(pk=row.pk).tagline_en == "New"
    assert not Organisation.objects.get(pk=gone.pk).live


def test_deleting_takes_drafts_and_aliases_along():
    row = organisation(slug="old")
    row.slug = "new"
    row.save_revision().publish()
    Organisation.objects.all().delete()
    assert not Revision.objects.exists()
    assert not SlugAlias.objects.exists()


def test_relations_of_a_draft_stay_in_the_draft():
    first, second = organisation(), organisation()
    row = solution(providers=[first])
    row.providers = [second]
    revision = row.save_revision()
    assert list(type(row).objects.get(pk=row.pk).providers.all()) == [first]
    revision.publish()
    assert list(type(row).objects.get(pk=row.pk).providers.all()) == [second]


def test_a_draft_forgets_a_picture_that_is_gone_and_asks_once_for_all(
    django_assert_max_num_queries,
):
    entry = solution()
    images = [
        CatalogueImage.objects.create(title=str(number), width=1, height=1, file="x.png")
        for number in range(20)
    ]
    entry.images.set([SolutionImage(image=image, sort_order=image.pk) for image in images])
    revision = entry.save_revision()
    kept = [image.pk for image in images[1:]]
    CatalogueImage.objects.filter(pk=images[0].pk).delete()
    with django_assert_max_num_queries(8):
        draft = revision.as_object()
        assert [row.image_id for row in draft.images.all()] == kept
