"""Draws the picture that stands for a page where its address is shared: its name under its belt."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from directory.media.belt import BAND_HEIGHT, MAX_DIGITS, band_grid, pair_of

WIDTH, HEIGHT = 1200, 630
#: Pixels of a thread: a band is cut at the sides and never scaled to fit.
THREAD = 6
MARGIN = 72
PAPER, INK, QUIET, CARMINE = "#faf7f0", "#1a1c22", "#494b54", "#9e3039"
#: Raise it when pictures are drawn in another way, so that kept ones are drawn anew.
EDITION = 3
_NAME_SIZES = (84, 72, 60, 50, 42)
_NAME_LINES = 3
#: The sentence below a name: its size, the height of its lines, and how many there may be.
_SAID, _SAID_LINE, _SAID_LINES = 34, 46, 2
_TITLE, _TEXT = "familjen-grotesk", "instrument-sans"


@dataclass(frozen=True, slots=True)
class Poster:
    """What the picture says: a name, a line above it, a sentence below, the site's name, a number to weave."""

    name: str
    line: str
    site: str
    number: str
    sentence: str = ""

    @property
    def digest(self) -> str:
        """Return what tells this picture from any other."""
        words = "\0".join(
            (str(EDITION), self.name, self.line, self.site, self.number, self.sentence)
        )
        return hashlib.sha256(words.encode()).hexdigest()[:24]


def drawn(poster: Poster) -> bytes:
    """Return the picture as PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    band = _band(poster.number)
    image.paste(band, (0, 0))
    draw = ImageDraw.Draw(image)
    top = band.height + 56
    _write(draw, (MARGIN, top), poster.line, size=30, face=_TEXT, colour=QUIET)
    # A name in letters that the faces lack would be a row of boxes.
    size, lines = _fitted(_drawable(poster.name, _TITLE) or poster.site)
    for number, line in enumerate(lines):
        at = (MARGIN, top + 58 + round(number * size * 1.08))
        _write(draw, at, line, size=size, face=_TITLE, colour=INK)
    bottom = HEIGHT - 66
    below = top + 58 + round(len(lines) * size * 1.08) + 20
    said = _broken(_drawable(poster.sentence, _TEXT), _SAID, _TEXT)
    if len(said) <= min(_SAID_LINES, (bottom - 40 - below) // _SAID_LINE):
        for number, line in enumerate(said):
            at = (MARGIN, below + number * _SAID_LINE)
            _write(draw, at, line, size=_SAID, face=_TEXT, colour=QUIET)
    draw.rectangle((MARGIN, bottom - 24, WIDTH - MARGIN, bottom - 23), fill="#ddd4c2")
    _write(draw, (MARGIN, bottom - 6), poster.site, size=28, face=_TITLE, colour=CARMINE)
    output = BytesIO()
    image.quantize(64).save(output, "PNG", optimize=True)
    return output.getvalue()


def _band(number: str) -> Image.Image:
    """Return a band as wide as the picture: the number again and again, as on the cover of its page."""
    digits = number[-MAX_DIGITS:] or "0"
    grid, pair = band_grid(digits), pair_of(digits)
    threads = Image.new("RGB", (len(grid[0]), BAND_HEIGHT), pair.ground)
    for y, row in enumerate(grid):
        for x, is_thread in enumerate(row):
            if is_thread:
                threads.putpixel((x, y), _rgb(pair.thread))
    tile = threads.resize(
        (threads.width * THREAD, threads.height * THREAD), Image.Resampling.NEAREST
    )
    band = Image.new("RGB", (WIDTH, tile.height), pair.ground)
    for left in range(0, WIDTH, tile.width):
        band.paste(tile, (left, 0))
    return band


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _path(face: str, part: str) -> Path:
    return settings.BASE_DIR / "directory" / "static" / "fonts" / f"{face}-{part}.woff2"


@cache
def _font(face: str, part: str, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(_path(face, part)), size)
    if face == _TEXT:
        font.set_variation_by_axes(
            [float(axis["default"] or 0) for axis in font.get_variation_axes()]
        )
    return font


@cache
def _letters(face: str) -> frozenset[str]:
    """Return all letters of a face."""
    with TTFont(_path(face, "core"), lazy=True) as font:
        return _further(face) | frozenset(map(chr, font.getBestCmap()))


def _drawable(text: str, face: str) -> str:
    """Return a text that the face can draw, without a sign or two that it lacks; nothing for another script."""
    known = "".join(one for one in text if one.isspace() or one in _letters(face))
    return known.strip() if 2 * len(known) > len(text) else ""


@cache
def _further(face: str) -> frozenset[str]:
    """Return the letters that only the second file of a face holds."""
    with TTFont(_path(face, "more"), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def _runs(text: str, face: str, size: int) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
    """Yield stretches of a text with the font that has their letters: each face is cut in two files."""
    further = _further(face)
    for more, letters in groupby(text, lambda letter: letter in further):
        yield "".join(letters), _font(face, "more" if more else "core", size)


def _length(text: str, face: str, size: int) -> float:
    return sum(font.getlength(run) for run, font in _runs(text, face, size))


def _write(
    draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, *, size: int, face: str, colour: str
) -> None:
    x, y = float(at[0]), at[1] + size
    for run, font in _runs(text, face, size):
        draw.text((x, y), run, font=font, fill=colour, anchor="ls")
        x += font.getlength(run)


def _fitted(name: str) -> tuple[int, list[str]]:
    """Return the largest size at which a name fits, and its lines; what never fits is cut."""
    lines: list[str] = []
    for size in _NAME_SIZES:
        lines = _broken(name, size, _TITLE)
        if len(lines) <= _NAME_LINES:
            return size, lines
    last = lines[_NAME_LINES - 1]
    while last and _length(f"{last}…", _TITLE, size) > WIDTH - 2 * MARGIN:
        last = last[:-1]
    return size, [*lines[: _NAME_LINES - 1], f"{last.rstrip()}…"]


def _broken(text: str, size: int, face: str) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        for piece in _pieces(word, size, face):
            longer = f"{line} {piece}".strip()
            if line and _length(longer, face, size) > WIDTH - 2 * MARGIN:
                lines.append(line)
                line = piece
            else:
                line = longer
    return [*lines, line] if line else lines


def _pieces(word: str, size: int, face: str) -> Iterator[str]:
    """Yield a word, or what it has to be cut into where it is longer than a line."""
    rest = word
    while _length(rest, face, size) > WIDTH - 2 * MARGIN:
        end = len(rest) - 1
        while end > 1 and _length(rest[:end], face, size) > WIDTH - 2 * MARGIN:
            end -= 1
        yield rest[:end]
        rest = rest[end:]
    yield rest
