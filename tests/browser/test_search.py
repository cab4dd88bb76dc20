"""Searching as people do: by keyboard alone, without script, with suggestions, back and forth."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opener
from tests.browser.results import (
    RESULTS,
    asked,
    count,
    expect_total,
    first_unchecked,
    option,
    settle,
    total,
    touch,
)
from tests.browser.steps import arriving, press, until

pytestmark = pytest.mark.usefixtures("still")


def press_until_focused(page: Page, target: Locator, limit: int = 120) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(limit):
        if target.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not get there")


def test_by_keyboard_alone_from_home_to_an_entry(opened: Opener) -> None:
    page = opened("/en/")
    press_until_focused(page, page.locator("main .find__input[type=search]"))
    page.keyboard.type("data analysis")
    with arriving(page):
        page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=data+analysis")
    before = total(page)
    value, expected = first_unchecked(page, "technology")
    box = option(page, "technology", value)
    press_until_focused(page, box)
    page.keyboard.press("Space")
    page.wait_for_url(f"**technology={value}*")
    expect(page.locator("#results .chip--on")).to_have_count(1)
    expect_total(page, expected)
    assert expected < before
    expect(option(page, "technology", value)).to_be_focused()
    title = page.locator(".hit__title a").first
    press_until_focused(page, title)
    name = title.inner_text()
    with arriving(page):
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name)


def test_skip_link_leads_past_the_menu(opened: Opener) -> None:
    page = opened("/lv/search/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/lv/search/#*")
    page.keyboard.press("Tab")
    expect(page.locator("main .find__input[type=search]")).to_be_focused()


def test_without_script(opened: Opener) -> None:
    page = opened("/en/", java_script_enabled=False)
    page.fill("main .find__input[type=search]", "data")
    press(page.locator("main form:has([type=search]) .find__go"))
    before = total(page)
    value, expected = first_unchecked(page, "technology")
    option(page, "technology", value).check()
    press(page.get_by_role("button", name=re.compile(r"^Show [\d\xa0]+ results?$")))
    assert asked(page)["technology"] == [value]
    assert total(page) == expected < before
    page.select_option("#sort", "name")
    press(page.get_by_role("button", name="Sort", exact=True))
    assert asked(page)["sort"] == ["name"]
    assert total(page) == expected
    press(page.locator("#results .chip--on").first)
    assert total(page) == before
    expect(page.locator(".facet__find").first).to_be_hidden()


def test_filters_narrow_and_widen_in_place(opened: Opener) -> None:
    page = opened(RESULTS)
    page.evaluate("window.same = true")
    before = total(page)
    value, expected = first_unchecked(page, "sector")
    option(page, "sector", value).check()
    page.wait_for_url(f"**sector={value}")
    expect_total(page, expected)
    expect(page).to_have_title(re.compile(re.escape(value.replace("-", " ")[:4]), re.IGNORECASE))
    settle(page)
    # OR within a filter: a second value of it finds at least as many.
    second = next(
        one.get_attribute("value") or ""
        for one in page.locator('#facets input[name="sector"]:not(:checked)').all()
        if one.is_visible()
        and count(one)
        and one.locator("xpath=..").get_attribute("class") == "opt"
    )
    option(page, "sector", second).check()
    page.wait_for_url(f"**sector={second}**")
    until(lambda: total(page) >= expected)
    settle(page)
    page.locator("#results .chip--on").first.click()
    expect(page.locator("#results .chip--on")).to_have_count(1)
    settle(page)
    page.locator("#results .chip--on").first.click()
    expect(page.locator("#results .chip--on")).to_have_count(0)
    expect_total(page, before)
    assert page.evaluate("window.same"), "the page was loaded anew"


def test_back_undoes_one_step_at_a_time(opened: Opener) -> None:
    page = opened(RESULTS)
    before = total(page)
    value, expected = first_unchecked(page, "sector")
    option(page, "sector", value).check()
    page.wait_for_url(f"**sector={value}")
    page.select_option("#sort", "newest")
    page.wait_for_url("**sort=newest**")
    page.go_back()
    page.wait_for_url(lambda url: "sort=" not in url)
    expect(page.locator("#sort")).to_have_value("relevance")
    expect_total(page, expected)
    page.wait_for_load_state()
    page.go_back()
    page.wait_for_url(f"**{RESULTS}")
    expect(option(page, "sector", value)).not_to_be_checked()
    expect_total(page, before)


def test_tabs_pages_and_language_keep_their_place(opened: Opener) -> None:
    page = opened("/en/search/?q=data")
    touch(page)
    page.locator("#tabs a", has_text="Organisations").click()
    page.wait_for_url("**type=organisation**")
    expect(page.locator("#tabs [aria-current]")).to_be_focused()
    value, expected = first_unchecked(page, "technology")
    option(page, "technology", value).check()
    page.wait_for_url(f"**technology={value}**")
    assert asked(page)["type"] == ["organisation"]
    expect_total(page, expected)
    settle(page)
    page.locator("#switch-lv").click()
    page.wait_for_url("**/lv/search/**")
    assert asked(page) == {"q": ["data"], "type": ["organisation"], "technology": [value]}
    assert total(page) == expected
    expect(page.locator("html")).to_have_attribute("lang", "lv")


def test_a_page_further_starts_at_its_top(opened: Opener) -> None:
    page = opened("/en/search/?type=need")
    touch(page)
    first = page.locator(".hit__title").first.inner_text()
    page.locator("#pages a[rel=next]").click()
    page.wait_for_url("**page=2")
    expect(page.locator(".hit__title").first).not_to_have_text(first)
    expect(page.locator("#results")).to_be_focused()
    top = "(one) => one.getBoundingClientRect().top"
    until(lambda: page.locator("#results").evaluate(top) < 200)


def test_nothing_moves_but_what_was_asked_for(opened: Opener) -> None:
    page = opened(RESULTS)
    # A slow answer comes after the half second in which the browser forgives every move: then the
    # results and what stands below them may move, for that was asked; nothing else may.
    page.evaluate(
        """() => {
      window.moved = [];
      const asked = (node) => (node.parentElement || node).closest("#results, footer");
      new PerformanceObserver((list) => list.getEntries().forEach((one) => {
        const nodes = one.sources.map((source) => source.node).filter((node) => node && !asked(node));
        if (!one.hadRecentInput && nodes.length)
          window.moved.push([one.value, nodes.map((node) => (node.outerHTML || node.data).slice(0, 80))]);
      })).observe({ type: "layout-shift", buffered: true });
    }"""
    )
    value, _ = first_unchecked(page, "sector")
    box = option(page, "sector", value)
    box.check()
    page.wait_for_url(f"**sector={value}")
    settle(page)
    page.wait_for_timeout(300)
    assert page.evaluate("window.moved") == []


def test_search_within_a_long_filter(opened: Opener) -> None:
    page = opened("/lv/search/?type=organisation")
    more = page.locator('details[data-name="market-more"]')
    more.locator("summary").click()
    address = page.url
    more.locator("[data-filter]").fill("ZVIED")
    found = page.locator('details[data-name="market"] .opt:visible')
    expect(found).to_have_count(1)
    expect(found).to_contain_text("Zviedrija")
    page.keyboard.press("Enter")
    more.locator("[data-filter]").blur()
    assert page.url == address
    found.locator("input").check()
    page.wait_for_url("**market=se")


def test_filters_are_a_drawer_on_a_small_screen(opened: Opener) -> None:
    page = opened(RESULTS, width=390)
    drawer = page.locator(".facets__drop")
    expect(page.locator("#facets")).to_be_hidden()
    drawer.locator("> summary").click()
    value, expected = first_unchecked(page, "sector")
    option(page, "sector", value).check()
    page.wait_for_url(f"**sector={value}")
    send = page.locator("#send")
    expect(send).to_contain_text(str(expected))
    settle(page)
    send.click()
    expect(page.locator("#facets")).to_be_hidden()
    expect(page.locator("#results")).to_be_focused()


def test_suggestions_by_keyboard(opened: Opener) -> None:
    page = opened("/en/")
    box = page.locator("main .find__input[type=search]")
    box.focus()
    expect(box).to_have_role("combobox")
    # At once: what is typed slowly brings one list after another.
    page.keyboard.insert_text("cyber")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("main .find [role=status]")).to_have_text(f"Suggestions: {options.count()}")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.get_attribute("id") or ""
    expect(box).to_have_attribute("aria-activedescendant", chosen)
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("cyber")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("/en/"))


def test_suggestions_leave_enter_alone(opened: Opener) -> None:
    page = opened("/lv/")
    box = page.locator("main .find__input[type=search]")
    box.focus()
    page.keyboard.type("dat")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/lv/search/?q=dat")


@pytest.mark.parametrize("width", [320, 1280])
def test_suggestions_by_pointer(opened: Opener, width: int) -> None:
    page = opened("/en/search/", width=width)
    page.locator("main .find__input[type=search]").click()
    page.keyboard.insert_text("data")
    option_ = page.locator("main .combo__option").first
    option_.click()
    page.wait_for_url(lambda url: not url.endswith("/en/search/"))


def suggested(page: Page, text: str) -> Locator:
    """Type a text at once and return its suggestions once they are there."""
    page.locator("main .find__input[type=search]").focus()
    expect(page.locator("main .find__input[type=search]")).to_have_role("combobox")
    page.keyboard.insert_text(text)
    options = page.locator("main .combo__option")
    expect(options.first).to_be_visible()
    return options


def test_who_types_on_means_what_is_typed(opened: Opener) -> None:
    page = opened("/en/")
    options = suggested(page, "data")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    # Before the answer to the longer text is there, Enter must not open what the shorter one chose.
    page.keyboard.insert_text(" analysis")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=data+analysis")


@pytest.mark.parametrize("key", ["Home", "End", "ArrowLeft", "ArrowRight"])
def test_a_key_that_moves_the_caret_goes_back_to_the_box(opened: Opener, key: str) -> None:
    page = opened("/lv/")
    options = suggested(page, "dat")
    page.keyboard.press("ArrowDown")
    page.keyboard.press(key)
    box = page.locator("main .find__input[type=search]")
    expect(options.first).to_have_attribute("aria-selected", "false")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    place = box.evaluate("(one) => one.selectionStart")
    assert place == {"Home": 0, "ArrowLeft": 2}.get(key, 3)
    page.keyboard.press("Enter")
    page.wait_for_url("**/lv/search/?q=dat")


def test_suggestions_that_come_too_late_stay_away(opened: Opener) -> None:
    page = opened("/en/")
    options = suggested(page, "data")
    status = page.locator("main .find [role=status]")
    held: list[Any] = []
    page.route("**/api/v1/suggest?*", lambda route: held.append(route))
    with page.expect_request("**/api/v1/suggest?*"):
        page.keyboard.insert_text("base")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    for route in held:
        route.continue_()
    page.unroute("**/api/v1/suggest?*")
    # What fails leaves the box as it is, and offers nothing of another text.
    page.route("**/api/v1/suggest?*", lambda route: route.abort())
    page.keyboard.insert_text("s")
    expect(status).to_have_text("")
    expect(page.locator("main .find__input[type=search]")).to_have_value("databases")
    page.keyboard.press("ArrowDown")
    expect(options).to_have_count(0)
    page.unroute("**/api/v1/suggest?*")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=databases")
