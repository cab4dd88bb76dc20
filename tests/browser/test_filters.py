"""Filters that follow every choice: what is chosen, where the focus is, what the address and the reader are told."""

from __future__ import annotations

from itertools import islice

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.results import (
    RESULTS,
    asked,
    count,
    expect_total,
    first_unchecked,
    held_back,
    option,
    settle,
    total,
    touch,
)
from tests.browser.steps import every, until

pytestmark = pytest.mark.usefixtures("still")


def two_of(page: Page, name: str) -> tuple[str, str]:
    """Return two values of a filter that find less than there is."""
    settle(page)
    boxes = every(page.locator(f'#facets input[name="{name}"]:not(:checked)'))
    found = (box for box in boxes if box.is_visible() and 0 < count(box) < total(page))
    first, second = (box.get_attribute("value") or "" for box in islice(found, 2))
    return first, second


def expect_chosen(page: Page, name: str, *values: str) -> None:
    """Wait until these boxes are ticked, and no others."""
    expect(page.locator("#facets :checked")).to_have_count(len(values))
    for value in values:
        expect(option(page, name, value)).to_be_checked()


def test_the_value_chosen_last_stands_for_its_path(opened: Opener) -> None:
    page = opened(RESULTS)
    parent, _ = first_unchecked(page, "sector")
    option(page, "sector", parent).check()
    page.wait_for_url(f"**sector={parent}")
    settle(page)
    child = page.locator('details[data-name="sector"] .opt--d1 input').first
    value, expected = child.get_attribute("value") or "", count(child)
    assert expected < total(page)
    child.check()
    page.wait_for_url(f"**sector={value}")
    expect_total(page, expected)
    assert asked(page)["sector"] == [value]
    settle(page)
    expect(option(page, "sector", value)).to_be_checked()
    option(page, "sector", parent).check()
    page.wait_for_url(f"**sector={parent}")
    settle(page)
    expect_chosen(page, "sector", parent)


def test_address_head_and_paper_say_what_is_shown(opened: Opener) -> None:
    page = opened("/en/search/?q=data&type=solution")
    touch(page)
    page.select_option("#sort", "newest")
    page.wait_for_url("**sort=newest")
    value, _ = first_unchecked(page, "technology")
    option(page, "technology", value).check()
    page.wait_for_url(f"**/en/search/?q=data&type=solution&technology={value}&sort=newest")
    settle(page)
    page.select_option("#sort", "relevance")
    page.wait_for_url(f"**/en/search/?q=data&type=solution&technology={value}")
    settle(page)
    here = page.url
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", here)
    expect(page.locator('meta[property="og:url"]')).to_have_attribute("content", here)
    expect(page.locator('link[hreflang="lv"]')).to_have_attribute(
        "href", here.replace("/en/", "/lv/")
    )
    expect(page.locator("#printed")).to_have_text(here)
    page.locator("#tabs a", has_text="Organisations").click()
    page.wait_for_url("**type=organisation**")
    expect(page.locator("#menu [aria-current]")).to_have_text("Companies")


def test_the_same_question_again_is_no_step_to_go_back(opened: Opener) -> None:
    page = opened("/en/search/?q=data")
    touch(page)
    page.locator("#tabs a", has_text="Organisations").click()
    page.wait_for_url("**type=organisation")
    settle(page)
    before = page.evaluate("history.length")
    with page.expect_response("**type=organisation"):
        page.locator("#tabs [aria-current]").click()
    settle(page)
    assert page.evaluate("history.length") == before


def test_who_goes_on_while_an_answer_is_under_way_is_not_called_back(opened: Opener) -> None:
    page = opened(RESULTS)
    touch(page)
    value, other = two_of(page, "technology")
    folded = page.locator('details[data-name="size"]')
    expect(folded).not_to_have_attribute("open", "")
    with held_back(page) as let_go:
        option(page, "technology", value).focus()
        page.keyboard.press("Space")
        expect(page.locator("#results")).to_have_attribute("aria-busy", "true")
        folded.locator("> summary").click()
        option(page, "technology", other).focus()
        let_go()
    page.wait_for_url(f"**technology={value}")
    settle(page)
    expect(option(page, "technology", other)).to_be_focused()
    expect(folded).to_have_attribute("open", "")


def test_the_last_of_two_quick_choices_holds_both(opened: Opener) -> None:
    page = opened(RESULTS)
    touch(page)
    first, second = sorted(two_of(page, "technology"))
    with held_back(page) as let_go:
        option(page, "technology", second).check()
        option(page, "technology", first).check()
        let_go()
    page.wait_for_url(f"**technology={first}&technology={second}")
    settle(page)
    expect_chosen(page, "technology", first, second)
    expect(page.locator("#results .chip--on")).to_have_count(2)


def test_back_while_an_answer_is_under_way_stays_back(opened: Opener) -> None:
    page = opened(RESULTS)
    touch(page)
    before = page.locator("#status").inner_text()
    first, second = two_of(page, "technology")
    option(page, "technology", first).check()
    page.wait_for_url(f"**technology={first}")
    settle(page)
    with held_back(page) as let_go:
        option(page, "technology", second).check()
        expect(page.locator("#results")).to_have_attribute("aria-busy", "true")
        page.go_back()
        let_go()
    page.wait_for_url(f"**{RESULTS}")
    expect_chosen(page, "technology")
    expect(page.locator("#status")).to_have_text(before)
    assert page.url.endswith(RESULTS)
    page.go_forward()
    page.wait_for_url(f"**technology={first}")
    expect_chosen(page, "technology", first)


def test_a_late_answer_is_announced(opened: Opener) -> None:
    page = opened(RESULTS)
    touch(page)
    value, _ = first_unchecked(page, "technology")
    waiting = page.locator("[data-waiting]")
    expect(waiting).to_be_hidden()
    with held_back(page) as let_go:
        option(page, "technology", value).check()
        expect(waiting).to_be_visible()
        expect(page.locator("#send")).to_have_attribute("aria-busy", "true")
        let_go()
    page.wait_for_url(f"**technology={value}")
    expect(waiting).to_be_hidden()
    expect(page.locator("[aria-busy]")).to_have_count(0)


def test_where_no_answer_comes_the_page_stays_and_says_so(opened: Opener) -> None:
    page = opened(RESULTS)
    touch(page)
    before = page.url
    value, expected = first_unchecked(page, "technology")
    name = page.locator(".hit__title").first.inner_text()
    trouble = page.get_by_role("alert")
    expect(trouble).to_have_count(0)
    page.route("**/search/**", lambda route: route.abort("internetdisconnected"))
    option(page, "technology", value).check()
    expect(trouble).to_be_visible()
    assert page.url == before
    expect(page.locator(".hit__title").first).to_have_text(name)
    page.unroute_all()
    trouble.get_by_role("link").click()
    page.wait_for_url(f"**technology={value}")
    expect_total(page, expected)
    expect(trouble).to_have_count(0)


def test_a_filter_that_was_not_there_is_as_it_comes(opened: Opener) -> None:
    page = opened("/en/search/?q=data")
    touch(page)
    expect(page.locator('details[data-name="kind"]')).to_have_count(0)
    page.locator("#tabs a", has_text="Organisations").click()
    page.wait_for_url("**type=organisation")
    settle(page)
    expect(page.locator('details[data-name="kind"]')).to_have_attribute("open", "")


def test_one_filter_after_the_other_is_taken_away_by_keyboard(opened: Opener) -> None:
    page = opened("/en/search/?size=1-9&size=10-49&size=50-249")
    touch(page)
    chips = page.locator("#results .chip--on")
    chips.nth(1).focus()
    page.keyboard.press("Enter")
    expect(chips).to_have_count(2)
    expect(chips.nth(1)).to_be_focused()
    settle(page)
    page.keyboard.press("Enter")
    expect(chips).to_have_count(1)
    expect(chips.first).to_be_focused()
    settle(page)
    page.keyboard.press("Enter")
    expect(chips).to_have_count(0)
    expect(page.locator("#results")).to_be_focused()


def test_a_search_within_a_filter_says_that_it_finds_nothing_and_ends_when_folded(
    opened: Opener,
) -> None:
    page = opened("/en/search/?type=organisation")
    touch(page)
    facet = page.locator('details[data-name="market"]')
    more = page.locator('details[data-name="market-more"]')
    every_one = facet.locator(".opt").count()
    more.locator("summary").click()
    box = more.locator("[data-filter]")
    box.fill("emirates UNI")
    expect(facet.locator(".opt:visible")).to_have_count(1)
    box.fill("zzqqxx")
    expect(facet.locator(".opt:visible")).to_have_count(0)
    expect(facet.get_by_role("status")).to_have_text("No value is called that.")
    more.locator("summary").click()
    expect(box).to_be_hidden()
    until(lambda: facet.locator(".opt:not([hidden])").count() == every_one)


def test_a_long_filter_stays_where_it_was_scrolled_to(opened: Opener) -> None:
    page = opened("/en/search/?type=organisation")
    touch(page)
    more = page.locator('details[data-name="market-more"]')
    more.locator("summary").click()
    last = more.locator("input").last
    last.scroll_into_view_if_needed()
    before = more.locator(".facet__all").evaluate("(one) => one.scrollTop")
    assert before > 0
    last.check()
    page.wait_for_url("**market=**")
    settle(page)
    until(lambda: more.locator(".facet__all").evaluate("(one) => one.scrollTop") > before / 2)


def test_what_was_ticked_stays_under_the_finger(opened: Opener) -> None:
    page = opened("/en/search/?q=hospital+software", width=390)
    touch(page)
    page.locator(".facets__drop > summary").click()
    page.locator('details[data-name="market-more"] > summary').click()
    sweden = option(page, "market", "se")
    sweden.scroll_into_view_if_needed()
    place = "(one) => one.getBoundingClientRect().top"
    before = sweden.evaluate(place)
    sweden.click()
    page.wait_for_url("**market=se")
    settle(page)
    expect(sweden).to_be_focused()
    assert abs(sweden.evaluate(place) - before) < 2
