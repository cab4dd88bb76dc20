"""Weigh scores: pure arithmetic of an evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from directory.needs.choices import MOST_POINTS


def weighted(points: Mapping[int, int], weights: Mapping[int, int]) -> float:
    """Return the total of one sheet, from 0 to 100: criterion → points, criterion → weight."""
    return sum(weights[key] * value / MOST_POINTS for key, value in points.items())


def mean(totals: Iterable[float]) -> float:
    """Return the mean of several sheets' totals, each counting alike; 0 without any."""
    found = list(totals)
    return sum(found) / len(found) if found else 0.0
