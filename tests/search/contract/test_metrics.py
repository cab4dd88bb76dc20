"""The measures of a ranking, by examples that can be worked out by hand."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.contract.metrics import ndcg, quality, recall, reciprocal_rank

GRADES = {"a": 3, "b": 1, "c": 0}


def test_ndcg_by_hand() -> None:
    best = 7 / log2(2) + 1 / log2(3)
    assert ndcg(["a", "b"], GRADES) == pytest.approx(1)
    assert ndcg(["x", "a"], GRADES) == pytest.approx((7 / log2(3)) / best)
    assert ndcg(["c", "x"], GRADES) == 0
    assert ndcg(["x"] * 10 + ["a"], GRADES) == 0
    assert ndcg(["a"], {}) == 0


def test_the_other_measures_by_hand() -> None:
    assert reciprocal_rank(["x", "c", "b"], GRADES) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x"], GRADES) == 0
    assert recall(["b", "x"], GRADES) == pytest.approx(0.5)
    assert recall(["x"] * 50 + ["a", "b"], GRADES) == 0
    measured = quality([(["a", "b"], GRADES), ([], GRADES)])
    assert (measured.questions, measured.zero, measured.mrr) == (2, 0.5, 0.5)
    with pytest.raises(ValueError, match="no question"):
        quality([])


@given(
    st.permutations(list("abcdefghijkl")),
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3)),
)
def test_no_ranking_is_better_than_the_sorted_one(
    ranking: list[str], grades: dict[str, int]
) -> None:
    best = sorted(ranking, key=lambda key: -grades.get(key, 0))
    assert 0 <= ndcg(ranking, grades) <= ndcg(best, grades) + 1e-9
    if any(grades.values()):
        assert ndcg(best, grades) == pytest.approx(1)
