"""Pages as people set them up for themselves: wider spacing, a zoom of 200 %, forced colours, paper, no motion."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.pages import PAGES
from tests.browser.test_pages import overflow

#: The least that WCAG 1.4.12 asks a page to bear.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
#: Texts that are cut off: not those that only a screen reader reads, nor what scrolls by design.
_CUT = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((one) => {
  const {overflowX, overflowY, clipPath, position} = getComputedStyle(one);
  const hides = [overflowX, overflowY].some((value) => value === "hidden" || value === "clip");
  const silent = one.closest("[aria-hidden=true], svg, .vh, .cover, input, textarea, select");
  return hides && !silent && clipPath === "none" && one.textContent.trim() && one.clientHeight > 1
    && (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1);
}).map((one) => one.outerHTML.slice(0, 160))"""
READ = [name for name in PAGES if name not in {"enquiry-sent", "components"}]
A4 = 794
KEY = ["home", "results-filtered", "organisation", "solution", "need", "digital-check", "enquiry"]


def paths(names: list[str]) -> list[Any]:
    """Return the Latvian addresses of pages: their words are the longer ones."""
    return [pytest.param(f"/lv/{PAGES[name]}", id=name) for name in names]


@pytest.mark.parametrize("path", paths(READ))
def test_wider_spacing_cuts_nothing(opened: Opener, path: str) -> None:
    page = opened(path, width=390, bypass_csp=True)
    page.add_style_tag(content=SPACING)
    assert overflow(page) == []
    assert page.evaluate(_CUT) == []


def test_what_is_cut_off_is_found(opened: Opener) -> None:
    page = opened("/en/")
    page.evaluate("""() => {
      const box = Object.assign(document.createElement("div"), {textContent: "cut off ".repeat(99)});
      box.className = "cut";
      document.querySelector("main").append(box);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(".cut { height: 20px; overflow: hidden; }");
      document.adoptedStyleSheets = [sheet];
    }""")
    assert len(page.evaluate(_CUT)) == 1


@pytest.mark.parametrize("path", paths(KEY))
def test_a_zoom_of_200_percent_needs_one_direction_of_scrolling(opened: Opener, path: str) -> None:
    page = opened(path, width=640, device_scale_factor=2)
    assert overflow(page) == []
    assert page.evaluate(_CUT) == []


@pytest.mark.parametrize("path", paths(KEY))
def test_forced_colours_keep_what_colour_told(opened: Opener, path: str) -> None:
    page = opened(path, forced_colors="active")
    assert overflow(page) == []
    # Where the focus is must be seen on everything that takes it, first of all in the frame of each page.
    page.keyboard.press("Tab")
    for _ in range(8):
        page.keyboard.press("Tab")
        style, width = outline(page)
        assert style != "none"
        assert width >= 2
    bare = page.evaluate(
        """() => [...document.querySelectorAll(".btn, .tag, .chip")].filter((one) => one.checkVisibility()
          && getComputedStyle(one).borderTopStyle === "none").map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert bare == []


@pytest.mark.parametrize(
    "path", paths(["home", "results-filtered", "organisation", "solution", "need"])
)
def test_paper_holds_the_content_and_no_controls(opened: Opener, path: str) -> None:
    page = opened(path, width=A4)
    page.emulate_media(media="print")
    assert overflow(page) == []
    expect(page.locator("h1")).to_be_visible()
    for control in (".nav", ".find__go", ".facets", ".pages", "dialog"):
        expect(page.locator(control).filter(visible=True)).to_have_count(0)
    assert page.pdf(format="A4").startswith(b"%PDF-")


def test_nothing_moves_for_who_asked_for_stillness(opened: Opener) -> None:
    # `opened` asks for reduced motion.
    page = opened("/en/")
    moving = "document.getAnimations().filter((one) => one.playState === 'running').length"
    assert page.evaluate(moving) == 0


def outline(page: Page) -> tuple[str, float]:
    """Return style and width of the outline around what has the focus."""
    style, width = page.evaluate(
        """() => { const {outlineStyle, outlineWidth} = getComputedStyle(document.activeElement);
          return [outlineStyle, parseFloat(outlineWidth)]; }"""
    )
    return style, width
