"""The canvas of the sample pictures: smooth shapes in design units, and the colours they are drawn in."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]

#: Pillow's lines have hard edges: drawing twice as large and averaging is the cheapest smoothing.
OVERSAMPLING: Final = 2
#: All layouts are written for this width; other sizes scale it.
DESIGN_WIDTH: Final = 1280


@dataclass(frozen=True)
class Ground:
    """A set of colours that belong together: the tokens of the site in one theme."""

    paper: str
    wash: str
    rule: str
    quiet: str
    ink: str
    amber: str
    amber_wash: str
    carmine: str
    scale: tuple[str, ...]


GROUNDS: Final = (
    Ground(
        paper="#faf7f0", wash="#f1eadc", rule="#ddd4c3", quiet="#62636c", ink="#1a1c22", amber="#e5a93b",
        amber_wash="#fbe9c6", carmine="#9e3039",
        scale=("#f4eee2", "#fbe9c6", "#f3d08a", "#e5a93b", "#bd7f16", "#7d5200", "#3d2b10"),
    ),
    Ground(
        paper="#f1eadc", wash="#e7dec9", rule="#d3c8b2", quiet="#5b5c64", ink="#1a1c22", amber="#d79a2b",
        amber_wash="#f3dcae", carmine="#9e3039",
        scale=("#e9e0ce", "#e6c9c0", "#d79c96", "#c0676a", "#9e3039", "#7a222b", "#45151c"),
    ),
    Ground(
        paper="#1a1c22", wash="#242832", rule="#383c47", quiet="#a3a097", ink="#f3eee4", amber="#e5a93b",
        amber_wash="#4a3a1c", carmine="#d8646a",
        scale=("#242832", "#3a3324", "#5f4a20", "#8d6a22", "#bd8a2c", "#e5a93b", "#f7dca4"),
    ),
)  # fmt: skip


@lru_cache(maxsize=8)
def _font(pixels: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size=pixels)


class Canvas:
    """This will take shapes in design units (1280 wide) and keep them smooth at the size asked for."""

    def __init__(self, *, size: tuple[int, int], ground: Ground) -> None:
        self.size = size
        self.ground = ground
        self.scale = size[0] * OVERSAMPLING / DESIGN_WIDTH
        self.width = float(DESIGN_WIDTH)
        self.height = DESIGN_WIDTH * size[1] / size[0]
        self.image = Image.new(
            "RGB", (size[0] * OVERSAMPLING, size[1] * OVERSAMPLING), ground.paper
        )
        self.draw = ImageDraw.Draw(self.image)

    def _scaled(self, points: list[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def line(self, points: list[Point], colour: str, *, width: float = 2) -> None:
        self.draw.line(
            self._scaled(points),
            fill=colour,
            width=max(1, round(width * self.scale)),
            joint="curve",
        )

    def area(self, points: list[Point], colour: str) -> None:
        self.draw.polygon(self._scaled(points), fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        if right > left and bottom > top:
            s = self.scale
            # Pillow includes the last pixel: without the −1 neighbours would overlap.
            self.draw.rectangle((left * s, top * s, right * s - 1, bottom * s - 1), fill=colour)

    def dot(self, at: Point, radius: float, colour: str, *, halo: float = 0) -> None:
        for r, fill in (
            ((radius + halo, self.ground.paper), (radius, colour)) if halo else ((radius, colour),)
        ):
            x, y, r = at[0] * self.scale, at[1] * self.scale, r * self.scale
            self.draw.ellipse((x - r, y - r, x + r, y + r), fill=fill)

    def figure(
        self,
        at: Point,
        text: str,
        *,
        pixels: int = 22,
        colour: str | None = None,
        anchor: str = "lm",
    ) -> None:
        font = _font(max(6, round(pixels * self.scale)))
        self.draw.text(
            (at[0] * self.scale, at[1] * self.scale),
            text,
            font=font,
            fill=colour or self.ground.quiet,
            anchor=anchor,
        )

    def png(self) -> bytes:
        output = BytesIO()
        self.image.reduce(OVERSAMPLING).save(output, "PNG", compress_level=3)
        return output.getvalue()
