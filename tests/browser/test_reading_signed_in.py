"""Pages of signed-in people as they set them up: spacing, a zoom of 200 %, forced colours, the focus."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Opener
from tests.browser.scene import (
    BUYER,
    EMPTY_HANDED,
    KEEPER,
    NEWCOMER,
    Shown,
    prepare,
    signed_in_pages,
)
from tests.browser.site import Site
from tests.browser.steps import ready
from tests.browser.test_pages import overflow
from tests.browser.test_reading import SPACING, cut_off
from tests.browser.test_signed_in import sign_in

everybody = pytest.mark.parametrize("who", [KEEPER, BUYER, NEWCOMER, EMPTY_HANDED])
#: Stops of the Tab key that are looked at: the frame of each page, the menu, and the first fields.
_STOPS = 45
#: What shows no mark of the focus on itself, its parent or its label while it has it.
_UNMARKED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return "";
  const marked = (box) => {
    const {outlineStyle, outlineWidth} = getComputedStyle(box);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  return [one, one.parentElement].some(marked) ? "" : one.outerHTML.slice(0, 160);
}"""
#: What has no border where colours are forced, and so does not look like what it is.
_BARE = """() => [...document.querySelectorAll("main :is(.btn:not(.btn--quiet), .tag, .chip, .input)")]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).borderTopStyle === "none")
  .map((one) => one.outerHTML.slice(0, 120))"""


def pages_of(site: Site, who: str) -> list[Shown]:
    """Return somebody's pages that are opened as they are: what was pressed changes no layout."""
    return [
        one
        for one in signed_in_pages(prepare(site))
        if one.email == who and not one.steps and one.status == 200 and one.path("lv")
    ]


def entered(opened: Opener, site: Site, who: str, **options: Any) -> Page:
    """Return a page of somebody who reads Latvian: its words are the longer ones."""
    # The people of the scene are there once it is.
    prepare(site)
    return sign_in(opened, who, "lv", **options)


def fail_if(found: dict[str, Any]) -> None:
    """Fail with what was found on which page."""
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


@everybody
def test_wider_spacing_and_a_zoom_cut_nothing(opened: Opener, site: Site, who: str) -> None:
    page = entered(opened, site, who, bypass_csp=True, device_scale_factor=2)
    found: dict[str, Any] = {}
    for one in pages_of(site, who):
        page.set_viewport_size({"width": 640, "height": 450})
        one.open(page, "lv")
        ready(page)
        if bad := overflow(page) or cut_off(page):
            found[f"{one.name}: zoomed"] = bad
        page.set_viewport_size({"width": 390, "height": 900})
        page.add_style_tag(content=SPACING)
        if bad := overflow(page) or cut_off(page):
            found[f"{one.name}: spaced"] = bad
    fail_if(found)


@everybody
def test_forced_colours_and_the_focus_show_what_is_what(
    opened: Opener, site: Site, who: str
) -> None:
    page = entered(opened, site, who, forced_colors="active")
    found: dict[str, Any] = {}
    for one in pages_of(site, who):
        one.open(page, "lv")
        ready(page)
        if bad := page.evaluate(_BARE):
            found[f"{one.name}: bare"] = bad
        unmarked = set()
        for _ in range(_STOPS):
            page.keyboard.press("Tab")
            unmarked.add(page.evaluate(_UNMARKED))
        if bad := sorted(unmarked - {""}):
            found[f"{one.name}: no focus to see"] = bad
    fail_if(found)
