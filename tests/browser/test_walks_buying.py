"""A public body freezes what meets its need, decides, and takes the list along, by every way."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.site import OFFICIAL, TEAMS
from tests.browser.test_pages import overflow
from tests.browser.test_signed_in import sign_in
from tests.browser.test_walks import every_way, word
from tests.browser.walking import Walker, Way

BODY = TEAMS[OFFICIAL]


@every_way
def test_a_public_body_freezes_a_list_and_decides(opened: Opener, way: Way) -> None:
    body = Walker(sign_in(opened, OFFICIAL, way.lang, status=400, **way.options), way)
    page = body.page
    page.goto(f"/{way.lang}/workspace/{BODY}/")
    body.follow(page.locator('a[href$="/shortlists/"]').first)
    body.follow(page.locator('main a[href$="/shortlists/new/"]').first)
    # Neither chosen nor described: the summary of what is missing takes the focus.
    body.follow(page.locator('main form button[type="submit"]').last)
    expect(page.locator("#problems")).to_be_focused()
    name = word()
    body.write(
        page.locator("[name=text]"), "Queue of patients in a hospital, forecast by the hour."
    )
    body.write(page.locator("[name=title]"), name)
    assert overflow(page) == []
    body.follow(page.locator('main form button[type="submit"]').last)
    expect(page.locator("h1")).to_have_text(name)
    first = page.locator("article.match").first
    body.press(first.locator("details:has(form) > summary"))
    reason = first.locator("[name=e1-reason]")
    expect(reason).to_be_visible()
    body.tick(first.locator('[name=e1-verdict][value="in"]'))
    body.write(reason, f"Did it for two hospitals, {name}.")
    body.follow(first.locator('form button[type="submit"]'))
    expect(page.locator("article.match").first).to_contain_text(
        f"Did it for two hospitals, {name}."
    )
    assert overflow(page) == []
    with page.expect_download() as taken:
        body.press(page.locator('main a[href$="/export/pdf/"]'))
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF-")
