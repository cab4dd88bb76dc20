"""Pages as people set them up for themselves: wider spacing, a zoom of 200 %, forced colours, paper, no motion."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.hardest import LANGUAGES, NAMES
from tests.browser.pages import PAGES, WIDTHS
from tests.browser.scene import Shown, hardest, public_pages
from tests.browser.site import Site
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
#: What is told by a ground alone where grounds are taken away.
_BARE = """() => [...document.querySelectorAll(".btn, .tag, .chip")].filter((one) => one.checkVisibility()
  && getComputedStyle(one).borderTopStyle === "none").map((one) => one.outerHTML.slice(0, 120))"""
#: Where the focus of a keyboard is not seen: one of each kind of thing that takes it is asked.
_UNSEEN = """() => {
  const kinds = new Map(), seen = (one) => {
    const {outlineStyle, outlineWidth} = getComputedStyle(one);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  for (const one of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")) {
    const kind = `${one.tagName} ${one.type ?? ""} ${one.className} ${one.parentElement.className}`;
    if (!kinds.has(kind) && one.checkVisibility() && !one.closest("[aria-hidden=true]")) kinds.set(kind, one);
  }
  return [...kinds.values()].filter((one) => {
    one.focus({preventScroll: true});
    return document.activeElement === one && !seen(one) && !seen(one.closest(".find, .combo") ?? one);
  }).map((one) => one.outerHTML.slice(0, 160));
}"""
A4 = 794
KEY = ["home", "results-filtered", "organisation", "solution", "need", "digital-check", "enquiry"]


def paths(names: list[str]) -> list[Any]:
    """Return the Latvian addresses of pages: their words are the longer ones."""
    return [pytest.param(f"/lv/{PAGES[name]}", id=name) for name in names]


def every_public_page() -> list[Any]:
    """Return the Latvian address and the status of every page that a visitor can simply open."""
    found = {}
    for one in public_pages():
        if not one.steps and one.name != "components":
            found.setdefault(one.path("lv"), pytest.param(one.path("lv"), one.status, id=one.name))
    return list(found.values())


@pytest.mark.parametrize(("path", "status"), every_public_page())
def test_every_public_page_bears_how_it_is_set_up(opened: Opener, path: str, status: int) -> None:
    page = opened(path, status=status, width=320, bypass_csp=True)
    found: dict[str, Any] = {}
    spacing = page.add_style_tag(content=SPACING)
    found["wider spacing"] = (overflow(page), cut_off(page))
    spacing.evaluate("(one) => one.remove()")
    # 320 px is what 1280 px come to at a zoom of 400 %.
    found["400 %"] = (overflow(page), cut_off(page))
    page.emulate_media(forced_colors="active")
    found["forced colours"] = (overflow(page), page.evaluate(_BARE))
    page.keyboard.press("Tab")
    found["focus in forced colours"] = (page.evaluate(_UNSEEN), [])
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(forced_colors="none")
    page.keyboard.press("Tab")
    found["focus"] = (page.evaluate(_UNSEEN), [])
    bad = {name: bad for name, bad in found.items() if any(bad)}
    assert bad == {}, bad


@pytest.mark.parametrize("name", NAMES)
def test_what_is_hardest_to_show_stays_within_its_page(
    opened: Opener, site: Site, name: str
) -> None:
    pages = hardest(site)
    for lang in LANGUAGES:
        page = opened()
        shown = Shown(
            name, {lang: f"/hardest-{name}-{lang}"}, html={lang: pages[f"hardest-{name}-{lang}"]}
        )
        shown.open(page, lang)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert overflow(page) == [], (lang, width)
            assert cut_off(page) == [], (lang, width)


def cut_off(page: Page) -> list[str]:
    """Return the texts that are cut off."""
    found: list[str] = page.evaluate(_CUT)
    return found


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
    assert len(cut_off(page)) == 1


@pytest.mark.parametrize("path", paths(KEY))
def test_a_zoom_of_200_percent_needs_one_direction_of_scrolling(opened: Opener, path: str) -> None:
    page = opened(path, width=640, device_scale_factor=2)
    assert overflow(page) == []
    assert cut_off(page) == []


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
    assert page.evaluate(_BARE) == []


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
