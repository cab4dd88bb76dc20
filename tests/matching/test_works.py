"""Kinds of work, and what the site's own reader tells of texts."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from directory.matching.choices import Feature
from directory.matching.records import Demand, Match
from directory.matching.scoring.reading import Reader
from directory.matching.scoring.score import ranked, score
from directory.matching.scoring.suggest import Coded
from directory.matching.scoring.works import Classifier, Kind, works_alike
from directory.matching.services.cpv import in_both_languages
from directory.matching.services.match import apart
from directory.matching.services.reading import reader as shipped_reader
from tests.matching.making import (
    READER,
    WEIGHTS,
    candidate,
    demand,
    read_points,
    told,
    weigh,
)


@pytest.mark.parametrize(
    "said",
    [
        "Sanāksmes notiek otrdienās pulksten deviņos.",
        "Paldies par sadarbību! Ar cieņu, komanda.",
        "Meetings are held on Tuesdays at nine. We look forward to hearing from you.",
        "Atbildes gaidām līdz mēneša beigām, rakstiet mums droši.",
    ],
)
@pytest.mark.parametrize(
    "title",
    [
        "Skolēnu ēdināšanas uzskaites sistēma",
        "Ielu seguma atjaunošana Ogrē",
        "Dokumentu pārvaldības sistēma",
        "Software for the waste register",
    ],
)
def test_an_irrelevant_sentence_changes_nothing_for_what_the_site_reads_either(
    title: str, said: str
) -> None:
    did = ["Ielas pārbūve", "Skolas ēdināšana", "Lietvedības sistēma", "Waste register", "Jumts"]

    def order(asked: Demand) -> list[str]:
        matches = [
            score(
                asked,
                replace(candidate(f"c{number}", text), key=number),
                (told(text, year=2020),),
                weights=WEIGHTS,
                weigh=weigh,
                year=2026,
                reader=shipped_reader(),
            )
            for number, text in enumerate(did)
        ]
        return [match.candidate.public_id for match in ranked(matches)][:3]

    assert order(demand(title, said)) == order(demand(title))


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_what_was_done_changes_nothing(seed: int) -> None:
    deeds = [
        replace(told(title, (code,), year=year), key=number)
        for number, (title, code, year) in enumerate(
            [
                ("Ceļu remonts", "45233141", 2020),
                ("Ietves izbūve", "45233000", 2024),
                ("Skolēnu ēdināšana", "55524000", 2021),
                ("Programmatūra skolai", "48000000", None),
            ]
        )
    ]
    asked = demand("Ceļu pārbūve un ietves izbūve", cpv=("45233000",), buyer=7)
    shuffled = random.Random(seed).sample(deeds, len(deeds))
    one, other = (
        score(asked, candidate("x"), ones, weights=WEIGHTS, weigh=weigh, year=2026, reader=READER)
        for ones in (deeds, shuffled)
    )
    assert one.score == other.score
    assert [(r.kind, r.points) for r in one.reasons] == [(r.kind, r.points) for r in other.reasons]


def test_weaker_matches_stand_apart() -> None:
    def match_of(points: float) -> Match:
        return Match(candidate(str(points)), points, (), ())

    matches = [match_of(points) for points in (40.0, 21.0, 19.0, 9.0)]
    assert apart(matches) == (matches[:2], matches[2:])
    assert apart(matches[3:]) == ([], matches[3:])
    assert apart([]) == ([], [])


def test_a_text_that_is_not_latvian_is_read_with_the_latvian_of_its_words() -> None:
    assert in_both_languages("Purchase of firewood for schools").endswith("iegāde malka skola")
    assert in_both_languages("Malkas iegāde skolām") == "Malkas iegāde skolām"
    assert in_both_languages("Qqq") == "Qqq"


def test_words_tell_the_subject_across_codes_and_a_code_holds_them_to_its_branch() -> None:
    asked = demand("Ceļu pārbūve")
    assert read_points(asked, (told("Ceļu uzturēšana"),), Feature.SUBJECT) > 0.9
    assert read_points(asked, (told("Skolēnu ēdināšana"),), Feature.SUBJECT) == 0.0
    against = read_points(asked, (told("Ceļu uzturēšana", ("55524000",)),), Feature.SUBJECT)
    assert against < read_points(asked, (told("Ceļu uzturēšana", ("45233141",)),), Feature.SUBJECT)
    assert read_points(demand("Qqq"), (told("Qqq"),), Feature.SUBJECT) == 0.0


def test_a_rare_code_shared_tells_more_than_a_common_one() -> None:
    known = Reader([*(Coded("a", "45000000") for _ in range(50)), Coded("b", "48900000")])
    assert known.closeness("48900000", "48900000") > known.closeness("45000000", "45000000")
    assert known.closeness("48910000", "48900000") == known.closeness("48900000", "48910000")
    assert known.closeness("45000000", "48900000") == 0.0


def test_kinds_of_work_are_told_by_words_by_their_beginnings_and_by_phrases() -> None:
    works = READER.works
    assert works.named_in("ASFALTA ieklāšana un ielu lampas") == {"roads", "light"}
    assert works.named_in("Ielu nosaukumi un lampas") == frozenset()
    assert works.named_in("Edinasanas pakalpojumi") == {"catering"}
    assert works.named_in("") == frozenset()


def test_a_street_with_a_number_is_a_place_and_no_work() -> None:
    streets = Classifier([Kind("streets", {"lv": "ielas"}, ("iela*", "ielas"))])
    assert streets.named_in("Jumta remonts Meža ielā 15, Rīgā") == frozenset()
    assert streets.named_in("Meža ielas pārbūve") == {"streets"}


def test_the_rarer_kind_of_work_tells_more() -> None:
    kinds = [Kind("a", {}, ("ceļu",)), Kind("b", {}, ("tiltu",))]
    known = Classifier(kinds, ["ceļu remonts", "ceļu būve", "ceļu un tiltu būve"])
    asked = known.read("Ceļu un tiltu remonts")
    common, rare = (works_alike(asked, known.read(text)) for text in ("Ceļu būve", "Tiltu būve"))
    assert 0 < common[0] < rare[0] < 1 and (common[1], rare[1]) == ("a", "b")
    assert works_alike(asked, asked)[0] == pytest.approx(1)
    assert works_alike(asked, known.read("Qqq")) == (0.0, "")


def test_who_names_the_kind_of_work_and_who_did_it_both_gain() -> None:
    asked = demand("Ietves izbūve")
    did = read_points(asked, (told("Ceļu asfaltēšana"),), Feature.WORK)
    assert did == pytest.approx(0.75)
    says = score(
        asked,
        candidate("x", works=frozenset({"roads"})),
        (),
        weights=WEIGHTS,
        weigh=weigh,
        year=2026,
        reader=READER,
    )
    assert {reason.kind: reason.value for reason in says.reasons}[Feature.WORK] == 0.25


def test_the_kind_of_work_done_oftener_counts_more_with_diminishing_returns() -> None:
    asked = demand("Ietves izbūve")
    values = [
        read_points(asked, (told("Ceļu asfaltēšana"),) * count, Feature.RECORD)
        for count in (1, 2, 3)
    ]
    assert values == sorted(values) and values[1] - values[0] > values[2] - values[1] > 0
    assert read_points(asked, (told("Ēdināšana"),), Feature.RECORD) == 0.0


def test_what_is_not_asked_for_costs_nobody_a_point() -> None:
    plain, full = demand("Ietves izbūve"), demand("Ietves izbūve", cpv=("45233141",))
    one, other = (
        score(
            asked,
            candidate("x"),
            (told("Ceļu asfaltēšana"),),
            weights=WEIGHTS,
            weigh=weigh,
            year=2026,
            reader=READER,
        )
        for asked in (plain, full)
    )
    assert one.score > other.score
    perfect = score(
        demand("Ietves izbūve"),
        candidate("x", "Ietves izbūve " * 40, works=frozenset({"roads"})),
        (told("Ietves izbūve"),) * 500,
        weights=WEIGHTS,
        weigh=weigh,
        year=2026,
        reader=READER,
    )
    assert 60 < perfect.score <= 100


CONSTRUCTION = frozenset(
    "streets paths parking traffic bridges rail water land-drainage heat power light solar ventilation"
    " fire lifts culture sports social-care housing rooms roofs energy-saving demolition grounds"
    " cemeteries accessibility shelters storm supervision design building inspection planning"
    " upkeep trees waste audit tools".split()
)


@pytest.mark.parametrize(
    "text",
    [
        "Rolling out a chat service for residents",
        "Audit trail of changes in a register",
        "A course platform to train nurses",
        "Datu kanālu šifrēšana un uzraudzība",
        "You are led through the form; windows and lists lift what needs care",
        "Pool of licences behind a fire wall and a VPN tunnel, building a design system",
        "Network cable and traffic monitoring, a bridge between social media and librarians",
        "Sistēma doma līdzi: lietotājs būs informēts, ko viņš vēlas",
        "Padziļināta datu analīze, sistēmas arhitektūra un pakalpojuma pieejamība",
        "Informācijas sistēmas uzturēšana, tiesību aktu saskaņošana un vispārīgā vienošanās",
        "Pašvaldības mājaslapas atjaunošana un projektēšana",
        "Klientu ceļa kartēšana un digitālo pakalpojumu ceļi",
        "Tehnoloģiju parka tīmekļvietnes izstrāde",
        "Informācijas sistēmas atjaunošana",
    ],
)
def test_a_text_on_ict_tells_of_no_building_works(text: str) -> None:
    assert not CONSTRUCTION & shipped_reader().works.named_in(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rolling stock for the railway", "rail"),
        ("Repair of the swimming pool", "sports"),
        ("Windows and doors for a school", "roofs"),
        ("LED lights in the streets", "light"),
        ("Ostas kanāla padziļināšana", "land-drainage"),
        ("Doma baznīcas restaurācija", "culture"),
        ("Ceļu ikdienas uzturēšana", "upkeep"),
        ("Grants ceļa atjaunošana", "streets"),
        ("Kultūras nama atjaunošana. Piedāvājumus iesniedz tiešsaistē.", "building"),
        ("Pilsētas parka labiekārtošana", "grounds"),
        ("Skolas projektēšana", "design"),
    ],
)
def test_phrases_still_tell_of_building_works(text: str, kind: str) -> None:
    assert kind in shipped_reader().works.named_in(text)


@pytest.mark.parametrize("text", ["1" * 100_000, "A ielā" + " " * 100_000, "A.1" * 40_000])
def test_a_hostile_text_is_read_in_one_go(text: str) -> None:
    # Read over and over this takes minutes.
    assert not CONSTRUCTION & shipped_reader().works.named_in(text) - {"streets"}
