"""Scoring is monotone, deterministic and deaf to what does not matter."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from directory.matching.choices import Feature
from directory.matching.records import Candidate, Deed, Demand, Match
from directory.matching.scoring.cpv import closeness
from directory.matching.scoring.places import Gazetteer
from directory.matching.scoring.reading import Reader
from directory.matching.scoring.score import ranked, score
from directory.matching.scoring.suggest import Coded, Linear, Suggester
from directory.matching.scoring.words import counted, sentences, words
from directory.matching.scoring.works import Classifier, Kind, works_alike
from directory.matching.services.cpv import in_both_languages
from directory.matching.services.match import apart
from directory.matching.services.reading import reader as shipped_reader

WEIGHTS = dict.fromkeys(Feature.values, 10.0)


def weigh(_word: tuple[str, ...]) -> float:
    return 2.0


def candidate(public_id: str, text: str = "", **fields: object) -> Candidate:
    counts = counted([text])
    return Candidate(
        "organisation",
        1,
        public_id,
        public_id,
        {"lv": public_id},
        counts,
        sum(counts.values()),
        **fields,
    )


def demand(title: str, description: str = "", **fields: object) -> Demand:
    texts, cut = sentences(title, description)
    return Demand(sentences=cut, texts=texts, **fields)


def deed(title: str = "", cpv: tuple[str, ...] = (), **fields: object) -> Deed:
    return Deed("contract", 1, 1, None, words(title), cpv, **fields)


def points(asked: Demand, one: Candidate, deeds: tuple[Deed, ...] = ()) -> float:
    return score(asked, one, deeds, weights=WEIGHTS, weigh=weigh, year=2026).score


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("72000000", "72000000", 1.0),
        ("72262000", "72263000", 0.8),
        ("72262000", "72400000", 0.55),
        ("72000000", "72262000", 0.55),
        ("72262000", "48000000", 0.0),
        ("03100000", "03000000", 0.55),
    ],
)
def test_codes_are_near_as_their_branches_are(one: str, other: str, expected: float) -> None:
    assert closeness(one, other) == closeness(other, one) == expected


ASKED = demand(
    "Skolēnu ēdināšanas uzskaites sistēma",
    cpv=("48000000",),
    sectors=frozenset({"education"}),
    technologies=frozenset({"ai"}),
    requirements=(("certification", "iso-27001"), ("language", "lv")),
    buyer=7,
    region=3,
    budget=100_000.0,
)


@pytest.mark.parametrize(
    "better",
    [
        {"cpv": frozenset({"48000000"})},
        {"sectors": frozenset({"education"})},
        {"technologies": frozenset({"ai"})},
        {"certifications": frozenset({"iso-27001"})},
        {"languages": frozenset({"lv"})},
        {"size": "1-9"},
    ],
)
def test_what_is_better_in_one_feature_never_ranks_lower(better: dict) -> None:
    plain = candidate("plain", "Uzskaites sistēma")
    assert points(ASKED, replace(plain, **better)) > points(ASKED, plain)


@pytest.mark.parametrize(
    "more",
    [
        deed("Skolēnu ēdināšana"),
        deed(cpv=("48100000",)),
        deed(buyer=7),
        deed(region=3),
        deed(cpv=("48100000",), year=2025),
        deed("Ceļu remonts", ("45000000",)),
    ],
)
def test_one_more_thing_done_never_takes_points_away(more: Deed) -> None:
    one, had = (
        candidate("one", "Uzskaites sistēma"),
        (deed("Skolu dienasgrāmata", ("48190000",), year=2019),),
    )
    assert points(ASKED, one, (*had, more)) >= points(ASKED, one, had)


def test_size_counts_only_as_enough() -> None:
    small, large = (candidate("x", size=size) for size in ("10-49", "250+"))
    assert points(ASKED, small) == points(ASKED, large)


def test_age_is_not_scored_where_no_date_is_known() -> None:
    undated = score(
        ASKED, candidate("x"), (deed(cpv=("48000000",)),), weights=WEIGHTS, weigh=weigh, year=2026
    )
    assert "recent" not in {reason.kind for reason in undated.reasons}
    assert ("recent", "unknown") in {(gap.kind, gap.state) for gap in undated.gaps}


def test_score_is_the_sum_of_its_reasons() -> None:
    found = score(
        ASKED,
        candidate("x", "Skolēnu uzskaite"),
        (deed(cpv=("48000000",)),),
        weights=WEIGHTS,
        weigh=weigh,
        year=2026,
    )
    assert found.score == pytest.approx(sum(reason.points for reason in found.reasons), abs=1e-3)
    assert 0 < found.score <= 100


def test_requirements_are_met_missing_or_unknown() -> None:
    states = {}
    for name, held in (("met", {"iso-27001"}), ("missing", {"iso-9001"}), ("unknown", set())):
        one = candidate(name, certifications=frozenset(held))
        found = score(ASKED, one, (), weights=WEIGHTS, weigh=weigh, year=2026)
        states[name] = {gap.state for gap in found.gaps if gap.kind == "certification"}
    assert states == {"met": set(), "missing": {"missing"}, "unknown": {"unknown"}}


def _catalogue() -> list[Candidate]:
    texts = [
        "ēdināšanas uzskaite skolās",
        "pacientu plūsmas prognoze",
        "ceļu uzturēšanas karte",
        "lietvedības sistēma",
        "ūdens skaitītāju dati",
    ]
    return [replace(candidate(f"c{number}", text), key=number) for number, text in enumerate(texts)]


def _order(asked: Demand, found: list[Candidate]) -> list[str]:
    matches = [score(asked, one, (), weights=WEIGHTS, weigh=weigh, year=2026) for one in found]
    return [match.candidate.public_id for match in ranked(matches)]


def test_an_irrelevant_sentence_does_not_change_the_first_three() -> None:
    title = "Skolēnu ēdināšanas uzskaites sistēma"
    plain = _order(demand(title), _catalogue())[:3]
    said = "Sanāksmes notiek otrdienās pulksten deviņos. Tālruni nezvanīt."
    assert _order(demand(title, said), _catalogue())[:3] == plain


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


def test_order_of_input_changes_nothing_even_among_equals() -> None:
    found = [*_catalogue(), *(candidate(f"same{number}", "vienādi vārdi") for number in range(5))]
    shuffled = list(found)
    random.Random(7).shuffle(shuffled)
    assert _order(ASKED, found) == _order(ASKED, shuffled)
    assert _order(ASKED, found)[-5:] != sorted(_order(ASKED, found)[-5:])


def test_codes_are_suggested_from_labels_and_from_known_titles() -> None:
    labels = [
        Coded("Ceļu būve", "45233000"),
        Coded("Programmatūra", "48000000"),
        Coded("Pārtika", "15800000"),
    ]
    suggester = Suggester(
        labels, [Coded("Skolēnu ēdināšana", "55524000")], linear=Linear({}, {}, {})
    )
    assert suggester.suggest("ceļa būves darbi", limit=3)[0][0] == "45233000"
    assert suggester.suggest("skolēnu ēdināšanas pakalpojums", limit=3)[0][0] == "55524000"
    assert suggester.suggest("", limit=3) == []


def test_a_text_that_is_not_latvian_is_read_with_the_latvian_of_its_words() -> None:
    assert in_both_languages("Purchase of firewood for schools").endswith("iegāde malka skola")
    assert in_both_languages("Malkas iegāde skolām") == "Malkas iegāde skolām"
    assert in_both_languages("Qqq") == "Qqq"


READER = Reader(
    [
        Coded("Ceļu remonts Ogrē", "45233141"),
        Coded("Skolēnu ēdināšana", "55524000"),
        Coded("Programmatūra", "48000000"),
    ],
    Linear(
        {"452": 0.0, "555": 0.0},
        {stem: 1.0 for text in ("ceļu", "ēdināšana") for word in words(text) for stem in word},
        {
            stem: [(group, 12.0)]
            for text, group in (("ceļu", "452"), ("ēdināšana", "555"))
            for word in words(text)
            for stem in word
        },
    ),
    Classifier(
        [
            Kind("roads", {"lv": "ceļi"}, ("ceļu", "asfalt*", "ietv*")),
            Kind("catering", {"lv": "ēdināšana"}, ("ēdināšan*",)),
            Kind("light", {"lv": "apgaismojums"}, ("apgaismojum*", "ielu_lamp*")),
        ]
    ),
)
OGRE, JELGAVA, DAUGAVPILS = (56.82, 24.60), (56.65, 23.71), (55.87, 26.52)


def read_points(asked: Demand, deeds: tuple[Deed, ...], kind: str) -> float:
    found = score(
        asked, candidate("x"), deeds, weights=WEIGHTS, weigh=weigh, year=2026, reader=READER
    )
    return next((reason.value for reason in found.reasons if reason.kind == kind), 0.0)


def told(title: str, cpv: tuple[str, ...] = (), **fields: object) -> Deed:
    return deed(title, cpv, said=title, **fields)


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


def test_nearer_work_of_the_kind_counts_more_and_other_work_not_at_all() -> None:
    asked = demand("Ceļu pārbūve", places=(OGRE,))
    values = [
        read_points(asked, (told("Ceļu uzturēšana", places=(place,)),), Feature.NEARBY)
        for place in (OGRE, JELGAVA, DAUGAVPILS)
    ]
    assert values == sorted(values, reverse=True) and values[0] > 0.7
    assert read_points(asked, (told("Ēdināšana", places=(OGRE,)),), Feature.NEARBY) == 0.0


def test_a_client_counts_for_work_of_the_kind_alone() -> None:
    asked = demand("Ceļu pārbūve", buyer=7, client=words("Ogres novada pašvaldība"))
    same = read_points(asked, (told("Ceļu uzturēšana", buyer=7),), Feature.CLIENT)
    like = read_points(
        asked,
        (told("Ceļu uzturēšana", client=words("Jelgavas novada pašvaldība")),),
        Feature.CLIENT,
    )
    assert same > 0.7 and 0 < like < 0.8 * same
    assert read_points(asked, (told("Ēdināšana", buyer=7),), Feature.CLIENT) == 0.0


@pytest.mark.parametrize("seed", range(30))
def test_whoever_did_all_that_another_did_and_more_never_ranks_lower(seed: int) -> None:
    chance = random.Random(seed)
    titles = ["Ceļu remonts Ogrē", "Skolēnu ēdināšana", "Programmatūra skolai", "Ielu apgaismojums"]
    codes = ["45233141", "45000000", "55524000", "48000000"]

    def some(count: int) -> tuple[Deed, ...]:
        return tuple(
            told(
                chance.choice(titles),
                (chance.choice(codes),),
                buyer=chance.choice([None, 7]),
                places=chance.choice([(), (OGRE,), (DAUGAVPILS,)]),
                year=chance.choice([None, 2015, 2025]),
            )
            for _ in range(count)
        )

    asked = demand(
        chance.choice(titles),
        "Sēdes notiek otrdienās.",
        cpv=(chance.choice(codes),),
        buyer=7,
        places=(OGRE,),
    )
    had = some(chance.randint(0, 4))
    less, more = (
        score(
            asked, candidate("x"), deeds, weights=WEIGHTS, weigh=weigh, year=2026, reader=READER
        ).score
        for deeds in (had, (*had, *some(chance.randint(1, 3))))
    )
    assert more >= less


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


def test_places_are_named_in_any_case_and_only_with_a_capital_letter() -> None:
    places = Gazetteer([("Ogre", OGRE), ("Jelgava", JELGAVA)])
    assert places.named_in("Ceļi Ogrē, Ogres novadā un Jelgavā") == (OGRE, JELGAVA)
    assert places.named_in("ogre un jelgava") == ()
