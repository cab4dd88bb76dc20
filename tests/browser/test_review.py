"""From an editor's change to the public, in the administration as staff use it."""

from __future__ import annotations

import re
import secrets

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.site import EDITOR, PASSWORD, REVIEWER, Site
from tests.browser.steps import press

#: No word of any language, and another one at every run: a kept site remembers the last.
WORD = f"zv{secrets.token_hex(6)}"


def signed_in(opened: Opener, email: str) -> Page:
    """Return a page of the administration for a member of staff."""
    page = opened("/admin/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    press(page.get_by_role("button", name="Sign in", exact=True))
    page.wait_for_url(lambda url: "login" not in url)
    page.goto("/admin/")
    return page


def test_edit_submit_approve_find(opened: Opener, site: Site) -> None:
    visitor = opened(f"/en/search/?q={WORD}")
    expect(visitor.locator(".hit__title", has_text="Rindo")).to_have_count(0)

    editor = signed_in(opened, EDITOR)
    editor.get_by_role("button", name="Catalogue").click()
    press(editor.get_by_role("link", name="Solutions"))
    editor.wait_for_url("**/catalogue/solution/")
    editor.goto(f"{editor.url}?q=Rindo")
    press(editor.get_by_role("link", name="Rindo").first)
    editor.locator("[name=tagline_en]").fill(f"Waiting lists that move, with {WORD}")
    editor.get_by_role("button", name="More actions").click()
    press(editor.get_by_role("button", name=re.compile("Submit to")))
    expect(editor.locator(".messages")).to_contain_text("submitted for moderation")
    site.index()
    visitor.reload()
    expect(visitor.locator(".hit__title", has_text="Rindo")).to_have_count(0)

    reviewer = signed_in(opened, REVIEWER)
    press(reviewer.get_by_role("link", name="Rindo").first)
    reviewer.get_by_role("button", name="More actions").click()
    reviewer.get_by_role("button", name="Approve and Publish").click()
    expect(reviewer.locator(".messages")).to_contain_text("Rindo")
    site.index()
    visitor.reload()
    expect(visitor.locator(".hit__title", has_text="Rindo")).to_have_count(1)
