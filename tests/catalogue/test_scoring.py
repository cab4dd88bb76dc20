"""The score of a profile: between 0 and 100, never less for more, explained to the last point."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue.choices import OrganisationKind
from directory.catalogue.scoring import LEAST_WORDS, RULES, completeness

NAMES = [rule.name for rule in RULES]
LONG = "word " * LEAST_WORDS
VALUES = st.one_of(
    st.none(), st.just(""), st.just("  "), st.just(LONG), st.text(max_size=40),
    st.integers(0, 3), st.lists(st.integers(), max_size=2),
)  # fmt: skip
PROFILES = st.dictionaries(st.sampled_from(NAMES), VALUES)
KINDS = st.sampled_from(OrganisationKind.values)


def test_the_points_of_a_supplier_are_per_cent():
    assert sum(rule.points for rule in RULES) == 100
    assert len(set(NAMES)) == len(NAMES)


@given(PROFILES, KINDS)
def test_the_steps_explain_the_score(values, kind):
    found = completeness(values, kind)
    had = sum(step.rule.points for step in found.done)
    whole = sum(step.rule.points for step in found.steps)
    assert found.score == had * 100 // whole
    assert set(found.done) | set(found.missing) == set(found.steps)
    points = [step.rule.points for step in found.missing]
    assert points == sorted(points, reverse=True)


@given(PROFILES, KINDS, st.sampled_from(NAMES))
def test_filling_in_never_takes_points(values, kind, name):
    assert completeness(values | {name: LONG}, kind).score >= completeness(values, kind).score


@given(KINDS)
def test_everything_is_a_hundred_and_nothing_is_none(kind):
    assert completeness(dict.fromkeys(NAMES, LONG), kind).score == 100
    assert completeness({}, kind).score == 0


def test_a_short_description_is_asked_for_again():
    short = {"description_en": "word " * (LEAST_WORDS - 1)}
    assert completeness(short, "company").score == 0
    assert completeness({"description_en": LONG}, "company").score == 10


def test_a_public_body_is_not_asked_what_it_sells():
    asked = {step.rule.name for step in completeness({}, "public").steps}
    assert not asked & {"solutions", "references", "technologies", "markets", "cpv"}
