"""The way through a list of many pages: the first, the last and those around the present one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

#: Pages named on each side of the present one.
AROUND = 2


@dataclass(frozen=True, slots=True)
class Place:
    """One page among the pages, or the gap between two."""

    number: int = 0
    url: str = ""
    current: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a list, as the pages component takes them; `last` is the number of the last one."""

    numbers: tuple[Place, ...]
    last: int
    previous: str = ""
    next: str = ""


def pages(present: int, last: int, url: Callable[[int], str]) -> Pages:
    """Return the way from the present page, counted from 1; `url` gives the address of each."""
    near = {1, last, *range(max(1, present - AROUND), min(last, present + AROUND) + 1)}
    numbers: list[Place] = []
    before = 0
    for number in sorted(near):
        if number > before + 1:
            numbers.append(Place(gap=True))
        numbers.append(Place(number, url(number), number == present))
        before = number
    return Pages(
        tuple(numbers),
        last,
        previous=url(present - 1) if present > 1 else "",
        next=url(present + 1) if present < last else "",
    )
