"""A mosaic of counts: one rectangle divided among labels, each tile as large as its count.

Squarified treemap after Bruls, Huizing and van Wijk (2000): rows along the shorter side, each row
ended where the next tile would make its tiles longer than they must be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.browse.presenters.text import whole

#: The drawing in CSS pixels at its full size. On narrow screens it is not shown: words would not fit its tiles.
WIDTH, HEIGHT = 1184, 500
#: The gap between tiles, and from a tile's edge to its words.
GAP, PADDING = 4, 10
#: What a letter takes on average in the site's text face, and a line, at the size of the labels.
LETTER, LINE = 7.2, 18
#: Words are wider than high, so tiles are laid out as squares of a drawing as much higher, and pressed flat.
FLAT = 2.4
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words and where it begins."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A label's share of the rectangle; `lines` is empty where it has no room for words."""

    x: int
    y: int
    width: int
    height: int
    label: str
    count: int
    lines: tuple[Line, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Mosaic:
    """The tiles, largest first, and the same in words."""

    width: int
    height: int
    tiles: tuple[Tile, ...]
    words: str


def present_mosaic(counts: Sequence[tuple[str, int]]) -> Mosaic | None:
    """Return the mosaic of labels and counts; None where fewer than two count anything."""
    told = sorted(((label, count) for label, count in counts if count > 0), key=lambda one: -one[1])
    if len(told) < 2:
        return None
    most = ", ".join(f"{label} ({whole(count)})" for label, count in told[:_NAMED])
    words = _("Solutions by sector. Most: %(most)s.") % {"most": most}
    return Mosaic(WIDTH, HEIGHT, tuple(_tiles(told, WIDTH, HEIGHT)), words)


def _tiles(told: Sequence[tuple[str, int]], width: int, height: int) -> list[Tile]:
    found: list[Tile] = []
    shares = [count for _label, count in told]
    for (label, count), box in zip(told, divided(shares, width, height * FLAT), strict=True):
        left, right = round(box[0]), round(box[2])
        top, bottom = round(box[1] / FLAT), round(box[3] / FLAT)
        # A tile keeps a pixel at least, however small its share.
        wide, high = max(right - left - GAP, 1), max(bottom - top - GAP, 1)
        lines = _lines(label, count, left, top, wide, high)
        found.append(Tile(left, top, wide, high, label, count, lines, strong=not found))
    return found


def divided(
    shares: Sequence[float], width: float, height: float
) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom for each share, largest first, that together fill the rectangle."""
    scale = width * height / sum(shares)
    areas = [share * scale for share in shares]
    found: list[tuple[float, float, float, float]] = []
    left, top = 0.0, 0.0
    while len(found) < len(areas):
        side = min(width - left, height - top)
        row = [areas[len(found)]]
        for area in areas[len(found) + 1 :]:
            if _worst([*row, area], side) > _worst(row, side):
                break
            row.append(area)
        depth = sum(row) / side
        upright = width - left >= height - top
        along = top if upright else left
        for area in row:
            reach = along + area / depth
            found.append(
                (left, along, left + depth, reach) if upright else (along, top, reach, top + depth)
            )
            along = reach
        left, top = (left + depth, top) if upright else (left, top + depth)
    return found


def _worst(row: Sequence[float], side: float) -> float:
    """Return how much longer than wide the least square tile of a row is."""
    total = sum(row)
    return max(side**2 * max(row) / total**2, total**2 / (side**2 * min(row)))


def _lines(label: str, count: int, x: int, y: int, width: int, height: int) -> tuple[Line, ...]:
    """Return the count and the label broken into lines; only the count, or nothing, where there is no room."""
    room = int((width - 2 * PADDING) / LETTER)
    most = (height - 2 * PADDING) // LINE
    number = whole(count)
    if most < 1 or room < len(number):
        return ()
    words = [number]
    for word in label.split():
        if len(words) > 1 and len(words[-1]) + 1 + len(word) <= room:
            words[-1] += f" {word}"
        else:
            words.append(word)
    if len(words) > most or any(len(word) > room for word in words):
        # Half a name tells nothing, and the list under the picture tells all of it.
        words = [number]
    first = y + PADDING + LINE * 3 // 4
    return tuple(Line(x + PADDING, first + LINE * at, text) for at, text in enumerate(words))
