"""Find places of Latvia in texts, and tell how near places stand: pure, and the same at every call."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from math import cos, exp, hypot, radians

Place = tuple[float, float]
"""Latitude and longitude."""

#: Kilometres at which work counts for a third: most who build, feed and clean work in their own part of the country.
_FAR = 100.0
_KILOMETRES = 111.2
_LATITUDE = 56.9
_LEAST = 3
_WORD = re.compile(r"\w+")
#: Endings that the names of places take, the longest first.
_ENDINGS = tuple(
    "iem ām ēm os ās ēs īs ņu šu as es is us ai ei am em im um ā ē ī ū a e i u s š".split()
)


def root(word: str) -> str:
    """Return the part of a name that its cases share."""
    word = word.lower()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word.removesuffix(ending)
    return word


class Gazetteer:
    """Knows places by the roots of their names."""

    def __init__(self, rows: Iterable[tuple[str, Place]]) -> None:
        self._places = {root(name): place for name, place in rows}

    def named_in(self, text: str) -> tuple[Place, ...]:
        """Return the places that a text names with a capital letter, each once, in order."""
        found = (self._places.get(root(word)) for word in _WORD.findall(text) if word[0].isupper())
        return tuple(dict.fromkeys(place for place in found if place is not None))


def nearness(some: Iterable[Place], others: Iterable[Place]) -> float:
    """Return how near the nearest two of some places and others stand: 1 for the same place, towards 0 far away."""
    others = tuple(others)
    return max((_near(one, other) for one in some for other in others), default=0.0)


@lru_cache(maxsize=50_000)
def _near(one: Place, other: Place) -> float:
    north = one[0] - other[0]
    east = (one[1] - other[1]) * cos(radians(_LATITUDE))
    return exp(-_KILOMETRES * hypot(north, east) / _FAR)
