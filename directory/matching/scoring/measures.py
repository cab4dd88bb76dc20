"""Judge rankings: nDCG, mean reciprocal rank and hits, with confidence intervals by resampling."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from search.contract import metrics

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
    return metrics.ndcg(judged.ranking, judged.grades, at=FIRST)


def reciprocal_rank(judged: Judged) -> float:
    """Return one divided by the place of the first that fits."""
    return metrics.reciprocal_rank(judged.ranking, judged.grades)


def hit(judged: Judged) -> float:
    """Return 1 where something that fits is among the first ten, else 0."""
    return float(any(judged.grades.get(key, 0) > 0 for key in judged.ranking[:FIRST]))


def recall(judged: Judged) -> float:
    """Return the share of what fits among the first fifty."""
    return metrics.recall(judged.ranking, judged.grades)


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


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Measure:
    """Return how many times one mean is another over the same rankings, resampled in pairs."""
    below = sum(theirs)
    if not below:
        return Measure(0.0, 0.0, 0.0)
    chance = Random(20_261_123)  # noqa: S311  resampling, no secret
    places = range(len(theirs))
    found = []
    for _ in range(_RESAMPLES):
        drawn = chance.choices(places, k=len(theirs))
        beneath = sum(theirs[place] for place in drawn)
        if beneath:
            found.append(sum(ours[place] for place in drawn) / beneath)
    found.sort()
    return Measure(
        sum(ours) / below, found[int(len(found) * 0.025)], found[int(len(found) * 0.975) - 1]
    )
