"""A public body freezes what matches its need; what changes afterwards changes nothing on the list."""

from __future__ import annotations

import csv
import io
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation
from openpyxl import load_workbook
from pypdf import PdfReader

from directory.accounts.choices import Role
from directory.accounts.services.people import export_account
from directory.buyers.models import Decision, Shortlist, ShortlistEntry
from directory.buyers.presenters.files import as_csv, as_pdf, as_xlsx
from directory.buyers.presenters.shortlist import present_shortlist
from directory.buyers.services import freeze as freezing
from directory.buyers.services.decide import decide
from directory.buyers.services.freeze import digest_of, freeze
from tests.accounts.people import member, person
from tests.needs.procedures import body, company

pytestmark = pytest.mark.django_db


def frozen(city: dict[str, Any], **fields: Any) -> Shortlist:
    """Return the shortlist of the city's need."""
    values = {"need": city["need"], "token": uuid.uuid4()}
    return freeze(organisation=city["body"], by=city["person"], **(values | fields))


def first(shortlist: Shortlist) -> ShortlistEntry:
    return shortlist.entries.select_related("shortlist__organisation").get(position=1)


def test_a_list_stays_as_it_was(city: dict[str, Any]) -> None:
    shortlist = frozen(city)
    names = [str(one.name) for one in present_shortlist(shortlist).entries]
    city["firm"].name_en = "Renamed"
    city["firm"].save()
    city["product"].delete()
    city["need"].delete()
    shortlist = Shortlist.objects.select_related("made_by").get(pk=shortlist.pk)
    view = present_shortlist(shortlist)
    assert [str(one.name) for one in view.entries] == names
    assert {"=Rindo", "Pusdienlapa"} <= set(names)
    assert view.need_title.text == "Skolēnu ēdināšanas uzskaites sistēma"
    assert digest_of(shortlist) == shortlist.digest


def test_reasons_and_gaps_are_kept_in_both_languages(city: dict[str, Any]) -> None:
    shortlist = frozen(city)
    english = present_shortlist(shortlist).entries[0]
    with translation.override("lv"):
        latvian = present_shortlist(shortlist).entries[0]
    assert [one.points for one in english.reasons]
    assert str(english.reasons[0].label) != str(latvian.reasons[0].label)
    assert english.url.startswith("/en/") and latvian.url.startswith("/lv/")
    assert english.score == pytest.approx(
        sum(one["points"] for one in first(shortlist).reasons), abs=0.1
    )


def test_a_described_need_is_frozen_too(city: dict[str, Any]) -> None:
    shortlist = frozen(
        city, need=None, text="skoleniem pusdienu ēdināšanas uzskaite", lang="lv", cpv=["48000000"]
    )
    assert shortlist.need is None
    assert shortlist.title == "skoleniem pusdienu ēdināšanas uzskaite"
    assert shortlist.demand["cpv"][0]["slug"] == "48000000"
    assert shortlist.entries.exists()


def test_the_same_form_freezes_once(city: dict[str, Any]) -> None:
    token = uuid.uuid4()
    assert frozen(city, token=token) == frozen(city, token=token)
    assert Shortlist.objects.count() == 1


def test_what_cannot_be_frozen_is_said(city: dict[str, Any], monkeypatch: Any) -> None:
    with pytest.raises(ValidationError, match="Choose a need"):
        frozen(city, need=None)
    with pytest.raises(ValidationError, match="Nothing in the directory"):
        frozen(city, need=None, text="zzqqxx vvkkww")
    monkeypatch.setattr(freezing, "MOST_A_DAY", 1)
    frozen(city)
    with pytest.raises(ValidationError, match="within a day"):
        frozen(city)


def test_only_a_public_bodys_team_freezes_and_decides(city: dict[str, Any]) -> None:
    firm, keeper = company("firm@example.org")
    _other, stranger = body("other@example.org")
    token = uuid.uuid4()
    with pytest.raises(PermissionDenied):
        freeze(organisation=firm, by=keeper, need=city["need"], token=token)
    with pytest.raises(PermissionDenied):
        freeze(organisation=city["body"], by=stranger, need=city["need"], token=token)
    entry = first(frozen(city))
    with pytest.raises(PermissionDenied):
        decide(entry=entry, verdict="in", reason="x", by=stranger)
    colleague = member(city["body"], "colleague@example.org", Role.EDITOR)
    assert decide(entry=entry, verdict="in", reason="Has done it", by=colleague).by == colleague


def test_a_later_decision_stands_beside_the_earlier_one(city: dict[str, Any]) -> None:
    shortlist = frozen(city)
    entry, by = first(shortlist), city["person"]
    decide(entry=entry, verdict="in", reason="Has done it", by=by)
    decide(entry=entry, verdict="in", reason=" Has done it ", by=by)
    decide(entry=entry, verdict="out", reason="Closed since", by=by)
    view = present_shortlist(shortlist)
    assert [one.reason for one in view.entries[0].decisions] == ["Closed since", "Has done it"]
    assert view.counts["out"] == 1 and view.undecided == len(view.entries) - 1
    for verdict, reason in (("in", "  "), ("maybe", "x"), ("in", "a\x00b")):
        with pytest.raises(ValidationError):
            decide(entry=entry, verdict=verdict, reason=reason, by=by)
    assert Decision.objects.count() == 2


def test_no_decision_without_end(city: dict[str, Any]) -> None:
    entry = first(frozen(city))
    for number in range(50):
        decide(entry=entry, verdict="in", reason=str(number), by=city["person"])
    with pytest.raises(ValidationError, match="too often"):
        decide(entry=entry, verdict="in", reason="more", by=city["person"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("card", {"name": "plain"}),
        ("reasons", [{"kind": "cpv"}]),
        ("gaps", [{"kind": "cpv", "label": {"de": "?"}}]),
    ],
)
def test_json_of_another_shape_is_refused(city: dict[str, Any], field: str, value: Any) -> None:
    entry = first(frozen(city))
    setattr(entry, field, value)
    with pytest.raises(ValidationError) as caught:
        entry.full_clean()
    assert field in caught.value.message_dict


def test_files_hold_the_list_and_no_formula(city: dict[str, Any]) -> None:
    shortlist = frozen(city)
    decide(entry=first(shortlist), verdict="in", reason='=HYPERLINK("http://x")', by=city["person"])
    view = present_shortlist(shortlist)
    rows = list(csv.reader(io.StringIO(as_csv(view).decode("utf-8-sig"))))
    assert len(rows) == len(view.entries) + 1
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    assert all(row[-1].startswith("http") for row in rows[1:])
    provided = rows[0].index("Provided by")
    solution = next(row for row in rows if row[3] == "Pusdienlapa")
    assert (solution[provided - 1], solution[provided]) == ("", "'=Rindo 40003000642")
    book = load_workbook(io.BytesIO(as_xlsx(view)))
    sheet, about = book.worksheets
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["D"].width >= len("Pusdienlapa")
    assert about["B1"].value == shortlist.title
    said = [cell.value for row in about.iter_rows() for cell in row]
    assert shortlist.digest in said
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == '=HYPERLINK("http://x")' for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)
    with translation.override("lv"):
        reader = PdfReader(io.BytesIO(as_pdf(present_shortlist(shortlist))))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "Skolēnu ēdināšanas uzskaites sistēma" in text
    assert "Ēdnīca" in text and shortlist.digest[:40] in text
    assert reader.trailer["/Root"]["/Lang"] == "lv"
    assert reader.metadata is not None and reader.metadata.title == shortlist.title
    assert reader.outline


def test_what_a_person_decided_is_exported_and_outlives_the_account(city: dict[str, Any]) -> None:
    shortlist = frozen(city)
    colleague = member(city["body"], "colleague@example.org", Role.EDITOR)
    decide(entry=first(shortlist), verdict="out", reason="Too far", by=colleague)
    told = export_account(user=colleague)["shortlists"]
    assert told["decisions"][0]["reason"] == "Too far"
    colleague.delete()
    decision = present_shortlist(shortlist).entries[0].decision
    assert decision is not None
    assert (decision.reason, decision.by) == ("Too far", "")


def test_who_buys_for_nobody_is_told_how_to_start(client: Any, city: dict[str, Any]) -> None:
    assert client.get("/en/shortlist/").status_code == 302
    client.force_login(person("nobody@example.org"))
    answer = client.get("/en/shortlist/?need=x")
    assert answer.status_code == 200
    assert "Claim its entry first" in answer.text
    client.force_login(city["person"])
    answer = client.get(f"/en/shortlist/?need={city['need'].slug}")
    assert (
        answer.url == f"/en/workspace/{city['body'].slug}/shortlists/new/?need={city['need'].slug}"
    )
    form = client.get(answer.url)
    assert f'value="{city["need"].slug}" selected' in form.text
