"""A site with the demo catalogue, and pages that are watched while a test uses them."""

from __future__ import annotations

import fcntl
import os
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.guard import Guard
from tests.browser.site import LONG, Site, locked, serving
from tests.browser.steps import PATIENCE

Opener = Callable[..., Page]
#: Milliseconds that every answer takes longer, with `BROWSER_LATENCY`: what reads before it is there fails.
LATENCY = float(os.environ.get("BROWSER_LATENCY", "0"))
expect.set_options(timeout=PATIENCE / 2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder: each needs the browser."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return the running site; the processes of one test run share its data."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with serving(shared) as running:
        # The first match reads the whole catalogue, and keeps it: no page has to wait for that.
        urllib.request.urlopen(f"{running.url}/en/needs/describe/?text=floods", timeout=LONG)
        yield running


def slow_down(page: Page) -> None:
    """Let everything that a page asks for take a while to come."""
    session = page.context.new_cdp_session(page)
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY, "downloadThroughput": -1, "uploadThroughput": -1},
    )


@pytest.fixture
def still(site: Site) -> Iterator[None]:
    """Let the search stay as it is while a test compares numbers of results."""
    with locked(site.folder / "index.lock", fcntl.LOCK_SH):
        yield


@pytest.fixture
def opened(browser: Browser, site: Site) -> Iterator[Opener]:
    """Return what opens a watched page; what it complains of fails the test in the end."""
    contexts, guards = [], []

    def open_page(
        path: str = "", *, width: int = 1280, status: int = 200, at: Site = site, **options: Any
    ) -> Page:
        context = browser.new_context(
            base_url=at.url,
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if LATENCY:
            context.on("page", slow_down)
        page = context.new_page()
        guard = Guard(page, at.url)
        guard.expected.add(status)
        guards.append(guard)
        if path:
            response = page.goto(path)
            assert response is not None
            assert response.status == status, path
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [one for guard in guards for one in guard.complaints] == []
