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


def present_world(counts: Sequence[tuple[str, str, int]], *, home: str) -> World | None:
    """Return the map for countries given as code, name and number of projects, most first; None for no project."""
    found = {code: number for code, _name, number in counts if number}
    if not found:
        return None
    grouped: dict[int, list[str]] = {}
    for code, path in _countries().items():
        if code != home:
            grouped.setdefault(_step(found.get(code, 0)), []).append(path)
    return World(
        width=COLUMNS * CELL,
        height=ROWS * CELL,
        lands=tuple(Land(step, "".join(paths)) for step, paths in sorted(grouped.items())),
        home=_countries().get(home, ""),
        words=_words(counts),
        steps=tuple(_key()),
    )


def _step(number: int) -> int:
    return sum(number >= least for least in STEPS)


def _key() -> Sequence[Step]:
    ends = (*(least - 1 for least in STEPS[1:]), None)
    found = []
    for step, (least, last) in enumerate(zip(STEPS, ends, strict=True), start=1):
        shown = f"{least}+" if last is None else f"{least}–{last}" if last > least else str(least)
        words = ngettext("%(number)s project", "%(number)s projects", last or least)
        found.append(Step(step, words % {"number": shown}))
    return found


def _words(counts: Sequence[tuple[str, str, int]]) -> str:
    told = [(name, number) for _code, name, number in counts if number]
    most = ", ".join(f"{name} ({whole(number)})" for name, number in told[:_NAMED])
    countries = ngettext(
        "Map of projects carried out in %(number)s country.",
        "Map of projects carried out in %(number)s countries.",
        len(told),
    ) % {"number": whole(len(told))}
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
