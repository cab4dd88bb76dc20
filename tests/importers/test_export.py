from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from PIL import Image

from directory.catalogue.models import ExternalId, Organisation, Solution
from directory.importers.services.plans import MODELS
from directory.media.models import CatalogueImage
from directory.opendata.presenters.entries import public_entries
from search.indexing.relations import public_ids
from tests.importers.conftest import FULL, ORGANISATION, SOLUTION

pytestmark = pytest.mark.django_db


def exported(path, **options):
    call_command("export_catalogue", str(path), **options)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def empty():
    for model in reversed(MODELS.values()):
        model.objects.all().delete()
    ExternalId.objects.all().delete()


def test_what_was_exported_gives_the_same_lines_from_an_empty_site(catalogue, tmp_path):
    catalogue.run(*FULL, publish=True)
    first = tmp_path / "first.jsonl"
    lines = exported(first)
    assert {line["type"] for line in lines} == set(MODELS)
    by_type = {line["type"]: line for line in lines}
    for row in FULL:
        line = by_type[row["type"]]
        for key in row.keys() - {"description", "country", "cpv", "title", "deadline"}:
            value = (
                {"en": row[key]}
                if isinstance(line[key], dict) and isinstance(row[key], str)
                else row[key]
            )
            assert line[key] == value, key
    empty()
    call_command("import_catalogue", str(first), publish=True)
    second = tmp_path / "second.jsonl"
    assert exported(second) == lines
    assert first.read_bytes() == second.read_bytes()


def test_pictures_lie_beside_any_file_under_the_same_names(catalogue, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    for name, form in (("a.png", "PNG"), ("b.jpg", "JPEG")):
        Image.effect_noise((64, 48), 60).save(tmp_path / name, form)
    catalogue.run(ORGANISATION | {"logo": "a.png"}, SOLUTION | {"images": ["b.jpg"]}, publish=True)
    lines = exported(tmp_path / "first.jsonl")
    assert lines[0]["logo"]["path"] == f"images/{lines[0]['slug']}-logo.png"
    empty()
    CatalogueImage.objects.all().delete()
    call_command("import_catalogue", str(tmp_path / "first.jsonl"), publish=True)
    assert exported(tmp_path / "second.jsonl") == lines


def test_an_import_of_the_own_export_changes_nothing(catalogue, tmp_path):
    Organisation.objects.create(name_lv="Šeit radīts", kind="company")
    key = Organisation.objects.get().pk
    known = public_ids(Organisation, [key])
    path = tmp_path / "own.jsonl"
    (line,) = exported(path)
    # As the API called it before, and goes on to.
    assert (line["source"], line["id"]) == ("directory", known[key])
    assert public_ids(Organisation, [key]) == known
    assert line["name"] == {"lv": "Šeit radīts"}
    call_command("import_catalogue", str(path), publish=True)
    assert Organisation.objects.count() == 1
    assert exported(path) == [line]


@pytest.mark.parametrize("language", ["en", "lv"])
def test_what_a_form_cleaned_is_read_back_as_it_is(words, tmp_path, language):
    with translation.override(language):
        entry = Organisation(
            name_lv=" Divas  atstarpes ",
            description_lv="Pirmā rinda\r\n\r\nOtrā  rinda",
            kind="company",
        )
        entry.full_clean(exclude=["slug"])
        entry.save()
    (line,) = exported(tmp_path / "first.jsonl")
    assert line["name"] == {"lv": "Divas atstarpes"}
    empty()
    call_command("import_catalogue", str(tmp_path / "first.jsonl"), publish=True)
    assert exported(tmp_path / "second.jsonl") == [line]


def test_an_id_of_two_sources_is_written_with_its_source(catalogue, tmp_path):
    catalogue.run(
        ORGANISATION | {"source": "one"}, ORGANISATION | {"source": "two"}, SOLUTION | {"source": "two"}, publish=True
    )  # fmt: skip
    lines = exported(tmp_path / "a.jsonl")
    assert [line["id"] for line in lines] == ["one:o1", "two:o1", "s1"]
    assert lines[2]["providers"] == ["two:o1"]
    empty()
    call_command("import_catalogue", str(tmp_path / "a.jsonl"), publish=True)
    assert exported(tmp_path / "b.jsonl") == lines


def test_only_what_is_public_is_exported_unless_all_is_asked_for(catalogue, tmp_path):
    catalogue.run(*FULL)
    path = tmp_path / "a.jsonl"
    assert exported(path) == []
    assert len(exported(path, all=True)) == len(FULL)
    Solution.objects.update(live=True)
    assert exported(path) == []


def test_a_file_that_cannot_be_written_is_said(tmp_path, words):
    for path in (tmp_path, tmp_path / "none" / "a.jsonl"):
        with pytest.raises(CommandError):
            call_command("export_catalogue", str(path))


def test_rich_text_goes_along_without_other_html_and_control_characters(catalogue, tmp_path):
    written = "<p>A &#1;<b onclick='go()'>bo&#x7f;ld</b> word</p><script>go()</script>"
    catalogue.run(ORGANISATION | {"description": {"en": written}}, publish=True)
    kept = "<p>A <strong>bold</strong> word</p>"
    assert Organisation.objects.get().description_en == kept
    lines = exported(tmp_path / "first.jsonl")
    assert lines[0]["description"]["en"] == kept
    empty()
    call_command("import_catalogue", str(tmp_path / "first.jsonl"), publish=True)
    assert exported(tmp_path / "second.jsonl") == lines
    [told] = public_entries(Organisation, [Organisation.objects.get().pk])
    assert "A bold word" in json.dumps(told, default=str)
    assert "strong" not in json.dumps(told, default=str)


def test_an_id_that_two_sources_gave_one_entry_needs_no_source(catalogue, tmp_path):
    row = Organisation.objects.create(name_lv="Divreiz nosaukts", kind="company", live=True)
    for source in ("one", "two"):
        ExternalId.objects.create(entry=row, source=source, value="twice")
    (line,) = exported(tmp_path / "twice.jsonl")
    assert line["id"] == "twice" == public_ids(Organisation, [row.pk])[row.pk]
