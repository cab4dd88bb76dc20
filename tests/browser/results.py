"""What tests read from a page of results, and how they wait for its answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Error, Locator, Page, Route, expect

from tests.browser.steps import every, until

RESULTS = "/en/search/?type=solution"


def total(page: Page) -> int:
    """Return the number of results that the page tells."""
    return int(re.sub(r"\D", "", page.locator("#status").inner_text()))


def expect_total(page: Page, number: int) -> None:
    """Wait until the page tells a number of results."""
    until(lambda: total(page) == number, told=f"there are not {number} results: {page.url}")


def settle(page: Page) -> None:
    """Wait until htmx has put everything of an answer in its place: attributes come a moment after their elements."""
    busy = "#results[aria-busy], .htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"
    expect(page.locator(busy)).to_have_count(0)


def asked(page: Page) -> dict[str, list[str]]:
    """Return the parameters of the page's address."""
    return parse_qs(urlsplit(page.url).query)


def option(page: Page, name: str, value: str) -> Locator:
    """Return the check box of a filter's value."""
    return page.locator(f'#facets input[name="{name}"][value="{value}"]')


def count(box: Locator) -> int:
    """Return the number of entries that stands beside a filter's value."""
    return int(re.sub(r"\D", "", box.locator("xpath=..").locator(".opt__n").inner_text()))


def first_unchecked(page: Page, name: str) -> tuple[str, int]:
    """Return the first value of a filter that narrows the results, and its number of entries."""
    settle(page)
    for box in every(page.locator(f'#facets input[name="{name}"]:not(:checked)')):
        if box.is_visible() and 0 < count(box) < total(page):
            return box.get_attribute("value") or "", count(box)
    raise AssertionError(f"no value of {name} narrows")


def touch(page: Page) -> None:
    """Use the page until it has brought what it brings to those who use it.

    A script that comes late hears nothing of the first touch, as it hears nothing of somebody's first move.
    """
    until(
        lambda: page.evaluate("'htmx' in window"),
        lambda: page.locator("#results").hover(),
        lambda: page.locator("#status").hover(),
    )


@contextmanager
def held_back(page: Page) -> Iterator[Callable[[], None]]:
    """Hold back the answers that come in place, until what is given is called, or the block ends."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        if "hx-request" in route.request.headers:
            waiting.append(route)
        else:
            route.continue_()

    def let_go() -> None:
        until(lambda: waiting, lambda: page.wait_for_timeout(20))
        while waiting:
            # A question that was given up needs no answer.
            with suppress(Error):
                waiting.pop().continue_()

    page.route("**/search/**", hold)
    try:
        yield let_go
    finally:
        page.unroute("**/search/**", hold)
