"""Pictures of sample solutions, drawn by code: charts, maps and tables in the palette of the site.

A picture is a pure function of its seed, so loading the samples twice gives the same bytes. Nothing in it is a figure
of a real product; the alternative text says so.
"""

import math
import random
from collections.abc import Callable
from typing import Final, Literal, get_args

from .canvas import GROUNDS, Canvas, Ground
from .terrain import BORDER, bumps, inside

Kind = Literal["forecast", "heat", "network", "table", "map", "timetable", "flow", "contour"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

MARGIN: Final = 88

ALT: Final[dict[Kind, tuple[str, str]]] = {
    "forecast": (
        "Drawing: a line of past values that continues as a forecast with a band of uncertainty.",
        "Zīmējums: iepriekšējo vērtību līnija, kas turpinās kā prognoze ar nenoteiktības joslu.",
    ),
    "heat": (
        "Drawing: a heat map of seven days by twenty-four hours, with totals along two edges.",
        "Zīmējums: siltumkarte ar septiņām dienām un divdesmit četrām stundām, summas gar divām malām.",
    ),
    "network": (
        "Drawing: a network of points in four groups; the most connected points are the largest.",
        "Zīmējums: punktu tīkls četrās grupās; punkti ar visvairāk saitēm ir vislielākie.",
    ),
    "table": (
        "Drawing: a table of ten rows, each with a trend line and a bar, under three totals.",
        "Zīmējums: tabula ar desmit rindām, katrā tendences līnija un stabiņš, virs tām trīs summas.",
    ),
    "map": (
        "Drawing: a map of Latvia in hexagons, darker where values are higher, with marked sites.",
        "Zīmējums: Latvijas karte sešstūros, tumšāka tur, kur vērtības ir lielākas, ar atzīmētām vietām.",
    ),
    "timetable": (
        "Drawing: a timetable of nine rows from morning to night, with a line that marks the present hour.",
        "Zīmējums: grafiks deviņās rindās no rīta līdz vakaram, ar līniju pie pašreizējās stundas.",
    ),
    "flow": (
        "Drawing: flows from five sources to four destinations, the wider the larger.",
        "Zīmējums: plūsmas no pieciem avotiem uz četriem galamērķiem; jo platāka, jo lielāka.",
    ),
    "contour": (
        "Drawing: contour lines of a measured surface, with measuring points on it.",
        "Zīmējums: izmērītas virsmas līmeņlīnijas ar mērījumu punktiem.",
    ),
}


def solution_picture(
    seed: str, *, size: tuple[int, int] = (1280, 800), kind: Kind | None = None
) -> bytes:
    """This will draw the picture that belongs to `seed` and give it as a PNG file.

    `size` is in pixels. Without `kind` the seed chooses one of `KINDS`.
    """
    chance = random.Random(f"picture:{seed}")  # noqa: S311 - a drawing, not a secret
    canvas = Canvas(size=size, ground=chance.choice(GROUNDS))
    DRAWERS[kind or picture_kind(seed)](canvas, chance)
    return canvas.png()


def picture_kind(seed: str) -> Kind:
    """This will say which kind of picture `solution_picture` draws for `seed`."""
    return random.Random(f"kind:{seed}").choice(KINDS)  # noqa: S311 - a drawing, not a secret


def picture_alt(seed: str, *, kind: Kind | None = None) -> dict[str, str]:
    """This will describe the picture of `seed` in words, as `{"en": …, "lv": …}`."""
    english, latvian = ALT[kind or picture_kind(seed)]
    return {"en": english, "lv": latvian}


def _walk(
    chance: random.Random, length: int, *, step: float = 0.06, period: float = 24
) -> list[float]:
    """This will give `length` values between 0 and 1 that wander and also repeat with `period`."""
    level, values = chance.uniform(0.35, 0.6), []
    phase = chance.uniform(0, math.tau)
    for i in range(length):
        level = min(0.75, max(0.2, level + chance.gauss(0, step)))
        values.append(
            level + 0.17 * math.sin(math.tau * i / period + phase) + chance.gauss(0, step / 3)
        )
    return [min(0.97, max(0.03, value)) for value in values]


def _shade(ground: Ground, value: float) -> str:
    return ground.scale[min(len(ground.scale) - 1, max(0, int(value * len(ground.scale))))]


def _forecast(c: Canvas, chance: random.Random) -> None:
    g, left, right, top, bottom = c.ground, MARGIN + 48.0, c.width - MARGIN, 96.0, c.height - 236
    values = _walk(chance, 97)
    now = chance.randint(60, 70)
    xs = [left + (right - left) * i / 96 for i in range(97)]
    ys = [bottom - (bottom - top) * v for v in values]
    for i in range(5):
        y = bottom - (bottom - top) * i / 4
        c.line([(left, y), (right, y)], g.rule if i else g.quiet, width=1.5)
        c.figure((left - 18, y), str(i * 25), anchor="rm")
    c.box(xs[now], top, right, bottom, g.wash)
    for spread, colour in ((5.2, g.amber_wash), (2.4, g.scale[2])):
        reach = [spread * math.sqrt(i - now) * 3.4 for i in range(now, 97)]
        upper = [(x, max(top, y - r)) for x, y, r in zip(xs[now:], ys[now:], reach, strict=True)]
        lower = [(x, min(bottom, y + r)) for x, y, r in zip(xs[now:], ys[now:], reach, strict=True)]
        c.area(upper + lower[::-1], colour)
    c.line(list(zip(xs[: now + 1], ys[: now + 1], strict=True)), g.ink, width=4)
    c.line(
        list(zip(xs[now:], ys[now:], strict=True)),
        g.amber if g.paper == "#1a1c22" else g.scale[4],
        width=5,
    )
    c.line([(xs[now], top), (xs[now], c.height - 92)], g.carmine, width=2)
    c.dot((xs[now], ys[now]), 9, g.carmine, halo=5)
    base = c.height - 136
    for i, x in enumerate(xs[:-1]):
        height = abs(values[i] - values[max(0, i - 1)]) * 340 + 3
        c.box(x + 2, base - min(height, 64), x + 8.6, base, g.rule if i < now else g.amber)
    c.line([(left, base), (right, base)], g.quiet, width=1.5)
    for i in range(0, 97, 12):
        c.figure((xs[i], base + 28), f"{i % 24:02d}", anchor="mm")


def _heat(c: Canvas, chance: random.Random) -> None:
    g, left, top = c.ground, MARGIN + 52.0, 212.0
    side = (c.width - left - MARGIN - 132) / 24
    tall = (c.height - top - 128) / 7
    morning, evening = chance.uniform(7, 10), chance.uniform(15, 19)
    grid = []
    for day in range(7):
        weight = 0.55 if day > 4 else 1.0
        grid.append([
            min(0.999, max(0.0, weight * (
                0.85 * math.exp(-(((h - morning) / 2.4) ** 2)) + 0.95 * math.exp(-(((h - evening) / 2.9) ** 2))
            ) + chance.gauss(0.07, 0.05)))
            for h in range(24)
        ])  # fmt: skip
    for day, row in enumerate(grid):
        y = top + day * tall
        c.figure((left - 22, y + tall / 2), str(day + 1), anchor="rm")
        for hour, value in enumerate(row):
            x = left + hour * side
            c.box(x, y, x + side - 3, y + tall - 3, _shade(g, value))
        c.box(
            c.width - MARGIN - 110,
            y + tall * 0.3,
            c.width - MARGIN - 110 + sum(row) * 11.5,
            y + tall * 0.62,
            g.ink,
        )
    for hour in range(24):
        x, total = left + hour * side, sum(row[hour] for row in grid)
        c.box(x, top - 20 - total * 19, x + side - 3, top - 20, g.rule)
        if hour % 3 == 0:
            c.figure((x + side / 2 - 1, c.height - 98), f"{hour:02d}", anchor="mm")
    peak = max(((v, d, h) for d, row in enumerate(grid) for h, v in enumerate(row)))
    x, y = left + peak[2] * side - 3, top + peak[1] * tall - 3
    corners = [(x, y), (x + side + 3, y), (x + side + 3, y + tall + 3), (x, y + tall + 3), (x, y)]
    c.line(corners, g.carmine, width=5)


def _network(c: Canvas, chance: random.Random) -> None:
    g, middle, nodes = c.ground, (c.width / 2, c.height / 2), []
    colours = (g.ink, g.amber, g.carmine, g.quiet)
    turn = chance.uniform(0, math.tau)
    for group in range(4):
        angle = turn + group * math.tau / 4
        centre = (
            middle[0] + math.cos(angle) * c.width * 0.27,
            middle[1] + math.sin(angle) * c.height * 0.25,
        )
        for i in range(chance.randint(16, 22)):
            # The golden angle spreads points evenly in a disc, as the seeds of a sunflower lie.
            reach, bearing = 31 * math.sqrt(i + 0.4), i * 2.39996 + turn
            nodes.append((group, (centre[0] + reach * math.cos(bearing) * 1.55 + chance.uniform(-9, 9),
                                  centre[1] + reach * math.sin(bearing) * 1.12 + chance.uniform(-9, 9))))  # fmt: skip
    degree = [0] * len(nodes)
    edges = []
    for i, (group, at) in enumerate(nodes):
        near = sorted(
            range(len(nodes)),
            key=lambda j: math.dist(at, nodes[j][1]) * (1 if nodes[j][0] == group else 2.2),
        )
        edges += [(i, j) for j in near[1 : 1 + chance.choice((1, 2, 2, 3))]]
    hubs = [
        chance.choice([i for i, n in enumerate(nodes) if n[0] == group][:5]) for group in range(4)
    ]
    edges += [(a, b) for a in hubs for b in hubs if a < b]
    edges += [
        (hubs[node[0]], i)
        for i, node in enumerate(nodes)
        if chance.random() < 0.4 and i != hubs[node[0]]
    ]
    for a, b in edges:
        degree[a] += 1
        degree[b] += 1
    for a, b in edges:
        far = nodes[a][0] != nodes[b][0]
        c.line([nodes[a][1], nodes[b][1]], g.quiet if far else g.scale[3], width=2.4 if far else 2)
    for (group, at), links in sorted(zip(nodes, degree, strict=True), key=lambda pair: pair[1]):
        c.dot(at, 4 + 2.9 * math.sqrt(links), colours[group], halo=3)


def _table(c: Canvas, chance: random.Random) -> None:
    g, left, right = c.ground, float(MARGIN), c.width - MARGIN
    for i in range(3):
        x = left + i * (right - left) / 3
        c.box(x, 84, x + (right - left) / 3 - 36, 88, g.ink)
        c.figure(
            (x, 138),
            f"{chance.randint(11, 989) / (10 if i == 2 else 1):g}",
            pixels=64,
            colour=g.ink,
        )
        c.box(x, 188, x + chance.randint(90, 190), 196, g.rule)
    top = 248.0
    step = (c.height - top - 72) / 10
    shares = sorted((chance.betavariate(2, 3) for _ in range(10)), reverse=True)
    marked = chance.randrange(1, 6)
    for row, share in enumerate(shares):
        y = top + row * step
        if row == marked:
            c.box(left - 16, y, right + 16, y + step, g.wash)
            c.box(left - 16, y, left - 10, y + step, g.amber)
        c.line([(left, y), (right, y)], g.rule, width=1.5)
        middle = y + step / 2
        c.dot((left + 12, middle), 7, g.carmine if row == marked else g.rule)
        c.box(left + 40, middle - 5, left + 40 + chance.randint(110, 230), middle + 5, g.quiet)
        trend = _walk(chance, 32, step=0.14, period=chance.choice((9, 13, 20)))
        points = [
            (left + 330 + i * 8.2, middle + step * 0.36 - v * step * 0.82)
            for i, v in enumerate(trend)
        ]
        c.line(points, g.ink, width=2.5)
        c.dot(points[-1], 5, g.carmine if row == marked else g.ink)
        c.box(left + 650, middle - 9, left + 650 + 330 * share / shares[0], middle + 9, g.amber)
        c.figure((right, middle), f"{share * 100:.0f}", pixels=24, colour=g.ink, anchor="rm")
    c.line([(left, c.height - 72), (right, c.height - 72)], g.quiet, width=1.5)


def _map(c: Canvas, chance: random.Random) -> None:
    g, radius = c.ground, 21.0
    across = (c.width - 2 * MARGIN) / 7.2
    # At 57 degrees a degree of longitude is 0.545 of a degree of latitude on the ground.
    down = across / 0.545
    upper = (c.height - 2.4 * down) / 2
    border = [
        (MARGIN + (lon - 20.97) * across, upper + (58.07 - lat) * down) for lon, lat in BORDER
    ]
    height, cells = bumps(c, chance, 7), []
    wide, tall = radius * math.sqrt(3), radius * 1.5
    for row in range(int(c.height / tall) + 1):
        for column in range(int(c.width / wide) + 1):
            at = (column * wide + (wide / 2 if row % 2 else 0), row * tall)
            if inside(at, border):
                cells.append((at, height(*at) + chance.uniform(0, 0.14)))
    # Ranks, not values: so every shade of the scale covers about the same area, whatever the hills are.
    rank = {at: i / len(cells) for i, (at, _) in enumerate(sorted(cells, key=lambda cell: cell[1]))}
    corners = [(math.sin(i * math.pi / 3), math.cos(i * math.pi / 3)) for i in range(6)]
    for x, y in rank:
        c.area(
            [(x + dx * (radius - 1.6), y + dy * (radius - 1.6)) for dx, dy in corners],
            _shade(g, rank[x, y]),
        )
    sites = chance.sample([at for at, _ in cells], 7)
    for i, at in enumerate(sites):
        c.dot(at, 13 if i == 0 else 8, g.ink, halo=5)
    for i, colour in enumerate(g.scale):
        c.box(MARGIN + i * 46, c.height - 84, MARGIN + i * 46 + 43, c.height - 70, colour)


def _timetable(c: Canvas, chance: random.Random) -> None:
    g, left, right, top = c.ground, MARGIN + 56.0, c.width - MARGIN, 132.0
    step, hour = (c.height - top - 84) / 9, (right - left) / 18
    for i in range(19):
        x = left + i * hour
        c.line([(x, top - 14), (x, c.height - 84)], g.rule, width=1.2)
        if i % 2 == 0:
            c.figure((x, top - 40), f"{(6 + i) % 24:02d}", anchor="mm")
    now = left + chance.uniform(7, 11) * hour
    palette = (g.ink, g.amber, g.amber, g.quiet, g.scale[2])
    for row in range(9):
        y, at = top + row * step, chance.uniform(0, 1.6)
        c.figure((left - 24, y + step / 2), str(row + 1), anchor="rm")
        while at < 17.4:
            length = min(chance.choice((0.7, 1.1, 1.6, 2.3, 3.2)), 18 - at)
            start, end = left + at * hour, left + (at + length) * hour
            colour = chance.choice(palette)
            c.box(start, y + step * 0.2, end - 4, y + step * 0.8, colour if start < now else g.wash)
            if start >= now:
                c.box(start, y + step * 0.72, end - 4, y + step * 0.8, colour)
            at += length + chance.choice((0.0, 0.0, 0.25, 0.5, 1.1))
    c.line([(now, top - 14), (now, c.height - 68)], g.carmine, width=4)
    c.dot((now, top - 14), 9, g.carmine)


def _flow(c: Canvas, chance: random.Random) -> None:
    g, left, right, gap = c.ground, MARGIN + 26.0, c.width - MARGIN - 26, 22.0
    weights = [[chance.betavariate(1.3, 2.6) + 0.03 for _ in range(4)] for _ in range(5)]
    total = sum(map(sum, weights))
    unit_left = (c.height - 176 - 4 * gap) / total
    unit_right = (c.height - 176 - 3 * gap) / total
    colours = (g.scale[2], g.amber, g.quiet, g.rule, g.carmine)
    starts, ends = [], []
    y = 88.0
    for row in weights:
        starts.append(y)
        y += sum(row) * unit_left + gap
    y = 88.0
    for column in range(4):
        ends.append(y)
        y += sum(row[column] for row in weights) * unit_right + gap
    heads, tails = list(starts), list(ends)
    for i, row in enumerate(weights):
        for j, weight in enumerate(row):
            upper, lower = [], []
            for k in range(41):
                t = k / 40
                ease = t * t * (3 - 2 * t)
                x = left + (right - left) * t
                y1 = heads[i] + (tails[j] - heads[i]) * ease
                thick = weight * (unit_left + (unit_right - unit_left) * t)
                upper.append((x, y1))
                lower.append((x, y1 + thick))
            c.area(upper + lower[::-1], colours[i])
            # A hairline of paper keeps crossing bands apart without transparency.
            c.line(upper, g.paper, width=2)
            c.line(lower, g.paper, width=2)
            heads[i] += weight * unit_left
            tails[j] += weight * unit_right
    for start, end in zip(starts, heads, strict=True):
        c.box(left - 26, start, left - 4, end, g.ink)
    for start, end in zip(ends, tails, strict=True):
        c.box(right + 4, start, right + 26, end, g.ink)


def _contour(c: Canvas, chance: random.Random) -> None:
    g, cell, height = c.ground, 32.0, bumps(c, chance, 9)
    columns, rows = int(c.width / cell) + 1, int(c.height / cell) + 2
    field = [[height(x * cell, y * cell) for x in range(columns + 1)] for y in range(rows)]
    top = max(map(max, field))
    levels = [top * i / 15 for i in range(1, 15)]
    for y in range(rows - 1):
        for x in range(columns):
            a, b, d, e = field[y][x], field[y][x + 1], field[y + 1][x + 1], field[y + 1][x]
            low, high = min(a, b, d, e), max(a, b, d, e)
            for i, level in enumerate(levels):
                if low < level <= high:
                    # Marching squares: where the level crosses the sides of the cell.
                    sides = (
                        (a, b, 0, 0, 1, 0),
                        (b, d, 1, 0, 0, 1),
                        (e, d, 0, 1, 1, 0),
                        (a, e, 0, 0, 0, 1),
                    )
                    cuts = [
                        (x * cell + cell * (px + dx * t), y * cell + cell * (py + dy * t))
                        for p, q, px, py, dx, dy in sides
                        if (p < level) != (q < level)
                        for t in ((level - p) / (q - p),)
                    ]  # fmt: skip
                    c.line(
                        cuts[:2],
                        g.amber if i % 5 == 4 else g.scale[2],
                        width=3.4 if i % 5 == 4 else 1.8,
                    )
    peaks = sorted(
        ((field[y][x], x, y) for y in range(5, rows - 5) for x in range(5, columns - 5)),
        reverse=True,
    )
    for _ in range(26):
        at = (chance.uniform(0.06, 0.94) * c.width, chance.uniform(0.08, 0.92) * c.height)
        c.dot(at, 3.5 + 9 * height(*at) / top, g.ink, halo=3)
    c.dot((peaks[0][1] * cell, peaks[0][2] * cell), 17, g.carmine, halo=5)


DRAWERS: Final[dict[Kind, Callable[[Canvas, random.Random], None]]] = {
    "forecast": _forecast,
    "heat": _heat,
    "network": _network,
    "table": _table,
    "map": _map,
    "timetable": _timetable,
    "flow": _flow,
    "contour": _contour,
}
