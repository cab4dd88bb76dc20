"""Scoring is monotone, deterministic and deaf to what does not matter."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from directory.matching.choices import Feature
from directory.matching.records import Candidate, Deed, Demand
from directory.matching.scoring.cpv import closeness
from directory.matching.scoring.places import Gazetteer, Place
from directory.matching.scoring.reading import _BYTES_KEPT, Remembered, Told
from directory.matching.scoring.score import ranked, score
from directory.matching.scoring.suggest import Coded, Linear, Suggester
from directory.matching.scoring.words import words
from tests.matching.making import (
    DAUGAVPILS,
    JELGAVA,
    OGRE,
    READER,
    WEIGHTS,
    candidate,
    deed,
    demand,
    read_points,
    told,
    weigh,
)


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
    assert suggester.suggest("xyzxyz", limit=3) == []


def test_a_phrase_names_the_group_and_a_deeper_one_the_code() -> None:
    labels = [Coded("Lauksaimniecības produkcija", "03100000"), Coded("Olas", "03142500")]
    phrases = [Coded("vistu olas", "03142500"), Coded("autoserviss", "50100000")]
    suggester = Suggester(
        [*labels, Coded("Remonts", "50000000"), Coded("Programmatūra", "48000000")],
        [],
        linear=Linear({}, {}, {}),
        phrases=phrases,
    )
    found = suggester.suggest("autoservisa pakalpojumi", limit=5)
    assert found[0][0] == "50100000"
    assert suggester.suggest("vistas olu piegāde", limit=5)[0][0] == "03142500"
    # Each group once, as shares of certainty; the first three of three divisions.
    assert len({code[:3] for code, _ in found}) == len(found)
    assert len({code[:2] for code, _ in found[:3]}) == 3
    assert all(0 < value < 1 for _, value in found) and sum(value for _, value in found) <= 1


def test_nearer_work_of_the_kind_counts_more_and_other_work_not_at_all() -> None:
    asked = demand("Ceļu pārbūve", places=(OGRE,))
    values = [
        read_points(asked, (told("Ceļu uzturēšana", places=(place,)),), Feature.NEARBY)
        for place in (OGRE, JELGAVA, DAUGAVPILS)
    ]
    assert values == sorted(values, reverse=True) and values[0] > 0.7
    assert read_points(asked, (told("Ēdināšana", places=(OGRE,)),), Feature.NEARBY) == 0.0


def test_who_did_most_of_such_work_nearby_comes_before_who_does_it_everywhere() -> None:
    asked = demand("Ceļu pārbūve", places=(OGRE,))
    here, there = (told("Ceļu uzturēšana", places=(place,)) for place in (OGRE, DAUGAVPILS))
    other, nowhere = told("Ēdināšana", places=(DAUGAVPILS,)), told("Ceļu uzturēšana")

    def near(*deeds: Deed) -> float:
        return read_points(asked, deeds, Feature.NEARBY)

    assert (
        near(here, here) > near(here) > near(here, there) > near(here, there, there) > near(there)
    )
    assert near(here, other) == near(here, nowhere) == near(here)


def test_work_for_the_same_region_counts_where_no_place_is_told() -> None:
    asked = demand("Ceļu pārbūve", region=3)
    same, other = (told("Ceļu uzturēšana", region=region) for region in (3, 4))
    assert read_points(asked, (same,), Feature.NEARBY) > 0.1
    assert read_points(asked, (other,), Feature.NEARBY) == 0.0


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
def test_whoever_did_all_that_another_did_and_more_of_it_here_never_ranks_lower(seed: int) -> None:
    chance = random.Random(seed)
    titles = ["Ceļu remonts Ogrē", "Skolēnu ēdināšana", "Programmatūra skolai", "Ielu apgaismojums"]
    codes = ["45233141", "45000000", "55524000", "48000000"]

    def some(count: int, *places: tuple[Place, ...]) -> tuple[Deed, ...]:
        return tuple(
            told(
                chance.choice(titles),
                (chance.choice(codes),),
                buyer=chance.choice([None, 7]),
                places=chance.choice(places),
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
    had = some(chance.randint(0, 4), (), (OGRE,), (DAUGAVPILS,))
    # What was done elsewhere makes who did it less of the place, and is left out here.
    further = some(chance.randint(1, 3), (), (OGRE,))
    less, more = (
        score(
            asked, candidate("x"), deeds, weights=WEIGHTS, weigh=weigh, year=2026, reader=READER
        ).score
        for deeds in (had, (*had, *further))
    )
    assert more >= less


def test_places_are_named_in_any_case_and_only_with_a_capital_letter() -> None:
    places = Gazetteer([("Ogre", OGRE), ("Jelgava", JELGAVA)])
    assert places.named_in("Ceļi Ogrē, Ogres novadā un Jelgavā") == (OGRE, JELGAVA)
    assert places.named_in("ogre un jelgava") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ogres ielā 4, Jelgavā", (JELGAVA,)),
        ("Jelgavā, Ogres ielā 4", (JELGAVA,)),
        ("Ogres, Linarda Laicēna un Daugavpils ielu pārbūve Jelgavā", (JELGAVA,)),
        ("Ogres prospekta posms", ()),
        ("Ogres ielu uzturēšana", (OGRE,)),
        ("Ogres ieleja un Jelgavas ielūgumi", (OGRE, JELGAVA)),
        ("Ielu uzturēšana Ogrē un Jelgavā", (OGRE, JELGAVA)),
        ("Ogres pilsētas ielas", (OGRE,)),
    ],
)
def test_streets_named_after_places_are_not_these_places(
    text: str, expected: tuple[Place, ...]
) -> None:
    places = Gazetteer([("Ogre", OGRE), ("Jelgava", JELGAVA), ("Daugavpils", DAUGAVPILS)])
    assert places.named_in(text) == expected


def test_what_texts_tell_is_kept_within_bounds_and_of_the_last_ones() -> None:
    read: list[str] = []

    def tell(text: str, _codes: tuple[str, ...]) -> Told:
        read.append(text)
        return Told(length=float(len(text)))

    remembered = Remembered(tell, size=lambda told: int(told.length), most=10)
    for text in ("four", "five", "four", "more"):
        assert remembered(text).length == 4
    # Of the two the one asked for last was kept.
    assert [remembered(text).length for text in ("four", "more", "five")] == [4, 4, 4]
    assert read == ["four", "five", "more", "five"]
    assert remembered.held == 8
    # What is larger than all of the room is told, and not kept.
    assert remembered("a long text of somebody").length == 23
    assert remembered.held == 0
    # Codes tell texts apart.
    assert remembered("four") is not remembered("four", ("72000000",))


def test_a_reader_keeps_many_texts_of_people_and_little_of_noise() -> None:
    letters = random.Random(7)
    for _number in range(20):
        noise = "".join(letters.choices("abcdefghijklmnoprstuvz ", k=20_000))
        one = READER.tell(noise)
        assert READER.tell._size(one) > 100 * len(one.runs)
    assert READER.tell.held <= _BYTES_KEPT
    assert READER.tell("Skolēnu ēdināšanas uzskaite") is READER.tell("Skolēnu ēdināšanas uzskaite")
