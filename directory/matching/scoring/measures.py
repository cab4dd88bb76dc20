"""Judge rankings: nDCG, mean reciprocal rank and hits, with confidence intervals by resampling."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from random import Random

FIRST = 10
_RESAMPLES = 1_000


@dataclass(frozen=True, slots=True)
class Judged:
    """One ranking beside the grades of what should be in it."""

    ranking: Sequence[str]
    grades: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Measure:
    """A mean over rankings with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def ndcg(judged: Judged) -> float:
    """Return the normalised discounted cumulative gain of the first ten."""
    gain = sum(
        (2 ** judged.grades.get(key, 0) - 1) / log2(place + 1)
        for place, key in enumerate(judged.ranking[:FIRST], 1)
    )
    best = sorted(judged.grades.values(), reverse=True)[:FIRST]
    ideal = sum((2**grade - 1) / log2(place + 1) for place, grade in enumerate(best, 1))
    return gain / ideal if ideal else 0.0


def reciprocal_rank(judged: Judged) -> float:
    """Return one divided by the place of the first that fits."""
    return next(
        (1 / place for place, key in enumerate(judged.ranking, 1) if judged.grades.get(key, 0) > 0),
        0.0,
    )


def hit(judged: Judged) -> float:
    """Return 1 where something that fits is among the first ten, else 0."""
    return float(any(judged.grades.get(key, 0) > 0 for key in judged.ranking[:FIRST]))


def recall(judged: Judged, *, most: int = 50) -> float:
    """Return the share of what fits among the first fifty."""
    fitting = {key for key, grade in judged.grades.items() if grade > 0}
    return len(fitting & set(judged.ranking[:most])) / len(fitting) if fitting else 0.0


MEASURES: Mapping[str, Callable[[Judged], float]] = {
    "nDCG@10": ndcg,
    "MRR": reciprocal_rank,
    "hit@10": hit,
    "recall@50": recall,
}


def mean(values: Sequence[float]) -> Measure:
    """Return a mean with its interval, the same at every call: the resampling has a fixed seed."""
    if not values:
        return Measure(0.0, 0.0, 0.0)
    chance = Random(20_261_123)  # noqa: S311  resampling, no secret
    size = len(values)
    means = sorted(sum(chance.choices(values, k=size)) / size for _ in range(_RESAMPLES))
    return Measure(
        sum(values) / size, means[int(_RESAMPLES * 0.025)], means[int(_RESAMPLES * 0.975) - 1]
    )
