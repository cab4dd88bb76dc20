"""The map of markets: the world woven in threads, a country the stronger the more was delivered there."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.browse.presenters.text import whole

_DATA = Path(__file__).resolve().parents[1] / "data" / "world.csv"
#: Units of the drawing for one cell, which is drawn as a thread with a gap beside it.
CELL = 5
COLUMNS, ROWS = 200, 74
#: The smallest counts of the steps of colour.
STEPS = (1, 3, 6)
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Land:
    """A stretch of land drawn alike: `step` says how much was delivered there, 0 nothing."""

    step: int
    path: str


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the key."""

    step: int
    label: str


@dataclass(frozen=True, slots=True)
class World:
    """What the map shows, and the same in words."""

    width: int
    height: int
    lands: tuple[Land, ...]
    home: str
    words: str
    steps: tuple[Step, ...]


def present_world(
    counts: Sequence[tuple[str, str, int]], *, home: str, results: bool = False
) -> World | None:
    """Return the map for countries given as code, name and number of projects, most first; None for no project.

    With `results` the numbers are of results of a search, and the steps of colour follow the greatest one.
    """
    steps = (
        _steps(max((number for _code, _name, number in counts), default=0)) if results else STEPS
    )
    found = {code: number for code, _name, number in counts if number}
    if not found:
        return None
    grouped: dict[int, list[str]] = {}
    for code, path in _countries().items():
        if code != home:
            grouped.setdefault(_step(found.get(code, 0), steps), []).append(path)
    return World(
        width=COLUMNS * CELL,
        height=ROWS * CELL,
        lands=tuple(Land(step, "".join(paths)) for step, paths in sorted(grouped.items())),
        home=_countries().get(home, ""),
        words=_words(counts, results=results),
        steps=tuple(_key(steps, results=results)),
    )


def _step(number: int, steps: Sequence[int]) -> int:
    return sum(number >= least for least in steps)


def _steps(most: int) -> Sequence[int]:
    """Return the smallest counts of the steps: all, a tenth and a third of the greatest, each once."""
    return sorted({1, max(1, -(-most // 10)), max(1, -(-most // 3))})


def _key(steps: Sequence[int], *, results: bool) -> Sequence[Step]:
    ends = (*(least - 1 for least in steps[1:]), None)
    found = []
    for step, (least, last) in enumerate(zip(steps, ends, strict=True), start=1):
        shown = f"{least}+" if last is None else f"{least}–{last}" if last > least else str(least)
        count = last or least
        words = (
            ngettext("%(number)s result", "%(number)s results", count)
            if results
            else ngettext("%(number)s project", "%(number)s projects", count)
        )
        found.append(Step(step, words % {"number": shown}))
    return found


def _words(counts: Sequence[tuple[str, str, int]], *, results: bool) -> str:
    told = [(name, number) for _code, name, number in counts if number]
    most = ", ".join(f"{name} ({whole(number)})" for name, number in told[:_NAMED])
    shown = (
        ngettext(
            "Map of results linked with %(number)s country.",
            "Map of results linked with %(number)s countries.",
            len(told),
        )
        if results
        else ngettext(
            "Map of projects carried out in %(number)s country.",
            "Map of projects carried out in %(number)s countries.",
            len(told),
        )
    )
    countries = shown % {"number": whole(len(told))}
    return _("%(countries)s Most: %(most)s.") % {"countries": countries, "most": most}


@cache
def _countries() -> Mapping[str, str]:
    """Return country → the lines that weave it, as SVG path data."""
    with _DATA.open(encoding="utf-8", newline="") as file:
        return {row["country"]: _path(row["runs"]) for row in csv.DictReader(file)}


def _path(runs: str) -> str:
    lines = []
    for run in runs.split():
        row, column, length = map(int, run.split(":"))
        # The middle of the row; the last gap of a run is left out.
        lines.append(f"M{column * CELL} {row * CELL + CELL // 2}h{length * CELL - 1}")
    return "".join(lines)
