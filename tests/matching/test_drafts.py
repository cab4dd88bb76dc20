"""Six drafts written as real ones are: what each asks of people is found at the place where it is quoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.matching.scoring.check import find, language_of
from directory.matching.scoring.passages import subject_of
from directory.matching.services.check import rules

DRAFTS = Path(__file__).parent / "drafts"
#: Draft → its language, what it is about, and (article, point, part, item) → kinds that must be found there.
JUDGED = {
    "packaging_regulations": (
        "en",
        "The Producer Responsibility (Packaging Waste Data and Registration) Regulations 2026",
        {
            ("", "3.", "1", ""): "obligation submission deadline",
            ("", "3.", "2", "(a)"): "paper submission",
            ("", "3.", "2", "(c)"): "certificate paper",
            ("", "3.", "3", ""): "obligation deadline",
            ("", "4.", "1", ""): "register",
            ("", "4.", "2", ""): "register sharing",
            ("", "4.", "3", ""): "obligation submission deadline",
            ("", "5.", "1", ""): "obligation submission",
            ("", "5.", "2", ""): "submission deadline",
            ("", "5.", "3", ""): "obligation register deadline",
            ("", "6.", "", ""): "sharing",
            ("", "7.", "1", ""): "obligation certificate paper",
            ("", "7.", "2", ""): "obligation certificate",
        },
    ),
    "eu_rental_regulation": (
        "en",
        (
            "REGULATION OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL on the collection and sharing of data"
            " relating to short-term accommodation rental services"
        ),
        {
            ("4", "", "1", ""): "submission",
            ("5", "", "1", "(d)"): "paper certificate",
            ("5", "", "2", ""): "obligation deadline",
            ("5", "", "3", ""): "submission",
            ("9", "", "1", ""): "obligation submission deadline",
            ("9", "", "2", ""): "obligation sharing deadline paper",
            ("10", "", "1", ""): "obligation register",
            ("10", "", "2", ""): "register sharing",
            ("12", "", "1", ""): "sharing",
            ("12", "", "2", ""): "obligation deadline",
        },
    ),
    "kindergarten_policy": (
        "en",
        (
            "MINISTRY OF EDUCATION – POLICY PAPER (DRAFT FOR CONSULTATION) Places in kindergartens: a single"
            " waiting list"
        ),
        {
            ("", "2.1", "", ""): "register submission",
            ("", "2.2", "", ""): "certificate obligation submission",
            ("", "2.3", "", ""): "deadline paper",
            ("", "2.4", "", ""): "submission deadline",
            ("", "2.5", "", ""): "sharing deadline",
            ("", "2.6", "", ""): "certificate deadline paper",
            ("", "2.7", "", ""): "register deadline",
        },
    ),
    "waste_rules": (
        "lv",
        "Būvniecības atkritumu uzskaites noteikumi",
        {
            ("", "3.", "", ""): "register paper",
            ("", "4.", "", ""): "submission",
            ("", "4.1.", "", ""): "paper",
            ("", "4.2.", "", ""): "certificate register",
            ("", "5.", "", ""): "deadline certificate paper",
            ("", "6.", "", ""): "obligation certificate",
            ("", "7.", "", ""): "deadline submission",
            ("", "8.", "", ""): "register obligation",
            ("", "9.", "", ""): "sharing",
            ("", "10.", "", ""): "sharing",
            ("", "11.", "", ""): "sharing",
        },
    ),
    "education_amendments": (
        "lv",
        "Grozījumi Izglītības likumā",
        {
            ("", "1.", "", "27)"): "obligation register",
            ("", "1.", "", "28)"): "deadline sharing",
            ("26.3", "", "1", ""): "submission certificate",
            ("26.3", "", "2", ""): "deadline submission",
            ("26.3", "", "3", ""): "submission certificate",
            ("26.3", "", "4", ""): "deadline submission",
            ("26.3", "", "5", ""): "register sharing",
            ("26.3", "", "6", ""): "certificate obligation",
        },
    ),
    "road_report": (
        "lv",
        "INFORMATĪVAIS ZIŅOJUMS. Par vienota ceļu stāvokļa un ziemas uzturēšanas datu risinājumu",
        {
            ("", "1.", "", ""): "submission register paper",
            ("", "2.1.", "", ""): "obligation deadline submission",
            ("", "2.2.", "", ""): "obligation",
            ("", "2.3.", "", ""): "sharing",
            ("", "2.4.", "", ""): "sharing",
            ("", "2.5.", "", ""): "certificate paper submission obligation",
            ("", "2.6.", "", ""): "deadline submission",
        },
    ),
}
#: Places of definitions, costs, dates of entry into force and headings, of which nothing may be told.
QUIET = {
    "packaging_regulations": {("", "1.", "1", ""), ("", "1.", "2", ""), ("", "2.", "", "")},
    "eu_rental_regulation": {("1", "", "", ""), ("2", "", "", "(1)")},
    "kindergarten_policy": {("", "4.", "", "")},
    "waste_rules": {("", "1.", "", ""), ("", "2.1.", "", ""), ("", "12.", "", "")},
    "education_amendments": {("", "3.", "", ""), ("", "90.", "", "")},
    "road_report": {("", "3.", "", "")},
}


@pytest.mark.parametrize("name", JUDGED)
def test_what_a_draft_asks_is_found_at_its_place(name):
    text = (DRAFTS / f"{name}.txt").read_text(encoding="utf-8")
    lang, subject, wanted = JUDGED[name]
    assert language_of(text) == lang
    assert subject_of(text) == subject
    found: dict[tuple[str, str, str, str], set[str]] = {}
    for one in find(text, rules=rules(), lang=lang):
        place = one.place
        at = (place.article, place.point, place.part, place.item)
        found.setdefault(at, set()).update(one.kinds)
        # A heading asks for nothing.
        assert one.passage.rstrip()[-1] in '.;:—”"' or one.passage.endswith(" and")
    missing = {
        at: set(kinds.split()) - found.get(at, set())
        for at, kinds in wanted.items()
        if not set(kinds.split()) <= found.get(at, set())
    }
    assert not missing
    assert not QUIET[name] & set(found)
