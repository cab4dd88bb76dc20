"""This will make the files of type that the site serves from the packages of Fontsource.

There, Latvian letters stand in files of their own, so that a page which says "Rīga" fetches four.
Here each family is cut for this site: one file with what English and Latvian are written with, on
every page, and one with the other letters of Europe, fetched by a page that names Malmö or Łódź. No
weight stays that no style uses, and pairs are kerned alike in every weight: that alone saves a third.
The file of text stays below 14 kB, what a new connection carries in its first round trip.
"""

from __future__ import annotations

import argparse
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.otlLib.optimize import compact
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "directory" / "static" / "fonts"


@dataclass(frozen=True)
class Cut:
    """The weights kept (one alone makes a font without axes), whose kerning counts, and its steps."""

    weights: tuple[int, int] | int
    kerned_at: int
    #: In units of the em. Coarse in the face of text, where one step is half a pixel: pairs that
    #: share few values compress well. Fine in the face of titles, which stand at 100 px.
    step: int


FAMILIES = {
    "instrument-sans": Cut((400, 600), kerned_at=500, step=30),
    "familjen-grotesk": Cut(600, kerned_at=600, step=4),
}
#: What English and Latvian are written with; `unicode-range` in css/tokens.css says the same.
CORE = frozenset(
    map(ord, "\u00a0\u2009\u202f§©«°·»×–—‘’‚“”„…€−ĀāČčĒēĢģĪīĶķĻļŅņŠšŪūŽž")
) | frozenset(range(0x20, 0x7F))
#: The other letters and signs of Europe's Latin alphabets.
MORE = frozenset({*range(0xA1, 0x180), *range(0x218, 0x21C), *map(ord, "ẞ†•‰‹›⁄™≈≤≥")}) - CORE
PARTS = {"core": CORE, "more": MORE}
#: How far, in units of the em, a point may stand from where its weight wants it: a thirtieth of a pixel in text.
TOLERANCE = 2
FEATURES = ["kern", "tnum", "liga", "locl"]


def opened(folder: Path, family: str, part: str, weights: tuple[int, int] | int) -> TTFont:
    """Return one file of a family with no more than the weights asked for."""
    path = folder / f"@fontsource-variable/{family}/files/{family}-{part}-wght-normal.woff2"
    font = TTFont(path)
    return instancer.instantiateVariableFont(font, {"wght": weights})


def add_glyphs(font: TTFont, other: TTFont) -> None:
    """Copy into a font what another of the same family has and it lacks: outlines, widths, characters."""
    known = set(font.getGlyphOrder())
    added = [name for name in other.getGlyphOrder() if name not in known]
    font.setGlyphOrder([*font.getGlyphOrder(), *added])
    for name in added:
        font["glyf"].glyphs[name] = other["glyf"][name]
        font["hmtx"].metrics[name] = other["hmtx"].metrics[name]
        if "gvar" in font:
            font["gvar"].variations[name] = other["gvar"].variations[name]
    font["glyf"].glyphOrder = font.getGlyphOrder()
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap = other.getBestCmap() | table.cmap
    font["maxp"].numGlyphs = len(font.getGlyphOrder())
    # Widths vary as the outlines say; the table that repeats them knows only the old glyphs.
    if "HVAR" in font:
        del font["HVAR"]


def plain(character: int) -> str | None:
    """Return the letter that a letter with a mark is made of, or None."""
    parts = unicodedata.decomposition(chr(character)).split()
    return chr(int(parts[0], 16)) if parts and not parts[0].startswith("<") else None


def kern_like_plain(font: TTFont, names: dict[str, str]) -> None:
    """Put each glyph of `names` into the kerning classes of the letter that it is made of."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            pair: Any = getattr(table, "ExtSubTable", table)
            if pair.LookupType != 2 or pair.Format != 2:
                continue
            first, second = pair.ClassDef1.classDefs, pair.ClassDef2.classDefs
            covered = set(pair.Coverage.glyphs)
            for name, base in names.items():
                if base in covered and name not in covered:
                    pair.Coverage.glyphs.append(name)
                    if base in first:
                        first[name] = first[base]
                if base in second:
                    second.setdefault(name, second[base])
            pair.Coverage.glyphs.sort(key=font.getGlyphID)


def round_kerning(font: TTFont, step: int) -> None:
    """Round the kerning to steps; what is less than half a step goes."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            pair: Any = getattr(table, "ExtSubTable", table)
            if pair.LookupType != 2:
                continue
            if pair.Format == 1:
                values = [record.Value1 for one in pair.PairSet for record in one.PairValueRecord]
            else:
                values = [two.Value1 for one in pair.Class1Record for two in one.Class2Record]
            for value in filter(None, values):
                if hasattr(value, "XAdvance"):
                    value.XAdvance = round(value.XAdvance / step) * step


def loosen(font: TTFont) -> None:
    """Leave out what moves a point by less than can be seen: its neighbours tell where it goes."""
    outlines, metrics = font["glyf"], font["hmtx"].metrics
    for name, variations in font["gvar"].variations.items():
        # fontTools' own way to a glyph's points as variations count them; it has no public name.
        points, control = outlines._getCoordinatesAndControls(name, metrics)  # noqa: SLF001
        for one in variations:
            one.calcInferredDeltas(points, control.endPts)
            one.roundDeltas()
            one.optimize(points, control.endPts, tolerance=TOLERANCE)


def made(folder: Path, family: str, characters: frozenset[int]) -> TTFont:
    """Return a family as the site serves it, with no more than these characters."""
    cut = FAMILIES[family]
    font = opened(folder, family, "latin", cut.weights)
    add_glyphs(font, opened(folder, family, "latin-ext", cut.weights))
    font["GPOS"] = opened(folder, family, "latin", cut.kerned_at)["GPOS"]
    glyphs = font.getBestCmap()
    kern_like_plain(
        font,
        {
            glyph: glyphs[ord(base)]
            for code, glyph in glyphs.items()
            if (base := plain(code)) and ord(base) in glyphs
        },
    )
    options = subset.Options(
        layout_features=FEATURES, hinting=False, notdef_outline=True, glyph_names=False
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    round_kerning(font, cut.step)
    compact(font, 9)
    if "gvar" in font:
        loosen(font)
    # It tells marks from letters, and there is no mark on its own.
    if "GDEF" in font:
        del font["GDEF"]
    font.flavor = "woff2"
    return font


def main() -> None:
    """Write the files and say what each weighs."""
    parser = argparse.ArgumentParser(prog="script/fonts")
    parser.add_argument("--packages", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, default=STATIC, help="folder to write to")
    options = parser.parse_args()
    for family in FAMILIES:
        for part, characters in PARTS.items():
            path = options.into / f"{family}-{part}.woff2"
            made(options.packages, family, characters).save(path)
            print(f"{path.name}: {path.stat().st_size / 1024:.1f} kB")


if __name__ == "__main__":
    main()
