from __future__ import annotations

import contextlib
import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import directory.demo
from directory.importers.records import FileFaultError
from directory.importers.sources import iub_notices
from directory.importers.sources.legal_names import display_name, is_personal, legal_form
from directory.importers.sources.register import facts
from directory.importers.sources.scope import Scope, ict_scope

REAL = Path(directory.demo.__file__).parent / "data" / "real"


@pytest.mark.parametrize(
    ("legal", "shown", "form"),
    [
        ('Sabiedrība ar ierobežotu atbildību "Tet"', "Tet, SIA", "SIA"),
        ('SIA "ATEA"', "ATEA, SIA", "SIA"),
        ("Lailio Solutions SIA", "Lailio Solutions, SIA", "SIA"),
        ("“Akina” SIA", "Akina, SIA", "SIA"),
        ("SIA ,,Daugavpils satiksme”", "Daugavpils satiksme, SIA", "SIA"),
        ('"X" , akciju sabiedrība', "X, AS", "AS"),
        ('Valsts akciju sabiedrība "Latvijas Pasts"', "Latvijas Pasts, VAS", "VAS"),
        ('VAS "Starptautiskā lidosta "Rīga""', "Starptautiskā lidosta „Rīga”, VAS", "VAS"),
        (
            "Rīgas pašvaldības sabiedrība ar ierobežotu atbildību „Rīgas satiksme”",
            "Rīgas satiksme, PSIA",
            "PSIA",
        ),
        ('SIA "Midis" Rēzeknes speciālās ekonomiskās zonas', "Midis, RSEZ SIA", "RSEZ SIA"),
        ("Biedrība “Skalbes”", "Biedrība „Skalbes”", ""),
        ("Latvijas Banka", "Latvijas Banka", ""),
        ("Mas as", "Mas as", ""),
        ("", "", ""),
    ],
)
def test_a_legal_name_is_shown_as_people_say_it(legal, shown, form):
    assert (display_name(legal), legal_form(legal)) == (shown, form)


def test_all_real_names_keep_their_letters_and_lose_their_outer_marks():
    for file, column in (("lv_suppliers_ict.csv", "name"), ("lv_public_buyers.csv", "buyerName")):
        with (REAL / file).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                name = row[column]
                shown = display_name(name)
                assert shown
                assert not shown.startswith(("SIA ", "AS ", "VAS ", "Sabiedrība ar ierobežotu")), (
                    name
                )
                assert '"' not in shown
                assert shown.count("„") == shown.count("”")
                assert not is_personal(name) or file == "lv_suppliers_ict.csv"


@given(st.text(max_size=60))
def test_any_text_has_a_name(text):
    assert isinstance(display_name(text), str)
    assert len(display_name(text)) <= len(text) + 10


def test_households_are_told_from_companies():
    assert is_personal('Zemnieku saimniecība "Gaiļi"')
    assert is_personal('IK "Jānis"')
    assert not is_personal('SIA "IKT serviss"')


def test_scope_is_by_branch_first_then_by_whole_words():
    scope = Scope([("cpv", "72", "IT"), ("word", "IKT", "ICT"), ("word", "datu tīkl*", "network")])
    assert scope.reason(cpv=["72000000-5"], title="IKT") == "CPV 72: IT"
    assert "network" in scope.reason(cpv=["39000000-2"], title="Datu  tīklu izbūve")
    assert scope.reason(cpv=["39000000-2"], title="Noliktava") is None
    assert ict_scope().reason(cpv=["48000000-8"], title="")


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["name", "identifier", "organizationData", "lots", "result", "cpvType", "x"]), inner), max_leaves=8))  # fmt: skip # noqa: E501
def test_any_json_is_a_notice_or_refused(data):
    try:
        found = iub_notices.notice(1, data)
    except ValueError:
        return
    assert found.need["id"]


@given(st.binary(max_size=50))
def test_any_bytes_are_notices_or_a_fault(content):
    with contextlib.suppress(FileFaultError):
        assert isinstance(iub_notices.notices(content.decode("latin-1")), list)


def test_register_rows_are_checked():
    row = {
        "regcode": "40003052786",
        "name": " A  B ",
        "type": "SIA",
        "registered": "1992-01-09",
        "terminated": "",
        "closed": "",
    }
    assert facts(row).legal_name == "A B"
    assert facts(row | {"closed": "L"}).closed
    for bad in (
        {"regcode": "x"},
        {"name": ""},
        {"registered": "1992-13-01"},
        {"terminated": "1990-01-01"},
    ):
        with pytest.raises(ValueError, match=":"):
            facts(row | bad)
