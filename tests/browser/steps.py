"""Steps that wait until they are done: no test may notice that a machine is slow, or busy with other things."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from playwright.sync_api import Locator, Page, expect

Found = TypeVar("Found")
#: Milliseconds until a wait is given up. Waiting costs time only where something fails.
PATIENCE = int(os.environ.get("BROWSER_PATIENCE", "60000"))


@contextmanager
def arriving(page: Page) -> Iterator[None]:
    """Wait until what is done in the block has brought another page, at the same address or another one."""
    with page.expect_navigation(wait_until="load"):
        yield


def press(target: Locator) -> None:
    """Press a button or a link that leads to another page, and wait for that page."""
    with arriving(target.page):
        target.click()


def every(found: Locator) -> list[Locator]:
    """Return each of the elements of a page, of which there is one at least."""
    expect(found.first).to_be_attached()
    return found.all()


def until(
    asked: Callable[[], Found], *steps: Callable[[], Any], told: str = "it never came"
) -> Found:
    """Take some steps again and again until the answer to a question is true, and return the answer."""
    given_up = time.monotonic() + PATIENCE / 1000
    while True:
        for step in steps:
            step()
        if found := asked():
            return found
        assert time.monotonic() < given_up, told
        time.sleep(0.05)


def ready(page: Page) -> None:
    """Wait for what scripts put in place of parts of the page once it is there."""
    for late in ("[data-prose]:not([hidden])", "[data-pick]:not(:has(.pick__tools))"):
        expect(page.locator(late)).to_have_count(0)
