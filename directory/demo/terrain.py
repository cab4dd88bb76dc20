"""Ground for the drawn maps: the border of Latvia and smooth surfaces."""

import math
import random
from collections.abc import Callable
from typing import Final

from .canvas import Canvas, Point

#: Border of Latvia in degrees (longitude, latitude), coarse: the hexagons of the map are larger than its errors.
BORDER: Final[tuple[Point, ...]] = (
    (20.97, 56.07), (21.05, 56.80), (21.42, 57.02), (21.40, 57.32), (21.73, 57.57), (22.61, 57.76), (23.14, 57.37),
    (23.28, 57.06), (23.58, 56.98), (24.02, 57.05), (24.40, 57.25), (24.36, 57.87), (25.16, 58.07), (25.60, 57.92),
    (26.03, 57.80), (26.53, 57.52), (27.30, 57.53), (27.70, 57.40), (27.70, 57.10), (27.88, 56.75), (28.17, 56.40),
    (28.10, 56.15), (27.60, 55.80), (26.65, 55.67), (26.00, 55.95), (25.00, 56.30), (24.45, 56.27), (23.60, 56.35),
    (22.60, 56.38), (22.00, 56.42), (21.45, 56.25),
)  # fmt: skip


def inside(at: Point, border: list[Point]) -> bool:
    """This will say whether `at` lies within `border`, by counting the sides a ray to the right crosses."""
    x, y = at
    inside = False
    for (x1, y1), (x2, y2) in zip(border, border[1:] + border[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def bumps(c: Canvas, chance: random.Random, count: int) -> Callable[[float, float], float]:
    """This will make a smooth surface over the picture, with values of about 0 to 1."""
    hills = [
        (chance.uniform(0.1, 0.9) * c.width, chance.uniform(0.1, 0.9) * c.height, chance.uniform(110, 250),
         chance.uniform(0.45, 1.0))
        for _ in range(count)
    ]  # fmt: skip

    def height(x: float, y: float) -> float:
        return sum(
            h * math.exp(-((x - hx) ** 2 + (y - hy) ** 2) / (2 * r * r)) for hx, hy, r, h in hills
        )

    return height
