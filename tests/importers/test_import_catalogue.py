from __future__ import annotations

import io
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from PIL import Image

from directory.catalogue.models import ExternalId, Organisation, Reference, RegisterRecord, Solution
from directory.importers.models import ImportConflict, ImportRecord, ImportRun
from directory.media.models import CatalogueImage
from directory.needs.models import Need
from directory.taxonomy.models import Technology
from search.models import Change
from tests.importers.conftest import FULL, ORGANISATION, SOLUTION

pytestmark = pytest.mark.django_db


def test_every_key_arrives_in_any_order_of_rows(catalogue):
    assert catalogue.run(*FULL, publish=True) == []
    solution = Solution.objects.get()
    assert (solution.name_en, solution.name_lv, solution.tagline_lv) == ("Grid", "Tīkls", None)
    assert solution.pillars == [1, 3]
    assert solution.live
    assert solution.providers.get().register.registration_number == "40003052786"
    assert {item.slug for item in solution.markets.all()} == {"ee", "nordics"}
    assert solution.datasets.get().publisher_name_en == "Some office"
    assert Organisation.objects.get().funding.get().amount == 100000.5
    assert Reference.objects.get().solution == solution
    need = Need.objects.get()
    assert (need.settled, need.buyer_name, need.deadline.isoformat()) == (
        "awarded",
        "Some ministry",
        "2026-02-03T08:00:00+00:00",
    )
    assert set(Change.objects.exclude(type="vocabulary").values_list("type", flat=True)) == {
        "organisation",
        "solution",
        "reference",
        "dataset",
        "need",
    }


def test_importing_again_changes_nothing(catalogue):
    catalogue.run(*FULL, publish=True)
    changes = Change.objects.count()
    assert catalogue.run(publish=True) == []
    run = ImportRun.objects.latest("pk")
    assert (run.created, run.updated, run.unchanged, run.bad) == (0, 0, len(FULL), 0)
    assert run.finished
    assert len(run.sha256) == 64
    assert Change.objects.count() == changes


def test_a_changed_row_updates_its_entry_and_keeps_staff_edits(catalogue):
    row = ORGANISATION | {"city": "Rīga", "website": "https://a.example"}
    catalogue.run(row, publish=True)
    organisation = Organisation.objects.get()
    organisation.city = "Liepāja"
    organisation.save()

    catalogue.run(row | {"website": "https://b.example"}, publish=True)
    organisation.refresh_from_db()
    assert (organisation.city, organisation.website) == ("Liepāja", "https://b.example")
    assert not ImportConflict.objects.exists()

    catalogue.run(row | {"city": "Ventspils"}, publish=True)
    organisation.refresh_from_db()
    assert organisation.city == "Liepāja"
    conflict = ImportConflict.objects.get()
    assert (conflict.field, conflict.version, conflict.imported, conflict.kept) == (
        "city",
        "live",
        "Ventspils",
        "Liepāja",
    )


def test_changes_reach_a_pending_draft_that_did_not_touch_them(catalogue):
    row = ORGANISATION | {"city": "Rīga", "website": "https://a.example", "sectors": ["energy"]}
    catalogue.run(row, publish=True)
    organisation = Organisation.objects.get()
    draft = organisation.get_latest_revision_as_object()
    draft.city = "Liepāja"
    draft.save_revision()

    catalogue.run(
        row | {"city": "Ventspils", "website": "https://b.example", "sectors": ["health"]},
        publish=True,
    )
    organisation.refresh_from_db()
    assert (organisation.city, organisation.website) == ("Ventspils", "https://b.example")
    draft = organisation.get_latest_revision_as_object()
    assert (draft.city, draft.website) == ("Liepāja", "https://b.example")
    assert [sector.slug for sector in draft.sectors.all()] == ["health"]
    assert organisation.has_unpublished_changes
    assert ImportConflict.objects.get().version == "draft"


def test_the_next_edit_of_a_published_entry_starts_from_the_imported_values(catalogue):
    catalogue.run(ORGANISATION | {"city": "Rīga"}, publish=True)
    organisation = Organisation.objects.get()
    organisation.save_revision().publish()
    catalogue.run(ORGANISATION | {"city": "Ventspils"}, publish=True)
    organisation.refresh_from_db()
    assert organisation.get_latest_revision_as_object().city == "Ventspils"
    assert organisation.live_revision_id == organisation.latest_revision_id
    assert not organisation.has_unpublished_changes


def test_drafts_wait_until_they_are_published(catalogue):
    catalogue.run(ORGANISATION)
    organisation = Organisation.objects.get()
    assert not organisation.live
    assert organisation.has_unpublished_changes
    assert organisation.get_latest_revision_as_object() == organisation
    catalogue.run(publish=True)
    organisation.refresh_from_db()
    assert organisation.live
    assert organisation.first_published_at
    organisation.unpublish()
    catalogue.run(publish=True)
    organisation.refresh_from_db()
    assert not organisation.live


def test_a_first_edit_of_an_imported_draft_can_be_published(catalogue):
    catalogue.run(ORGANISATION)
    draft = Organisation.objects.get().get_latest_revision_as_object()
    draft.city = "Rīga"
    draft.save_revision().publish()
    assert Organisation.objects.get(live=True).city == "Rīga"


def test_a_dry_run_reports_the_same_and_writes_nothing(catalogue, capsys):
    rows = (
        *FULL,
        SOLUTION | {"id": "s2", "technologies": ["new-thing"]},
        SOLUTION | {"id": "s3", "providers": ["x"]},
    )
    dry = catalogue.run(*rows, dry_run=True, create_terms=True)
    told = capsys.readouterr().out
    for model in (Organisation, Solution, ExternalId, ImportRun, ImportRecord):
        assert not model.objects.exists()
    assert not Change.objects.exclude(type="vocabulary").exists()
    assert catalogue.run(create_terms=True) == dry
    assert capsys.readouterr().out == told


def test_terms_are_created_only_when_asked(catalogue):
    row = ORGANISATION | {"technologies": ["gis", "quantum-computing"]}
    assert "technologies: unknown term 'quantum-computing'" in catalogue.run(row)[0]
    assert not Organisation.objects.exists()
    assert catalogue.run(row, create_terms=True) == []
    created = Technology.objects.get(slug="quantum-computing")
    assert (created.label_en, created.label_lv) == ("Quantum computing", "Quantum computing")
    assert (
        "unknown term"
        in catalogue.run(ORGANISATION | {"id": "o2", "cpv": ["99999999"]}, create_terms=True)[0]
    )


def test_ids_are_found_in_the_same_source_first_then_with_it_then_anywhere(catalogue):
    catalogue.run(
        ORGANISATION | {"source": "one"}, ORGANISATION | {"source": "two", "name": "Beta"}
    )
    assert "several sources" in catalogue.run(SOLUTION | {"source": "three"})[0]
    assert catalogue.run(
        SOLUTION | {"source": "two"},
        SOLUTION | {"source": "three", "providers": ["one:o1"]},
        SOLUTION | {"id": "two:s9", "source": "two"},
    ) == []  # fmt: skip
    names = [str(solution.providers.get()) for solution in Solution.objects.order_by("pk")]
    assert names == ["Beta", "Alpha", "Beta"]
    assert ExternalId.objects.filter(value="s9", source="two").exists()


def test_another_source_adopts_the_organisation_of_the_same_registration_number(catalogue):
    row = ORGANISATION | {"registration_number": "40003052786"}
    catalogue.run(row, source="one")
    assert catalogue.run(row | {"id": "z", "city": "Rīga", "name": "Alpha Ltd"}, source="two") == []
    organisation = Organisation.objects.get()
    assert (organisation.city, organisation.name_en) == ("Rīga", "Alpha")
    assert ImportConflict.objects.get().field == "name_en"
    assert organisation.external_ids.count() == 2
    errors = catalogue.run(row | {"id": "y"}, source="two")
    assert "belongs to another organisation" in errors[0]


def test_slugs_stay_unique_and_old_ones_lead_on(catalogue):
    catalogue.run(
        ORGANISATION, ORGANISATION | {"id": "o2"}, ORGANISATION | {"id": "o3", "slug": "mine"}
    )
    assert list(Organisation.objects.order_by("pk").values_list("slug", flat=True)) == [
        "alpha",
        "alpha-2",
        "mine",
    ]
    catalogue.run(ORGANISATION | {"id": "o3", "slug": "yours"})
    assert Organisation.objects.get(slug="yours").slug_aliases.get().slug == "mine"
    assert (
        "belongs to another entry" in catalogue.run(ORGANISATION | {"id": "o4", "slug": "alpha"})[0]
    )


def picture(path, **options):
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(buffer, **options)
    path.write_bytes(buffer.getvalue())


def test_pictures_are_stored_once_without_metadata(catalogue, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    exif = Image.Exif()
    exif[0x0110] = "Camera"
    picture(tmp_path / "a.jpg", format="JPEG", exif=exif)
    row = SOLUTION | {"images": [{"path": "a.jpg", "alt": {"en": "Red", "lv": "Sarkans"}}]}
    assert (
        catalogue.run(
            ORGANISATION | {"logo": {"path": "a.jpg", "alt": {"en": "Red", "lv": "Sarkans"}}}, row
        )
        == []
    )
    image = CatalogueImage.objects.get()
    assert (image.alt_en, image.alt_lv) == ("Red", "Sarkans")
    with Image.open(image.file.open()) as stored:
        assert not stored.getexif()
    assert Solution.objects.get().images.get().image == Organisation.objects.get().logo == image
    assert catalogue.run() == []
    assert CatalogueImage.objects.count() == 1
    assert ImportRun.objects.latest("pk").unchanged == 2


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../a.png", "outside the folder"),
        ("/etc/passwd", "outside"),
        ("no.png", "no file"),
        ("text.png", "not a complete image"),
        ("cut.png", "not a complete image"),
    ],
)
def test_a_bad_picture_refuses_its_row(catalogue, tmp_path, name, reason):
    picture(tmp_path / "whole.png", format="PNG")
    (tmp_path / "cut.png").write_bytes((tmp_path / "whole.png").read_bytes()[:60])
    (tmp_path / "text.png").write_text("no picture")
    errors = catalogue.run(ORGANISATION, SOLUTION | {"images": [name]})
    assert "images.0" in errors[0]
    assert reason in errors[0]
    assert Organisation.objects.exists()


def test_a_row_the_database_refuses_does_not_take_the_others_along(catalogue):
    import directory.importers.services.writing as writing

    def refuse(*, model, rows, live, create=writing.create_entries):
        if any(row.columns.get("name_en") == "Bad" for row in rows):
            raise IntegrityError("no")
        return create(model=model, rows=rows, live=live)

    with patch.object(writing, "create_entries", refuse):
        errors = catalogue.run(
            ORGANISATION, ORGANISATION | {"id": "o2", "name": "Bad"}, SOLUTION | {"providers": ["o2"]},
            ORGANISATION | {"id": "o3", "technologies": ["made-up"]}, create_terms=True,
        )  # fmt: skip
    assert ["the database refuses it" in errors[0], "was refused on line 2" in errors[1]] == [
        True,
        True,
    ]
    assert list(Organisation.objects.order_by("pk").values_list("slug", flat=True)) == [
        "alpha",
        "alpha-2",
    ]
    assert Technology.objects.filter(slug="made-up").exists()


def test_what_is_no_file_is_said(tmp_path, words):
    for path in (tmp_path, tmp_path / "none.jsonl"):
        with pytest.raises(CommandError, match="no file"):
            call_command("import_catalogue", str(path))


def test_register_facts_live_outside_drafts(catalogue):
    catalogue.run(ORGANISATION | {"registration_number": "40003052786", "legal_name": "Alpha SIA"})
    catalogue.run(ORGANISATION | {"registration_number": "40003052786", "legal_name": "Alpha AS"})
    record = RegisterRecord.objects.get()
    assert record.legal_name == "Alpha AS"
