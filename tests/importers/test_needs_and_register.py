from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from directory.catalogue.models import Organisation, RegisterRecord
from directory.importers.models import ImportRun
from directory.importers.sources.iub_tenders import COLUMNS
from directory.needs.models import Need
from search.models import Change
from tests.importers.conftest import ORGANISATION

pytestmark = pytest.mark.django_db

TENDER = {
    "id": "t1", "name": "Datu pārraides tīkls", "cpv": "48000000-8", "buyerId": "40003052786",
    "buyerName": 'SIA "Buyer"', "deadline": "2026-07-01", "deadlineTime": "10:00", "estimatedValue": "100.555",
    "sourceUrl": "https://n.example/t1",
}  # fmt: skip


def tenders(path, *rows, header=COLUMNS):
    lines = [
        ",".join(header),
        *(
            ",".join(f'"{row[name].replace(chr(34), chr(34) * 2)}"' for name in header)
            for row in rows
        ),
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(path)


def test_tenders_arrive_with_buyer_scope_and_time_of_riga(tmp_path, words):
    path = tenders(tmp_path / "t.csv", TENDER, TENDER | {"id": "t2", "name": "Gaļa", "cpv": ""})
    call_command("import_needs", path)
    need = Need.objects.get(title_lv="Datu pārraides tīkls")
    assert need.deadline.isoformat() == "2026-07-01T07:00:00+00:00"
    assert need.title_en is None
    assert (str(need.budget_max), need.cpv.get().slug) == ("100.56", "48000000")
    assert (need.buyer.kind, need.buyer.name_lv) == ("public", "Buyer, SIA")
    assert need.buyer.register.legal_name == 'SIA "Buyer"'
    assert need.live
    assert need.in_scope
    assert need.scope_reason.startswith("CPV 48")
    out = Need.objects.get(title_lv="Gaļa")
    assert not out.in_scope
    assert out.scope_reason
    assert out not in Need.objects.public()


def test_the_same_need_is_updated_and_staff_decide_on_scope(tmp_path, words):
    call_command("import_needs", tenders(tmp_path / "t.csv", TENDER))
    Need.objects.update(in_scope=False)
    call_command("import_needs", tenders(tmp_path / "t.csv", TENDER | {"deadline": "2026-08-01"}))
    need = Need.objects.get()
    assert need.deadline.month == 8
    assert not need.in_scope
    assert Organisation.objects.count() == 1


def test_without_a_file_the_new_ones_in_the_folder_of_notices_are_imported(
    tmp_path, words, settings
):
    settings.DATA_DIR = tmp_path
    call_command("import_needs")
    folder = tmp_path / "notices"
    folder.mkdir()
    tenders(folder / "one.csv", TENDER)
    (folder / "one.csv.errors.csv").write_text("line,reason\n")
    (folder / "read me.txt").write_text("nothing")
    call_command("import_needs")
    assert Need.objects.count() == 1
    runs = ImportRun.objects.count()
    call_command("import_needs")
    assert ImportRun.objects.count() == runs
    (folder / "bad.xml").write_text("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
    tenders(folder / "two.csv", TENDER | {"id": "t2", "name": "Datu tīkls ostai"})
    with pytest.raises(CommandError, match="1 was refused"):
        call_command("import_needs")
    assert Need.objects.count() == 2


def test_a_file_that_cannot_be_opened_does_not_stop_those_after_it(
    tmp_path, words, settings, monkeypatch, capsys
):
    settings.DATA_DIR = tmp_path
    folder = tmp_path / "notices"
    folder.mkdir()
    locked = tenders(folder / "a.csv", TENDER)
    tenders(folder / "b.csv", TENDER | {"id": "t2"})
    really_open = Path.open

    def refusing(file, *args, **options):
        if file.name == "a.csv":
            raise PermissionError(13, "Permission denied")
        return really_open(file, *args, **options)

    monkeypatch.setattr(Path, "open", refusing)
    with pytest.raises(CommandError, match="1 was refused"):
        call_command("import_needs")
    assert f"{locked} cannot be read: Permission denied." in capsys.readouterr().err
    assert Need.objects.count() == 1


def test_a_buyer_that_is_here_already_is_not_doubled(catalogue, tmp_path):
    catalogue.run(ORGANISATION | {"registration_number": "40003052786"}, publish=True)
    call_command("import_needs", tenders(tmp_path / "t.csv", TENDER))
    organisation = Organisation.objects.get()
    assert organisation.kind == "company"
    assert Need.objects.get().buyer == organisation


def test_bad_tenders_are_told_and_good_ones_stay(tmp_path, words, capsys):
    bad = [
        TENDER | {"id": "b1", "cpv": "48000000-1"},
        TENDER | {"id": "b2", "deadline": "soon"},
        TENDER | {"id": "b3", "estimatedValue": "NaN"},
        TENDER | {"id": "b4", "buyerName": 'Zemnieku saimniecība "X"'},
    ]
    path = tenders(tmp_path / "t.csv", *bad, TENDER)
    with pytest.raises(CommandError):
        call_command("import_needs", path)
    told = capsys.readouterr().err
    for line in range(2, 6):
        assert f"line {line}: " in told
    assert Need.objects.count() == 1
    assert ImportRun.objects.get().bad >= 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a,b\n1,2\n", "has no column id"),
        (b"", "has no column"),
        (b"[{", "is not JSON"),
        (b"[]", "holds no needs"),
        (b"<xml/>", "is no notice of eForms"),
        ("id,name,cpv\n".encode("utf-16"), "is not UTF-8 but UTF-16"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path, words, capsys, content, reason):
    path = tmp_path / "f"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("import_needs", str(path))
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize("cut", [1, 2, 8, 30])
def test_a_row_that_nothing_ends_is_refused(tmp_path, words, capsys, cut):
    path = Path(tenders(tmp_path / "t.csv", TENDER, TENDER | {"id": "t2"}))
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(CommandError):
        call_command("import_needs", str(path))
    assert "line 3: need: the file ends in the middle of this line" in capsys.readouterr().err
    assert Need.objects.count() == 1


def test_a_notice_of_an_award_settles_its_need(tmp_path, words):
    notice = {
        "name": "Serveri", "identifier": "n1", "procurementProcedureIdentifier": "p1", "cpvType": "48000000-8",
        "additionalCpvType": [], "formType": "result",
        "organizationData": {"identifier": "40003052786", "name": "Iestāde"},
        "lots": [{"result": {"winnerSelectionStatus": "clos-nw"}}, {"result": {"winnerSelectionStatus": "selec-w"}}],
    }  # fmt: skip
    path = tmp_path / "n.json"
    path.write_text(json.dumps([notice | {"name": "Older"}, notice]), encoding="utf-8")
    call_command("import_needs", str(path))
    need = Need.objects.get()
    assert (need.title_lv, need.settled, need.source_url) == (
        "Serveri",
        "awarded",
        "https://info.iub.gov.lv/lv/eforms/n1",
    )


REGISTER = "regcode;sepa;name;type;registered;terminated;closed\n"


def test_register_facts_names_and_closures_are_taken_over(catalogue, tmp_path):
    catalogue.run(
        ORGANISATION
        | {
            "name": {"lv": "Alfa, SIA"},
            "registration_number": "40003052786",
            "legal_name": 'SIA "Alfa"',
        },
        ORGANISATION | {"id": "o2", "registration_number": "50203160401", "legal_name": "Other"},
    )
    path = tmp_path / "register.csv"
    path.write_text(
        REGISTER + '40003052786;;"SIA ""Beta""";SIA;1992-01-09;;\n'
        "50203160401;;Other;AS;2018-01-01;2026-01-01;L\n40000000000;;X;SIA;;;\n",
        encoding="utf-8",
    )
    before = Change.objects.count()
    call_command("import_register", str(path))
    first = RegisterRecord.objects.get(registration_number="40003052786")
    assert (first.legal_name, first.legal_form, first.status) == ('SIA "Beta"', "SIA", "active")
    assert first.organisation.name_lv == "Beta, SIA"
    second = RegisterRecord.objects.get(registration_number="50203160401")
    assert (second.status, str(second.closed_on)) == ("closed", "2026-01-01")
    assert Change.objects.count() > before
    call_command("import_register", str(path))
    run = ImportRun.objects.latest("pk")
    assert (run.updated, run.unchanged) == (0, 2)


def test_new_legal_persons_become_drafts_only_when_asked(catalogue, tmp_path):
    catalogue.run(
        ORGANISATION | {"registration_number": "40003052786", "legal_name": "Alfa"}, publish=True
    )
    path = tmp_path / "register.csv"
    path.write_text(
        REGISTER + "40003052786;;Alfa;SIA;;;\n"
        '40203433067;;"SIA ""Vuumly""";SIA;2022-10-12;;\n'
        "40008000001;;Biedrība „Zars”;BDR;2001-01-01;;\n"
        "40003000002;;Slēgta;SIA;2001-01-01;2020-01-01;L\n"
        "40002000003;;Bērziņa individuālais uzņēmums;IND;2001-01-01;;\n"
        "123;;Kļūda;SIA;;;\n",
        encoding="utf-8",
    )
    call_command("import_register", str(path))
    assert Organisation.objects.count() == 1
    for _ in range(2):
        with pytest.raises(CommandError):
            call_command("import_register", str(path), new=True)
    drafts = Organisation.objects.filter(live=False, register__status="active")
    assert {(row.name_lv, row.kind) for row in drafts} == {
        ("Vuumly, SIA", "company"),
        ("Biedrība „Zars”", "association"),
    }
    runs = ImportRun.objects.filter(command="import_register").order_by("pk")
    assert [(run.created, run.updated, run.bad) for run in runs] == [
        (0, 1, 0),
        (2, 0, 1),
        (0, 0, 1),
    ]
    assert all(run.finished for run in runs)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"regcode,name\n1,2\n", "has no column"),
        (REGISTER.encode() + "40003052786;;Alfā;SIA;;;\n".encode("cp1257"), "is not UTF-8: line 2"),
    ],
)
def test_a_register_of_another_shape_is_refused(catalogue, tmp_path, content, reason):
    path = tmp_path / "register.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=reason):
        call_command("import_register", str(path))
