"""Weave emblems and bands of the Lielvārde belt out of numbers.

Ten digits, ten signs on a tile of 24 × 24 threads. A *band* spells its number, one lozenge a digit.
An *emblem* shows the last digit as its sign; the three digits before it choose frame, corners and
colours. The same number always gives the same threads, and the home page explains them to readers.

Every tile mirrors left to right, and every sign but Jumis top to bottom as well: a hooked cross
cannot arise.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

SIZE = 24
HALF = SIZE // 2
BAND_HEIGHT = SIZE + 10

# What is longer is cut, so that no request can ask for an endless band.
MAX_DIGITS = 24
REGISTER_DIGITS = 11
COUNT_DIGITS = 4
MARK = "0008"


class Pair(NamedTuple):
    """Two colours of wool: a name for CSS, the ground and the thread on it."""

    name: str
    ground: str
    thread: str


class EmblemArt(NamedTuple):
    """All that a template needs to draw an emblem inline in a 24 × 24 view box."""

    pair: str
    ground: str
    thread: str
    path: str


Point = tuple[int, int]
Row = tuple[bool, ...]
Grid = tuple[Row, ...]
# x and y count threads from the middle, 0 to 11; only Jumis, which has a top, asks for the row.
Rule = Callable[[int, int, int], bool]

CARMINE, INK, AMBER, MADDER = "#9e3039", "#1a1c22", "#e5a93b", "#5e1a22"
LINEN, LINEN_GROUND, BLUSH = "#f6efe2", "#f1e8d8", "#efd9d1"

PAIRS: tuple[Pair, ...] = (
    Pair("carmine-linen", CARMINE, LINEN),
    Pair("linen-carmine", LINEN_GROUND, CARMINE),
    Pair("ink-linen", INK, LINEN),
    Pair("linen-ink", LINEN_GROUND, INK),
    Pair("ink-amber", INK, AMBER),
    Pair("amber-ink", AMBER, INK),
    Pair("madder-amber", MADDER, AMBER),
    Pair("blush-carmine", BLUSH, CARMINE),
    Pair("madder-linen", MADDER, LINEN),
    Pair("blush-madder", BLUSH, MADDER),
)
PAIRS_BY_NAME = {pair.name: pair for pair in PAIRS}


def _saule(x: int, y: int, _: int) -> bool:
    return x + y in (0, 1, 2, 5, 6) or (min(x, y) == 0 and 5 <= max(x, y) <= 9)


def _dievs(x: int, y: int, _: int) -> bool:
    return (y - x in (0, 1) and y <= 7) or (x == 0 and 4 <= y <= 9) or (x == 1 and y in (6, 7))


def _jumis(x: int, _: int, row: int) -> bool:
    v = row - HALF
    stalk = x <= 6 and -4 <= v <= 8 and abs(x - abs(v - 2)) <= 1
    ear = (x in (7, 8) and -4 <= v <= 0) or (x + v == 2 and 4 <= x <= 7)
    return stalk or ear or (x, v) in ((7, -4), (8, -5))


def _laima(x: int, y: int, _: int) -> bool:
    return y <= 9 and (x == 0 or (x <= 5 and x <= y and (y - x) % 4 <= 1))


def _krusts(x: int, y: int, _: int) -> bool:
    near, far = sorted((x, y))
    return (near == 0 and far <= 9) or (near <= 3 and far in (5, 6)) or (near, far) == (2, 2)


def _mara(x: int, y: int, _: int) -> bool:
    return x + y <= 10 and (y + abs(x % 6 - 3)) % 4 >= 2


def _zalktis(x: int, y: int, _: int) -> bool:
    bend = abs(y % 6 - 3)
    return (y <= 7 and x - bend in (0, 1)) or (x, y) == (0, 0)


def _meness(x: int, y: int, _: int) -> bool:
    crescent = 7 <= x + y <= 9 and x >= 3 and y <= 5
    return crescent or x + y <= 1 or (min(x, y) == 0 and x + y <= 3)


def _auseklis(x: int, y: int, _: int) -> bool:
    near, far = sorted((x, y))
    return 1 <= near <= 3 and 1 <= far - near <= 4


def _austra(x: int, y: int, _: int) -> bool:
    crown = x + y in (9, 10) and min(x, y) >= 2
    fruit = y <= 1 and 3 <= x <= 6
    return crown or fruit or (x == 0 and y <= 10) or (y == 5 and x <= 3)


# The place is the digit.
SIGN_NAMES = (
    "Saule", "Dievs", "Jumis", "Laima", "Krusts", "Māra", "Zalktis", "Mēness", "Auseklis", "Austra",
)  # fmt: skip
SIGNS = (_saule, _dievs, _jumis, _laima, _krusts, _mara, _zalktis, _meness, _auseklis, _austra)

# By s = x + y, the distance from the middle along the threads: the lozenge round the sign.
FRAMES: tuple[Rule, ...] = (
    lambda x, y, _: x + y in (12, 13),
    lambda x, y, _: x + y == 12 or (x + y == 13 and x // 2 % 2 == 0),
    lambda x, y, _: x + y in (12, 14),
    lambda x, y, _: x + y == 12,
    lambda x, y, _: x + y == 12 or (x + y in (13, 14) and (x - y) % 4 <= 1),
)

# By a and b, the distances from the nearest corner.
CORNERS: tuple[Callable[[int, int], bool], ...] = (
    lambda a, b: a + b <= 4,
    lambda a, b: a + b in (0, 3, 4),
    lambda a, b: a == b or (min(a, b) == 0 and a + b <= 3),
    lambda a, b: (min(a, b) == 0 and a + b <= 5) or (a, b) == (2, 2),
    lambda a, b: a + b in (2, 4),
    lambda a, b: a + b <= 5 and abs(a - b) <= 1,
    lambda a, b: a + b in (0, 1, 2, 5),
    lambda a, b: max(a, b) <= 1 or (max(a, b) == 3 and a + b <= 5),
    lambda a, b: a + b in (1, 2) or (a + b == 5 and min(a, b) != 2),
    lambda a, b: a + b <= 5 and a % 2 == 0 and b % 2 == 0,
)


# A page of results asks for the same numbers again and again.
@lru_cache(maxsize=4_096)
def belt_number(value: str) -> str:
    """Return the digits that stand for an entry, eleven at least.

    A registration number is its own digits; an id gives the digits in it, led by zeros; an id with
    fewer than the four that colours and sign are chosen by gives eleven digits of its SHA-256, the
    same on every machine.
    """
    # A page of results asks this of twenty numbers, most of which are nothing but digits.
    plain = value.isascii() and value.isdigit()
    found = value if plain else "".join(c for c in value if c.isascii() and c.isdigit())
    found = found[-MAX_DIGITS:]
    if len(found) < len(MARK):
        digest = hashlib.sha256(value.encode()).digest()
        found = str(int.from_bytes(digest[:8], "big"))[-REGISTER_DIGITS:]
    return found.zfill(REGISTER_DIGITS)


def counts_number(counts: Iterable[int]) -> str:
    """Return counts as one row of digits for a band, all of one width: four or the longest."""
    written = [str(max(count, 0)) for count in counts]
    return "".join(number.zfill(max([COUNT_DIGITS, *map(len, written)])) for number in written)


def pair_of(number: str) -> Pair:
    """Return the colours of a number: its fourth digit from the end chooses."""
    return PAIRS[int(belt_number(number)[-4])]


@lru_cache(maxsize=4_096)
def emblem_path(number: str) -> EmblemArt:
    """Return colours and outline of the emblem of a registration number or an id."""
    hundreds, tens, units = map(int, belt_number(number)[-3:])
    return EmblemArt(*pair_of(number), _tile_path(units, tens % 5, (hundreds + tens // 5 * 5) % 10))


def weave_all() -> None:
    """Draw the tile of every emblem once, so that no reader waits for one: a page shows twenty."""
    for sign, frame, corner in product(range(len(SIGNS)), range(len(FRAMES)), range(len(CORNERS))):
        _tile_path(sign, frame, corner)


def sign_path(digit: int) -> str:
    """Return the outline of one sign alone, for the legend of the ten signs."""
    return outline(_weave(lambda x, y, row: x + y <= 10 and SIGNS[digit](x, y, row)))


def emblem_svg(number: str, *, scale: int = 2) -> str:
    """Return the emblem as an SVG file of 24 × 24 threads, each `scale` pixels."""
    return _svg(SIZE, SIZE, pair_of(number), path=emblem_path(number).path, scale=scale)


@lru_cache(maxsize=256)
def band_svg(number: str, *, pair: str = "", scale: int = 4) -> str:
    """Return the whole number as an SVG file, one lozenge a digit between two edges of teeth.

    The number chooses the colours unless `pair` names them. Raises ValueError for a pair that does
    not exist and for a number with anything but digits in it.
    """
    if not (number.isascii() and number.isdigit()):
        raise ValueError("a band needs a number of digits only")
    digits = number[-MAX_DIGITS:]
    if pair and pair not in PAIRS_BY_NAME:
        raise ValueError(f"there is no pair of colours named {pair!r}")
    colours = PAIRS_BY_NAME[pair] if pair else pair_of(digits)
    path = outline(band_grid(digits))
    return _svg(SIZE * len(digits), BAND_HEIGHT, colours, path=path, scale=scale)


def tile_grid(sign: int, frame: int, corner: int) -> Grid:
    """Return the threads of one tile; arguments are places in SIGNS, FRAMES and CORNERS."""
    inner, edge, filler = SIGNS[sign], FRAMES[frame], CORNERS[corner]

    def rule(x: int, y: int, row: int) -> bool:
        if x + y <= 10:
            return inner(x, y, row)
        if x + y <= 15:
            return edge(x, y, row)
        return filler(HALF - 1 - x, HALF - 1 - y)

    return _weave(rule)


def band_grid(digits: str) -> Grid:
    """Return the threads of a band; its tiles share frame and corners, so that lozenges join."""
    led = digits.zfill(3)
    frame, corner = int(led[-2]) % 5, int(led[-3])
    tiles = [tile_grid(int(digit), frame, corner) for digit in digits]
    width = SIZE * len(tiles)
    line, gap = (True,) * width, (False,) * width
    teeth = tuple(column % 4 in (0, 3) for column in range(width))
    body = [tuple(cell for tile in tiles for cell in tile[row]) for row in range(SIZE)]
    return (line, gap, line, teeth, gap, *body, gap, teeth, line, gap, line)


def outline(grid: Grid) -> str:
    """Return the boundary of all threads as SVG path data, which shows no seams at any size."""
    return "".join(_loop_path(loop) for loop in _loops(grid))


@lru_cache(maxsize=512)
def _tile_path(sign: int, frame: int, corner: int) -> str:
    return outline(tile_grid(sign, frame, corner))


def _weave(rule: Rule) -> Grid:
    from_middle = [max(HALF - 1 - place, place - HALF) for place in range(SIZE)]
    return tuple(tuple(rule(x, y, row) for x in from_middle) for row, y in enumerate(from_middle))


def _edges(grid: Grid) -> dict[Point, list[Point]]:
    """Return every edge between thread and ground by its start, the thread always on its right."""
    height, width = len(grid), len(grid[0])
    edges: dict[Point, list[Point]] = {}
    for r, row in enumerate(grid):
        for c, woven in enumerate(row):
            if not woven:
                continue
            if r == 0 or not grid[r - 1][c]:
                edges.setdefault((c, r), []).append((c + 1, r))
            if c == width - 1 or not row[c + 1]:
                edges.setdefault((c + 1, r), []).append((c + 1, r + 1))
            if r == height - 1 or not grid[r + 1][c]:
                edges.setdefault((c + 1, r + 1), []).append((c, r + 1))
            if c == 0 or not row[c - 1]:
                edges.setdefault((c, r + 1), []).append((c, r))
    return edges


def _loops(grid: Grid) -> Iterator[Sequence[Point]]:
    """Yield closed boundaries as their bends, each bend once, in a fixed order."""
    edges = _edges(grid)
    for start in sorted(edges):
        while edges[start]:
            bends: list[Point] = []
            at, heading = start, (0, 0)
            while edges[at]:
                # Where two threads touch at a corner, turning right keeps them two loops.
                right = (at[0] - heading[1], at[1] + heading[0])
                end = right if right in edges[at] else edges[at][0]
                edges[at].remove(end)
                turned = (end[0] - at[0], end[1] - at[1])
                if turned != heading:
                    bends.append(at)
                at, heading = end, turned
                if at == start:
                    break
            yield bends


def _loop_path(bends: Sequence[Point]) -> str:
    at_x, at_y = bends[0]
    steps = [f"M{at_x} {at_y}"]
    for x, y in bends[1:]:
        steps.append(f"h{x - at_x}" if y == at_y else f"v{y - at_y}")
        at_x, at_y = x, y
    return "".join(steps) + "z"


def _svg(width: int, height: int, pair: Pair, *, path: str, scale: int) -> str:
    size = f'width="{width * scale}" height="{height * scale}" viewBox="0 0 {width} {height}"'
    ground = f'<path fill="{pair.ground}" d="M0 0h{width}v{height}H0z"/>'
    thread = f'<path fill="{pair.thread}" d="{path}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{ground}{thread}</svg>'
