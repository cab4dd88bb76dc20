"""Two small pictures of data: threads from a dataset to what is built on it, and projects by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.browse.presenters.links import Link
from directory.media.belt import EmblemArt

#: The drawing in CSS pixels; on narrow screens it is not shown, its table is.
WIDTH, ROW = 860, 36
#: Where the columns begin, and how many letters have room in each.
SOURCE_END, MIDDLE, MIDDLE_END, OTHER = 190, 275, 455, 530
SOURCE_LETTERS, MIDDLE_LETTERS, OTHER_LETTERS = 25, 20, 43
SHOWN, OTHERS_SHOWN = 12, 10
#: The years that a sparkline shows at most, and its sizes.
YEARS, BAR, GAP, TALLEST = 12, 10, 4, 28


@dataclass(frozen=True, slots=True)
class Use:
    """A solution built on a dataset, and the other datasets that it is built on."""

    solution: Link
    art: EmblemArt
    others: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A word at a height; `art` is the emblem that stands before it."""

    text: str
    y: int
    art: EmblemArt | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """A dataset, the solutions built on it, what else they are built on, and the threads between."""

    width: int
    height: int
    middle: int
    other: int
    source: tuple[Node, ...]
    solutions: tuple[Node, ...]
    others: tuple[Node, ...]
    threads: tuple[str, ...]
    words: str
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class SparkBar:
    """One year's bar."""

    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Spark:
    """Projects by year as bars, with the same in words."""

    width: int
    height: int
    bars: tuple[SparkBar, ...]
    words: str
    first: int
    last: int


def present_graph(title: str, uses: Sequence[Use]) -> Graph | None:
    """Return the threads of a dataset; None where they would join no more than two words."""
    shown = tuple(uses[:SHOWN])
    if len(shown) < 2:
        return None
    weight = Counter(other.label for use in shown for other in use.others)
    places: dict[str, list[int]] = {}
    for place, use in enumerate(shown):
        for other in use.others:
            places.setdefault(other.label, []).append(place)
    # The most used are shown, each about where its solutions stand, so that threads cross little.
    others = sorted(
        (label for label, _number in weight.most_common(OTHERS_SHOWN)),
        key=lambda label: (sum(places[label]) / len(places[label]), label),
    )
    rows = max(len(shown), len(others))
    height = rows * ROW
    middle = _spread(len(shown), height)
    right = dict(zip(others, _spread(len(others), height), strict=True))
    lines = _wrapped(title, SOURCE_LETTERS)
    centre = height // 2
    threads = [_thread(SOURCE_END, centre, MIDDLE - 8, y) for y in middle]
    threads += [
        _thread(MIDDLE_END, y, OTHER - 12, right[other.label])
        for use, y in zip(shown, middle, strict=True)
        for other in use.others
        if other.label in right
    ]
    words = ngettext(
        "%(number)s solution is built on this dataset: %(names)s.",
        "%(number)s solutions are built on this dataset: %(names)s.",
        len(uses),
    ) % {"number": len(uses), "names": ", ".join(use.solution.label for use in shown)}
    if others:
        words += " " + _("They also use: %(names)s.") % {"names": ", ".join(others)}
    top = centre - (len(lines) - 1) * 9
    return Graph(
        width=WIDTH,
        height=height,
        middle=MIDDLE,
        other=OTHER,
        source=tuple(Node(line, top + 18 * index) for index, line in enumerate(lines)),
        solutions=tuple(
            Node(_cut(use.solution.label, MIDDLE_LETTERS), y, use.art)
            for use, y in zip(shown, middle, strict=True)
        ),
        others=tuple(Node(_cut(label, OTHER_LETTERS), y) for label, y in right.items()),
        threads=tuple(threads),
        words=words,
        uses=tuple(uses),
    )


def present_spark(years: Iterable[int]) -> Spark | None:
    """Return the projects of the last years, one bar a year; None for fewer than three projects or two years."""
    counts = Counter(years)
    if len(counts) < 2 or counts.total() < 3:
        return None
    last = max(counts)
    first = max(min(counts), last - YEARS + 1)
    span = range(first, last + 1)
    most = max(counts[year] for year in span)
    bars = []
    for index, year in enumerate(span):
        tall = round(TALLEST * counts[year] / most) if counts[year] else 1
        bars.append(SparkBar(index * (BAR + GAP), TALLEST - tall, tall))
    words = ", ".join(f"{year}: {counts[year]}" for year in span)
    return Spark(
        width=len(bars) * (BAR + GAP) - GAP,
        height=TALLEST,
        bars=tuple(bars),
        words=_("Projects by year: %(years)s") % {"years": words},
        first=first,
        last=last,
    )


def _spread(number: int, height: int) -> list[int]:
    """Return the heights at which so many words stand evenly."""
    return [round(height * (index + 0.5) / number) for index in range(number)]


def _thread(x: int, y: int, to_x: int, to_y: int) -> str:
    bend = (x + to_x) // 2
    return f"M{x} {y}C{bend} {y} {bend} {to_y} {to_x} {to_y}"


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _wrapped(text: str, letters: int) -> list[str]:
    """Return a text in up to three lines."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= letters or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    shown = [_cut(line, letters) for line in lines[:3]]
    if len(lines) > 3:
        shown[2] = f"{shown[2][: letters - 1]}…"
    return shown
