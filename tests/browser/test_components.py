"""The component page looks as it looked when somebody last looked at it, and fits every width.

`BROWSER_PICTURES=write` stores the pictures anew, after they were looked at; a difference leaves what
was seen in `var/pictures`.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from tests.browser.conftest import Opener
from tests.browser.test_pages import overflow
from tests.browser.tools import ROOT

STORED = Path(__file__).parent / "pictures"
SEEN = ROOT / "var" / "pictures"
LOOKS = [("en", 1280, "light"), ("lv", 390, "light"), ("en", 390, "dark"), ("lv", 1280, "dark")]
#: A colour that differs by less comes from the stored picture's smaller palette, or from how a letter's edge is drawn.
SAME_COLOUR = 48
#: The share of a component's pixels that may differ.
SAME_SHARE = 0.002
_COLOURS = 255
_PLACES = """() => Object.fromEntries([...document.querySelectorAll("[data-specimen]")].map((one) => {
  const {top, bottom} = one.getBoundingClientRect();
  return [one.dataset.specimen, [Math.floor(top + scrollY), Math.ceil(bottom + scrollY)]];
}))"""


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_it_fits_every_width(opened: Opener, lang: str) -> None:
    page = opened(f"/{lang}/components/")
    wide = {}
    for width in (320, 390, 640, 1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        if found := overflow(page):
            wide[width] = found
    assert wide == {}


@pytest.mark.parametrize(("lang", "width", "theme"), LOOKS)
def test_it_looks_as_stored(opened: Opener, lang: str, width: int, theme: Any) -> None:
    page = opened(f"/{lang}/components/", width=width, color_scheme=theme)
    places, seen = look(page)
    stored = STORED / f"{lang}-{width}-{theme}.png"
    if os.environ.get("BROWSER_PICTURES") == "write":
        STORED.mkdir(exist_ok=True)
        seen.quantize(_COLOURS, dither=Image.Dither.NONE).save(stored, optimize=True)
    with Image.open(stored) as picture:
        before = picture.convert("RGB")
    changed = differing(before, seen, places)
    if changed:
        SEEN.mkdir(parents=True, exist_ok=True)
        seen.save(SEEN / stored.name)
    assert changed == {}, f"look at {SEEN / stored.name}, then store it with BROWSER_PICTURES=write"


def look(page: Page) -> tuple[dict[str, tuple[int, int]], Image.Image]:
    """Return where each component is, from top to bottom, and the picture of the whole page."""
    page.evaluate("document.fonts.ready")
    shot = page.screenshot(full_page=True, animations="disabled")
    with Image.open(BytesIO(shot)) as picture:
        return page.evaluate(_PLACES), picture.convert("RGB")


def differing(
    before: Image.Image, now: Image.Image, places: dict[str, tuple[int, int]]
) -> dict[str, str]:
    """Return the components that look otherwise, with the share of their pixels that differ."""
    if before.width != now.width:
        return {"page": f"{now.width} px wide instead of {before.width}"}
    found = {}
    for name, (top, bottom) in places.items():
        box = (0, top, now.width, bottom)
        apart = ImageChops.difference(before.crop(box), now.crop(box))
        # The colour that differs most decides.
        most = ImageChops.lighter(ImageChops.lighter(*apart.split()[:2]), apart.split()[2])
        share = sum(most.histogram()[SAME_COLOUR:]) / (now.width * (bottom - top))
        if share > SAME_SHARE:
            found[name] = f"{share:.1%}"
    return found


def test_a_component_that_moved_is_told() -> None:
    before = Image.new("RGB", (100, 100), "white")
    now = before.copy()
    now.paste("black", (0, 60, 10, 70))
    places = {"above": (0, 50), "below": (50, 100)}
    assert differing(before, now, places) == {"below": "2.0%"}
    assert differing(before, before.copy(), places) == {}
    assert differing(before, now.resize((90, 100)), places) == {"page": "90 px wide instead of 100"}
