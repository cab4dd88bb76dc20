from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from directory.catalogue.models import Organisation
from directory.importers.models import ImportRun
from directory.importers.records import FileFaultError
from directory.importers.sources.xml import MOST_BYTES, read_xml
from directory.needs.models import Need
from tests.importers.notices import notice

pytestmark = pytest.mark.django_db

PLAN = "33333333-3333-4333-8333-333333333333"


@pytest.fixture
def bring(tmp_path, words, capsys):
    """Import a notice and return what was told of it."""

    def bring(content: str | bytes, *, name: str = "notice.xml") -> str:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        try:
            call_command("import_needs", str(path))
        except CommandError:
            return capsys.readouterr().err
        return ""

    return bring


def test_a_call_becomes_a_tender_with_both_languages_lots_codes_deadline_and_source(bring):
    assert bring(notice()) == ""
    need = Need.objects.get()
    assert (need.kind, need.title_lv, need.title_en) == ("tender", "Rindu sistēma", "Queue system")
    assert "Daļa 2: Ko dara daļā 2" in need.description_lv
    assert sorted(need.cpv.values_list("slug", flat=True)) == ["48000000", "72000000"]
    assert need.deadline.isoformat() == "2026-04-01T07:00:00+00:00"
    assert (str(need.budget_max), need.currency, str(need.published)) == (
        "2001.00",
        "EUR",
        "2026-03-02",
    )
    assert need.source_url.endswith("/eforms/11111111-1111-4111-8111-111111111111")
    assert (need.buyer.name_lv, need.buyer.register.registration_number) == (
        "Pasūtītājs, SIA",
        "40003052786",
    )
    assert need.live
    assert need.in_scope


def test_no_contact_person_is_kept(bring):
    bring(notice())
    need = Need.objects.get()
    kept = f"{vars(need)}{vars(Organisation.objects.get())}{need.external_ids.get().record.content}"
    assert "Bērziņš" not in kept
    assert "janis@" not in kept


def test_plan_call_correction_result_and_withdrawal_are_one_need(bring):
    bring(
        notice(
            form="planning", type="pin-only", id=PLAN, procedure="", day="2026-01-05", amount="5000"
        )
    )
    assert (Need.objects.get().kind, str(Need.objects.get().budget_max)) == ("planned", "5000.00")
    bring(notice(plan=PLAN))
    need = Need.objects.get()
    assert (need.kind, str(need.published), need.deadline.month) == ("tender", "2026-01-05", 4)
    bring(notice(id="n2", day="2026-03-20", deadline="2026-05-01", reason="cor-buy", changed="11111111-1111-4111-8111-111111111111"))  # fmt: skip # noqa: E501
    need = Need.objects.get()
    assert (need.deadline.month, need.settled) == (5, "")
    bring(notice(id="n3", day="2026-06-01", form="result", type="can-standard", result="selec-w"))
    need = Need.objects.get()
    assert (need.settled, need.deadline.month, str(need.published)) == ("awarded", 5, "2026-01-05")
    # What is older than the last word changes nothing, in whichever order files arrive.
    bring(notice())
    assert Need.objects.get().settled == "awarded"
    assert ImportRun.objects.latest("pk").created == 0


@pytest.mark.parametrize(
    ("parts", "settled"),
    [
        ({"reason": "cancel", "changed": "x"}, "cancelled"),
        ({"form": "result", "type": "can-standard", "result": "clos-nw"}, "closed"),
        ({"form": "result", "type": "can-standard", "result": "selec-w"}, "awarded"),
        ({"form": "result", "type": "can-standard", "result": "selec-w", "reason": "cancel"}, ""),
        ({"form": "dir-awa-pre", "type": "veat"}, "awarded"),
    ],
)
def test_how_a_procedure_ended_is_kept(bring, parts, settled):
    assert bring(notice(**parts)) == ""
    assert Need.objects.get().settled == settled


def test_a_second_run_changes_nothing(bring):
    bring(notice())
    bring(notice())
    run = ImportRun.objects.latest("pk")
    assert (run.created, run.updated, run.bad) == (0, 0, 0)


def test_staff_edits_survive_a_correction(bring):
    bring(notice())
    Need.objects.update(title_lv="Mūsu virsraksts")
    bring(notice(id="n2", day="2026-03-20", deadline="2026-05-01"))
    need = Need.objects.get()
    assert (need.title_lv, need.deadline.month) == ("Mūsu virsraksts", 5)


def test_a_market_consultation_and_a_foreign_notice(bring):
    assert bring(notice(form="consultation", type="pmc", procedure="")) == ""
    assert Need.objects.get().kind == "market_consultation"
    foreign = notice(
        country="EST",
        number="12345678",
        buyer="Amet",
        procedure="p-ee",
        publication="00123456-2026",
    )
    assert bring(foreign) == ""
    need = Need.objects.get(country__slug="ee")
    assert (need.buyer, need.buyer_name) == (None, "Amet")
    assert need.source_url == "https://ted.europa.eu/en/notice/-/detail/123456-2026"


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"cpv": "72000000-4"}, "the check digit is wrong, the code is 72000000-5"),
        ({"cpv": "30213200"}, "no code of CPV 2008; the list of 2003"),
        ({"cpv": "programmas"}, "a CPV code has eight digits"),
        ({"names": {}}, "has no title"),
        ({"names": {"DEU": "Wartesystem"}}, "its texts are in DEU only; Latvian (LAV) or English"),
        ({"buyer": "", "number": "1"}, ""),
        ({"deadline": "2026-02-30"}, "is no moment"),
        ({"deadline": "2026-01-30"}, "deadline: lies before the day of publication"),
        ({"clock": "25:00:00+02:00"}, "is no moment"),
        ({"amount": "NaN"}, "is no number"),
        ({"amount": "viens"}, "is no number"),
        ({"form": "cont-modif", "type": "can-modif"}, "was awarded before"),
        ({"form": "other"}, "is not known"),
        ({"sdk": "eforms-sdk-1.3"}, "eforms-sdk-1.10 and later"),
        ({"sdk": "eforms-sdk-2.0"}, "can be read"),
        ({"country": "DEU", "number": "x", "lots": 0}, "has no source"),
        ({"buyer": 'Zemnieku saimniecība "X"'}, "personal data"),
    ],
)  # fmt: skip
def test_a_bad_notice_is_told_with_its_reason(bring, parts, reason):
    told = bring(notice(**parts))
    assert reason in told
    assert Need.objects.count() == (0 if reason else 1)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>"""
AWAY = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB, "document type or entities"),
        (AWAY, "document type or entities"),
        (b"<a>\n<b>\n</a>", "line 3"),
        (b"<a>\xff</a>", "is no XML"),
        (b"<", "is no XML"),
        (b"<xml/>", "is no notice of eForms"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "is no XML"),
        (b"\xff\xfe<\x00", "is no XML"),
        (b"<TED_EXPORT/>", "as before eForms"),
        (b"<a>" * 200_000, "is no XML"),
    ],
)
def test_xml_that_is_no_notice_is_refused(bring, content, reason):
    assert reason in bring(content)


def test_a_huge_file_is_refused_unread():
    with pytest.raises(FileFaultError, match="longer than"):
        read_xml(b" " * (MOST_BYTES + 1))


def test_a_notice_in_utf_16_is_read(bring):
    content = notice().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    assert bring(content) == ""
    assert Need.objects.get().title_lv == "Rindu sistēma"
