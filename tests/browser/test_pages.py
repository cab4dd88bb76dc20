"""Every type of page, in both languages: sound, narrow enough, and open to everybody in both themes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Opener
from tests.browser.pages import WIDTHS, every_page
from tests.browser.tools import AXE, needed

#: Everything that axe knows, its advice on good practice included, and the size of targets, which it keeps off.
_RUN = """async (rules) => {
  const only = rules
    ? {runOnly: {type: "rule", values: rules}} : {rules: {"target-size": {enabled: true}}};
  // What sticks to the edge of the window covers something at any place that the page is scrolled to.
  const sticking = [...document.body.querySelectorAll("*")]
    .filter((one) => getComputedStyle(one).position === "sticky");
  for (const one of sticking) one.style.position = "static";
  const {violations} = await axe.run(document, {resultTypes: ["violations"], ...only});
  for (const one of sticking) one.style.position = "";
  return violations.map(({id, help, nodes}) => [id, help, ...nodes.slice(0, 4).map(
    ({html, failureSummary}) => `${html.slice(0, 200)} ${failureSummary}`)]);
}"""


def violations(page: Page, *rules: str) -> Any:
    """Return what axe finds on a page as it is now; by some rules, or by all."""
    if not page.evaluate("typeof axe === 'object'"):
        # Evaluated by the browser's own tools, so that the content policy stays as it is.
        page.evaluate(needed(AXE).read_text(encoding="utf-8") + ";0")
    return page.evaluate(_RUN, list(rules) or None)


def every_look(page: Page, name: str) -> dict[str, Any]:
    """Return what axe finds on a page in both themes, wide and narrow, by how it was looked at."""
    found = {}
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if bad := violations(page):
                found[f"{name}: {scheme}, {width}"] = bad
    page.emulate_media(color_scheme="light")
    return found


def overflow(page: Page) -> list[str]:
    """Return what stands out of the page to the right."""
    return page.evaluate(
        """async () => {
      // Letters of another font are of another width.
      await document.fonts.ready;
      const wide = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= wide) return [];
      return [...document.body.querySelectorAll("*")]
        .filter((one) => one.getBoundingClientRect().right > wide + 1)
        .slice(0, 5).map((one) => one.outerHTML.slice(0, 160));
    }"""
    )


@pytest.mark.parametrize(
    ("path", "status"),
    [pytest.param(path, status, id=name) for name, path, status in every_page()],
)
def test_page(opened: Opener, path: str, status: int) -> None:
    page = opened(path, status=status)
    found: dict[str, Any] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if wide := overflow(page):
            found[f"too wide at {width}"] = wide
    # A theme changes colours and a width what is shown: each is looked at with all rules once.
    page.emulate_media(color_scheme="dark")
    if bad := violations(page):
        found["dark, narrow"] = bad
    page.set_viewport_size({"width": 1280, "height": 900})
    if bad := violations(page, "color-contrast"):
        found["dark, wide"] = bad
    page.emulate_media(color_scheme="light")
    if bad := violations(page):
        found["light, wide"] = bad
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


def test_one_heading_one_main_and_a_title_of_its_own(opened: Opener) -> None:
    titles: dict[str, list[str]] = {}
    page = opened()
    for name, path, status in every_page():
        if status != 200 or name.startswith("results"):
            continue
        page.goto(path)
        assert page.locator("h1").count() == 1, path
        assert page.locator("main").count() == 1, path
        titles.setdefault(page.title(), []).append(path)
    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}
