"""Threads from a dataset and projects by year: every thread joins two words, every year has its bar."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.browse.presenters.links import Link
from directory.browse.presenters.threads import (
    MIDDLE_LETTERS,
    OTHERS_SHOWN,
    SHOWN,
    TALLEST,
    YEARS,
    Use,
    present_graph,
    present_spark,
)
from directory.media.belt import emblem_path
from tests.catalogue.factories import dataset, solution

ART = emblem_path("7")
names = st.sampled_from("abcdefghijklmnop")
uses = st.lists(
    st.builds(
        Use,
        solution=st.builds(Link, st.text(min_size=1, max_size=100), st.just("#")),
        art=st.just(ART),
        others=st.lists(st.builds(Link, names, st.just("#")), max_size=6, unique=True).map(tuple),
    ),
    max_size=20,
)


@given(uses)
def test_every_thread_joins_two_words_that_are_shown(found):
    graph = present_graph("Hourly weather observations", found)
    if len(found) < 2:
        assert graph is None
        return
    assert len(graph.solutions) == min(len(found), SHOWN)
    assert len(graph.others) <= OTHERS_SHOWN
    shown = {node.text for node in graph.others}
    drawn = found[:SHOWN]
    between = sum(other.label in shown for use in drawn for other in use.others)
    assert len(graph.threads) == len(drawn) + between
    assert all(0 < node.y < graph.height for node in (*graph.solutions, *graph.others))
    assert all(len(node.text) <= MIDDLE_LETTERS for node in graph.solutions)
    assert graph.uses == tuple(found)


@given(st.lists(st.integers(1991, 2030), max_size=40))
def test_every_year_has_its_bar(years):
    spark = present_spark(years)
    counts = Counter(years)
    if len(counts) < 2 or len(years) < 3:
        assert spark is None
        return
    assert spark.last == max(years)
    assert len(spark.bars) == spark.last - spark.first + 1 <= YEARS
    tall = [bar.height for bar in spark.bars]
    assert max(tall) == TALLEST or max(counts[y] for y in range(spark.first, spark.last + 1)) == 0
    for year, bar in zip(range(spark.first, spark.last + 1), spark.bars, strict=True):
        assert f"{year}: {counts[year]}" in spark.words
        assert bar.y + bar.height == TALLEST
        assert bar.height >= 1


@pytest.mark.django_db
def test_a_dataset_shows_what_else_its_solutions_use_and_nothing_that_is_not_public(client):
    weather, ships, secret = (
        dataset(title_en="Hourly weather", slug="weather"),
        dataset(title_en="Ship calls"),
        dataset(title_en="Secret", live=False),
    )
    for name in ("Rindo", "Piestātne"):
        one = solution(name_en=name)
        one.datasets.set([weather, ships, secret])
        one.save()
    page = client.get("/en/datasets/weather/").content.decode()
    assert "2 solutions are built on this dataset: " in page
    assert "They also use: Ship calls." in page
    assert "Secret" not in page
