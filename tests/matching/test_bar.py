"""The bar of a score: its parts are its reasons, its rest what is missing to a hundred."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.matching.choices import Feature
from directory.matching.presenters.matches import PARTS, MatchView, ReasonView, bar_of
from directory.matching.records import Reason
from directory.matching.services.candidates import read_candidates
from search.contract import schema
from tests.catalogue.factories import organisation, solution

reasons = st.lists(
    st.builds(
        Reason,
        kind=st.sampled_from(list(Feature)).map(str),
        value=st.just(1.0),
        points=st.floats(0, 100 / len(Feature)),
    ),
    max_size=len(Feature),
)


def test_every_feature_is_in_one_part():
    kinds = [kind for kinds in PARTS.values() for kind in kinds]
    assert sorted(kinds) == sorted(Feature)


@given(reasons)
def test_parts_stand_side_by_side_and_end_at_a_hundred(found):
    parts = bar_of(found)
    ends = [0.0]
    for part in parts:
        start, width = float(part.start.rstrip("%")), float(part.width.rstrip("%"))
        assert start >= ends[-1] - 0.02
        assert width > 0
        ends.append(start + width)
    assert ends[-1] <= 100
    points = sum(reason.points for reason in found)
    filled = sum(float(part.width.rstrip("%")) for part in parts if part.name != "gap")
    # Each part gives up a hair for the space beside it, or is too narrow to be drawn at all.
    assert points - 4 * 0.41 <= filled <= points + 0.04


def test_a_full_score_leaves_no_rest():
    parts = bar_of([Reason(Feature.TEXT, 1, 60), Reason(Feature.CPV, 1, 40)])
    assert [part.name for part in parts] == ["text", "field"]
    assert parts[1].start == "60.00%"


@pytest.mark.django_db
def test_a_candidate_says_who_provides_it_and_wears_the_number_of_who_does():
    owner = organisation(number="40003312822", name_en="Kvantera")
    product = solution(providers=[owner])
    [found] = read_candidates(schema.SOLUTION, [product.pk])
    assert (found.provider["en"], found.emblem) == ("Kvantera", "40003312822")
    [found] = read_candidates(schema.ORGANISATION, [owner.pk])
    assert (found.provider, found.emblem) == ({}, "40003312822")


@given(st.lists(st.floats(0, 30), max_size=len(Feature)))
def test_every_reason_stands_once_and_none_is_folded_away_alone(points):
    told = [ReasonView("text", "text", str(at), "", one) for at, one in enumerate(points)]
    match = MatchView(
        **dict.fromkeys(("type", "public_id", "name", "name_lang", "kind", "url"), ""),
        **dict.fromkeys(("shown_score", "provider", "provider_lang"), ""),
        score=0.0,
        reasons=told,
        gaps=[],
        is_sample=False,
        is_adequate=False,
        emblem=None,  # type: ignore[arg-type]
        bar=[],
    )
    assert [*match.telling, *match.lesser] == told
    assert len(match.lesser) != 1
    assert float(match.lesser_points) == pytest.approx(
        sum(round(one.weight, 1) for one in match.lesser), abs=0.06
    )
