# ruff: noqa: E501
from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from directory.importers.sources import ocds
from directory.needs.models import Need

RELEASE: dict[str, Any] = {
    "ocid": "ocds-abc-1", "id": "r1", "date": "2026-03-01T09:00:00Z", "tag": ["tender"], "language": "lv",
    "initiationType": "tender",
    "parties": [{
        "id": "LV-1", "name": 'SIA "Pasūtītājs"', "roles": ["buyer"],
        "identifier": {"scheme": "LV-RE", "id": "40003052786"}, "address": {"countryName": "Latvia"},
        "contactPoint": {"name": "Jānis Bērziņš", "email": "janis@example.org"},
    }],
    "buyer": {"id": "LV-1", "name": "Pasūtītājs"},
    "tender": {
        "id": "t1", "title": "Rindu sistēma", "title_en": "Queue system", "description": "Apraksts", "status": "active",
        "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "72000000"},
                   "additionalClassifications": [{"scheme": "CPV", "id": "48000000-8"}]}],
        "value": {"amount": 1000.5, "currency": "EUR"}, "minValue": {"amount": 10},
        "tenderPeriod": {"endDate": "2026-04-01T10:00:00+03:00"},
        "documents": [{"id": "1", "documentType": "tenderNotice", "url": "https://n.example/1"}],
    },
}  # fmt: skip


def package(*releases: Any, **more: Any) -> dict[str, Any]:
    return {"uri": "https://n.example/p", "version": "1.1", "releases": list(releases), **more}


def later(tag: str, day: int, **parts: Any) -> dict[str, Any]:
    return {"ocid": "ocds-abc-1", "id": f"r{day}", "date": f"2026-03-{day:02}T09:00:00Z", "tag": [tag], "language": "lv"} | parts  # fmt: skip


@pytest.fixture
def bring(tmp_path, words, capsys):
    def bring(data: Any) -> str:
        path = tmp_path / "package.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        try:
            call_command("import_needs", str(path))
        except CommandError:
            return capsys.readouterr().err
        return ""

    return bring


@pytest.mark.django_db
def test_a_release_becomes_a_need(bring):
    assert bring(package(RELEASE)) == ""
    need = Need.objects.get()
    assert (need.kind, need.title_lv, need.title_en, need.source_url) == (
        "tender",
        "Rindu sistēma",
        "Queue system",
        "https://n.example/1",
    )
    assert (str(need.budget_min), str(need.budget_max)) == ("10.00", "1000.50")
    assert need.deadline.isoformat() == "2026-04-01T07:00:00+00:00"
    assert sorted(need.cpv.values_list("slug", flat=True)) == ["48000000", "72000000"]
    assert need.buyer.register.registration_number == "40003052786"
    assert "Bērziņš" not in str(need.external_ids.get().record.content)
    assert need.external_ids.get().source == "ocds"


@pytest.mark.django_db
def test_releases_merge_in_the_order_of_their_dates(bring):
    plan = later("planning", 1, planning={"budget": {"amount": {"amount": 7, "currency": "EUR"}}})
    moved = later(
        "tenderAmendment", 9, tender={"tenderPeriod": {"endDate": "2026-05-01T10:00:00Z"}}
    )
    bring(package(moved, RELEASE | {"date": "2026-03-05T00:00:00Z"}, plan))
    need = Need.objects.get()
    assert (need.deadline.month, need.kind, need.settled) == (5, "tender", "")
    award = later("award", 20, buyer=RELEASE["buyer"], tender={"title": "Rindu sistēma", "documents": RELEASE["tender"]["documents"]}, awards=[{"id": "a", "status": "active"}])  # fmt: skip
    assert bring(package(award)) == ""
    need = Need.objects.get()
    assert (need.settled, need.deadline.month, str(need.budget_max)) == ("awarded", 5, "1000.50")
    bring(package(RELEASE))
    assert Need.objects.get().settled == "awarded"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ({"tag": ["tenderCancellation"], "tender": {"status": "cancelled"}}, "cancelled"),
        ({"tag": ["tender"], "tender": {"status": "withdrawn"}}, "cancelled"),
        ({"tag": ["tender"], "tender": {"status": "unsuccessful"}}, "closed"),
        ({"tag": ["awardCancellation"], "awards": [{"id": "1", "status": "cancelled"}]}, "closed"),
    ],
)
def test_cancellation_and_failure_settle_the_need(bring, parts, status):
    assert bring(package(RELEASE, later("x", 9) | parts)) == ""
    assert Need.objects.get().status == status


@pytest.mark.django_db
def test_records_are_read_with_their_releases_or_compiled(bring):
    compiled = RELEASE | {"tag": ["compiled"], "ocid": "ocds-abc-2"}
    links = [{"url": "https://x.example", "date": "2026-01-01T00:00:00Z", "tag": ["tender"]}]
    records = [
        {"ocid": "ocds-abc-1", "releases": [RELEASE]},
        {"ocid": "ocds-abc-2", "releases": links, "compiledRelease": compiled},
    ]
    assert bring({"version": "1.1", "uri": "https://n.example/r", "records": records}) == ""
    assert Need.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ocid": 5}, "ocid: is required"),
        ({"date": "soon"}, "date: 'soon' is no moment"),
        ({"date": "2026-03-01T09:00:00"}, "has no time zone"),
        ({"language": "ro", "tender": RELEASE["tender"] | {"title_en": ""}}, "has no title in Latvian or English; its language is 'ro'"),
        ({"buyer": {}, "parties": []}, "buyer.name: is required"),
        ({"tender": RELEASE["tender"] | {"value": {"amount": "x"}}}, "budget_max: 'x' is no number"),
        ({"tender": RELEASE["tender"] | {"tenderPeriod": {"endDate": "x"}}}, "endDate: 'x' is no moment"),
        ({"tender": RELEASE["tender"] | {"classification": {"scheme": "CPV", "id": "72000000-1"}}}, "the check digit is wrong"),
    ],
)  # fmt: skip
def test_a_bad_release_is_told_and_the_others_stay(bring, change, reason):
    good = copy.deepcopy(RELEASE) | {"ocid": "ocds-abc-9"}
    told = bring(package(RELEASE | change, good))
    assert reason in told
    assert Need.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (package(version="2.0"), "version '2.0'"),
        ({"version": "1.1", "releases": {}}, "is no list"),
        (package(), "holds no needs"),
        ("{" * 3000, "is not JSON"),
    ],
)
def test_a_package_of_another_kind_is_refused(bring, data, reason):
    assert reason in bring(data)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["ocid", "date", "tag", "tender", "buyer", "name", "title", "awards", "status", "releases", "records", "planning", "budget", "documents", "items", "id"]), inner, max_size=4), max_leaves=10))  # fmt: skip
def test_any_json_is_a_package_or_refused(data):
    if not ocds.is_package(data):
        return
    try:
        found = list(ocds.procedures(data))
    except ocds.FileFaultError:
        return
    for number, release in found:
        try:
            assert ocds.procedure(number, release).need["id"]
        except ValueError:
            continue


@pytest.mark.django_db
def test_codes_that_a_spreadsheet_made_numbers_of_are_read(bring):
    for number, code in enumerate((72000000, 72000000.0, "72000000.0", "72000000-5"), start=1):
        item = {"id": "1", "classification": {"scheme": "CPV", "id": code}}
        release = RELEASE | {"ocid": f"ocds-abc-{number}", "tender": RELEASE["tender"] | {"items": [item]}}  # fmt: skip
        assert bring(package(release)) == ""
        need = Need.objects.latest("pk")
        assert [row.slug for row in need.cpv.all()] == ["72000000"]


@pytest.mark.django_db
def test_an_award_that_repeats_no_codes_keeps_them_and_a_contract_alone_is_told(bring):
    assert bring(package(RELEASE)) == ""
    before = [row.slug for row in Need.objects.get().cpv.all()]
    assert before
    awards = [{"id": "a1", "status": "active"}]
    tender = {"id": "t", "title": RELEASE["tender"]["title"]}
    assert bring(package(later("award", 20, tender=tender, awards=awards, buyer=RELEASE["buyer"]))) == ""  # fmt: skip
    need = Need.objects.get()
    assert need.settled == "awarded"
    assert [row.slug for row in need.cpv.all()] == before
    said = bring(package(later("contract", 25, buyer=RELEASE["buyer"], contracts=[{"id": "c"}])))
    assert "tells of a contract alone" in said


@pytest.mark.django_db
def test_a_key_named_twice_is_refused_as_a_whole(bring):
    text = json.dumps(package(RELEASE)).replace('"language"', '"date": "2026-01-01", "language"', 1)
    assert "names the key 'date' twice" in bring(text)
    assert not Need.objects.exists()
