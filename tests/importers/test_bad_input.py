from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from directory.catalogue.models import Organisation
from directory.importers.models import ImportRun
from directory.media.sheets import defused
from tests.importers.conftest import ORGANISATION, SOLUTION

pytestmark = pytest.mark.django_db

NEED = {"type": "need", "id": "n", "kind": "tender", "buyer": "B", "title": "T"}

BAD = [
    (b'{"type": "organisation", "id": "x", "name": "\xff"}', "is not UTF-8"),
    ('{"type": "organisation", "id": "x", ', "is not JSON"),
    ("[1, 2]", "is no JSON object"),
    ("null", "is no JSON object"),
    ({"id": "x"}, "type: is none of"),
    ({"type": ["organisation"], "id": "x"}, "type: is none of"),
    (ORGANISATION | {"id": 5}, "id: is no text"),
    (ORGANISATION | {"id": ""}, "id: "),
    ({"type": "organisation", "kind": "company", "name": "A"}, "id: is required"),
    (ORGANISATION | {"surprise": 1}, "surprise: is not a known key"),
    (ORGANISATION | {"name": {"de": "A"}}, "name.de: is not a known key"),
    (ORGANISATION | {"name": {"en": " "}}, "name: is empty"),
    (ORGANISATION | {"name": "a\x00b"}, "name.en: has the character U+0000"),
    ('{"type":"organisation","id":"x","kind":"company","name":"\\ud800"}', "is not JSON"),
    (ORGANISATION | {"description": "x" * 1_000_000}, "description: en: has 1000000 characters; at most 20000"),
    (ORGANISATION | {"founded": "1999"}, "founded: is no whole number"),
    (ORGANISATION | {"founded": True}, "founded: is no whole number"),
    (ORGANISATION | {"founded": 10**30}, "founded: "),
    (ORGANISATION | {"kind": "club"}, "kind: "),
    (ORGANISATION | {"country": "XX"}, "country: unknown term"),
    (ORGANISATION | {"country": "nordics"}, "country: 'nordics' is a group"),
    (ORGANISATION | {"cpv": ["72000000-4"]}, "cpv: unknown term '72000000-4'"),
    (ORGANISATION | {"sectors": "energy"}, "sectors: is no list"),
    (ORGANISATION | {"registration_number": "123"}, "registration_number: "),
    (ORGANISATION | {"website": "javascript:alert(1)"}, "website: "),
    (ORGANISATION | {"email": "nobody"}, "email: "),
    (ORGANISATION | {"funding": [{"year": 2020, "amount": "5"}]}, "funding.0.amount: is no number"),
    (ORGANISATION | {"source": "Bad Source"}, "source: "),
    (SOLUTION | {"providers": []}, "providers: "),
    (SOLUTION | {"providers": ["nobody"]}, "no organisation has the id 'nobody'"),
    (SOLUTION | {"providers": ["good"], "trl": 10}, "trl: "),
    (SOLUTION | {"providers": ["good"], "pillars": [4]}, "pillars.0: "),
    (NEED | {"budget_min": 5, "budget_max": 4}, "budget_max: lies below budget_min"),
    (NEED | {"published": "2026-02-30"}, "published: is no date"),
    (NEED | {"deadline": "soon"}, "deadline: is no moment"),
    (NEED | {"deadline": "9999-12-31T23:59-05:00"}, "deadline: "),
    (NEED | {"published": "2026-02-02", "deadline": "2026-01-01"}, "deadline: lies before"),
]  # fmt: skip


def test_each_bad_row_is_told_with_line_and_reason_and_good_rows_stay(catalogue, capsys):
    rows = [ORGANISATION | {"id": "good"}, *(row for row, _ in BAD), ORGANISATION | {"id": "last"}]
    assert len({str(row) for row in rows}) == len(rows)
    errors = catalogue.run(*rows)
    told = capsys.readouterr().err
    refused = {int(error.split(",")[0]) for error in errors}
    assert [BAD[line - 2] for line in range(2, len(BAD) + 2) if line not in refused] == []
    for number, (error, (_, reason)) in enumerate(zip(errors, BAD, strict=True), start=2):
        assert error.startswith(f"{number},"), error
        assert reason.replace('"', '""') in error, (error, reason)
        assert f"line {number}: " in told
    assert Organisation.objects.count() == 2


def test_an_id_counts_once_and_a_row_about_a_refused_one_is_refused(catalogue):
    errors = catalogue.run(
        ORGANISATION,
        ORGANISATION,
        ORGANISATION | {"id": "o2", "name": ""},
        SOLUTION | {"providers": ["o2"]},
    )
    assert "id: was on line 1 already" in errors[0]
    assert "organisation 'o2' was refused on line 3" in errors[2]


def test_a_byte_order_mark_and_blank_lines_do_no_harm(catalogue):
    assert catalogue.run(b"\xef\xbb\xbf" + json.dumps(ORGANISATION).encode(), b"", b"  ") == []


def test_a_file_that_ends_in_the_middle_keeps_what_was_whole(catalogue):
    catalogue.path.write_bytes(json.dumps(ORGANISATION).encode() + b'\n{"type": "organ')
    errors = catalogue.run()
    assert "the file ends in the middle of this line" in errors[0]
    assert Organisation.objects.count() == 1


def test_an_empty_file_is_a_fault(catalogue):
    catalogue.path.write_bytes(b"")
    assert catalogue.run() == ["1,,,the file is empty"]


def test_an_endless_line_is_refused_unread(catalogue):
    errors = catalogue.run(b'{"x": "' + b"a" * 5_000_000 + b'"}', ORGANISATION)
    assert "is longer than" in errors[0]
    assert Organisation.objects.count() == 1


def test_the_list_of_errors_is_safe_and_goes_when_all_is_well(catalogue):
    errors = catalogue.run(ORGANISATION | {"id": "=cmd|calc", "kind": "no"})
    assert errors[0].startswith("1,organisation,'=cmd|calc,")
    assert catalogue.run(ORGANISATION) == []
    for cell in ("=1", "+1", "-1", "@a", "\t=1", "\r"):
        assert defused(cell).startswith("'")
    assert defused("plain") == "plain"


def test_without_vocabularies_an_import_says_what_to_do_first(tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(ORGANISATION))
    with pytest.raises(CommandError, match="run load_vocabularies first"):
        call_command("import_catalogue", file)
    assert not ImportRun.objects.exists()
