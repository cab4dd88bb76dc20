"""Find places of Latvia in texts, and tell how near places stand: pure, and the same at every call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import cos, exp, hypot, radians

Place = tuple[float, float]
"""Latitude and longitude."""

#: Kilometres at which work counts for a third: most who build, feed and clean work in their own part of the country.
_FAR = 100.0
_KILOMETRES = 111.2
_LATITUDE = 56.9
_LEAST = 3
#: Words and what stands right after them, by which one sees where a name ends.
_MARKED = re.compile(r"(\w+)(\W*)")
#: Words for streets in any form; “ieleja” is a valley and “ielūgums” an invitation.
_STREET = re.compile(
    r"(?:iel(?:a[sim]?|u|ā[sm]?)|(?:prospekt|bulvār|gatv|šosej|krastmal)\w*|streets?)",
    re.IGNORECASE,
)
_SEVERAL = ("ielu", "ielās", "ielām")
#: Endings of where something stands: “Rīgā, Skolas ielā”.
_WHERE = ("ā", "ē", "ī", "ū", "os", "ās", "ēs", "īs")
_AND = frozenset({"un", "and"})
_NEXT, _JOINED = ("",), ("", ",")
_LONGEST_ROW = 30
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
        """Return the places that a text names with a capital letter, each once, in order.

        The name of a street is no place: “Rīgas ielā, Cesvainē” is in Cesvaine.
        """
        said = _MARKED.findall(text)
        streets = _streets(said)
        found = (
            self._places.get(root(word))
            for number, (word, _) in enumerate(said)
            if word[0].isupper() and number not in streets
        )
        return tuple(dict.fromkeys(place for place in found if place is not None))


def _streets(said: Sequence[tuple[str, str]]) -> set[int]:
    """Return which words name streets: the one before “iela”, and before “ielu” all those of a row.

    One name alone before “ielu” is the town whose streets they are.
    """
    found: set[int] = set()
    for number, (word, _) in enumerate(said):
        if _STREET.fullmatch(word):
            several = word.lower() in _SEVERAL
            row = _row_before(said, number) if several else _row_before(said, number)[:1]
            if len(row) > 1 or not several:
                found.update(row)
    return found


def _row_before(said: Sequence[tuple[str, str]], number: int) -> list[int]:
    """Return the names that stand in a row right before a word, the nearest first."""
    row: list[int] = []
    for place in range(number - 1, max(-1, number - _LONGEST_ROW), -1):
        name, mark = said[place]
        if name in _AND:
            continue
        between = mark.strip()
        if (
            not name[0].isupper()
            or name.endswith(_WHERE)
            or between not in (_JOINED if row else _NEXT)
        ):
            break
        row.append(place)
    return row


def nearness(some: Iterable[Place], others: Iterable[Place]) -> float:
    """Return how near the nearest two of some places and others stand: 1 for the same place, towards 0 far away."""
    others = tuple(others)
    return max((_near(one, other) for one in some for other in others), default=0.0)


@lru_cache(maxsize=50_000)
def _near(one: Place, other: Place) -> float:
    north = one[0] - other[0]
    east = (one[1] - other[1]) * cos(radians(_LATITUDE))
    return exp(-_KILOMETRES * hypot(north, east) / _FAR)
