"""Every page of signed-in people with content and without it, forms with errors, mails and faults: as the public ones.

What has to have happened first is in `stage.py`; `script/quality --pictures` shows the same pages to people.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Response

from tests.browser.conftest import Opener
from tests.browser.pages import ERRORS, PAGES
from tests.browser.scene import (
    BUYER,
    EMPTY_HANDED,
    KEEPER,
    NEWCOMER,
    Shown,
    prepare,
    public_pages,
    signed_in_pages,
    without_address,
)
from tests.browser.site import Site
from tests.browser.steps import ready
from tests.browser.test_pages import every_look, overflow
from tests.browser.test_signed_in import sign_in
from tests.browser.tools import faults_of_markup

WIDTHS = (1280, 390, 320)


@pytest.mark.parametrize("lang", ["en", "lv"])
@pytest.mark.parametrize("who", [KEEPER, BUYER, NEWCOMER, EMPTY_HANDED])
def test_signed_in(opened: Opener, site: Site, tmp_path: Path, who: str, lang: str) -> None:
    pages = [one for one in signed_in_pages(prepare(site)) if one.email == who]
    # A newcomer asks for what is not there, others send what cannot be taken.
    status = 404 if who == NEWCOMER else 400
    _walk(sign_in(opened, who, lang, status=status), pages, lang, tmp_path)


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_public(opened: Opener, site: Site, tmp_path: Path, lang: str) -> None:
    prepare(site)
    known = {*PAGES, *ERRORS, "open-data"}
    pages = [one for one in public_pages() if one.name not in known and one.status == 200]
    _walk(opened(status=400), pages, lang, tmp_path)


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_without_an_address(opened: Opener, site: Site, tmp_path: Path, lang: str) -> None:
    _walk(opened(), list(without_address(prepare(site))), lang, tmp_path)


def _walk(page: Page, pages: Sequence[Shown], lang: str, folder: Path) -> None:
    """Look at pages as wide and as narrow, dark and light as they come, and at their markup."""
    found: dict[str, Any] = {}
    markup: dict[str, bytes] = {}
    answers: list[Response] = []
    page.on(
        "response", lambda one: answers.append(one) if one.request.is_navigation_request() else None
    )
    for one in pages:
        if not one.path(lang):
            continue
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        status = one.open(page, lang)
        assert status == one.status, one.name
        for step in one.steps:
            step(page)
        ready(page)
        # As the site sent it: a script may have changed it since.
        markup[one.name] = answers[-1].body()
        found |= every_look(page, one.name)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if wide := overflow(page):
                found[f"{one.name}: too wide at {width}"] = wide
    if faults := faults_of_markup(markup, folder):
        found["markup"] = faults
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)
