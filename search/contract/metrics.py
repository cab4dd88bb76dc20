"""Measure how good a ranking is against grades that people gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Final

NDCG_AT: Final = 10
RECALL_AT: Final = 50


@dataclass(frozen=True, slots=True)
class Quality:
    """Hold the means over some questions, each from 0 to 1; `zero` is the share of questions that found nothing."""

    questions: int
    ndcg: float
    mrr: float
    recall: float
    zero: float


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], *, at: int = NDCG_AT) -> float:
    """Return the normalised discounted cumulative gain of the first results.

    The gain of a grade g is 2^g - 1, its discount log2(rank + 1) (Burges et al. 2005). A question without a grade
    above 0 counts 0.
    """
    best = _gain(sorted(grades.values(), reverse=True)[:at])
    return _gain([grades.get(key, 0) for key in ranking[:at]]) / best if best else 0.0


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """Return one divided by the place of the first result with a grade above 0; 0 where there is none."""
    for place, key in enumerate(ranking, start=1):
        if grades.get(key, 0) > 0:
            return 1 / place
    return 0.0


def recall(ranking: Sequence[str], grades: Mapping[str, int], *, at: int = RECALL_AT) -> float:
    """Return which share of all entries with a grade above 0 is among the first results."""
    relevant = {key for key, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranking[:at])) / len(relevant) if relevant else 0.0


def quality(answers: Iterable[tuple[Sequence[str], Mapping[str, int]]]) -> Quality:
    """Return the means over questions, each given as its ranking and its grades; raises `ValueError` without any."""
    rows = [
        (
            ndcg(ranking, grades),
            reciprocal_rank(ranking, grades),
            recall(ranking, grades),
            not ranking,
        )
        for ranking, grades in answers
    ]
    if not rows:
        raise ValueError("there is no question to measure by")
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    return Quality(len(rows), *means)


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(place + 1) for place, grade in enumerate(grades, start=1))
