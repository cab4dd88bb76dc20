"""The pages of those who have signed in: sound, narrow enough, and open to everybody, as the public ones."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.pages import WIDTHS
from tests.browser.site import DARK, DRAFTER, LIGHT, MEMBER, OFFICIAL, OTHERS, PASSWORD, TEAMS
from tests.browser.steps import arriving, press, ready
from tests.browser.test_pages import every_look, overflow, violations
from tests.browser.tools import faults_of_markup

_COMPANY, _BODY = (f"workspace/{TEAMS[who]}/" for who in (MEMBER, OFFICIAL))
#: Whose page, and its path below the language.
PAGES = {
    "account": (MEMBER, "account/"),
    "account-email": (MEMBER, "account/email/"),
    "account-password": (MEMBER, "account/password/change/"),
    "account-factors": (MEMBER, "account/2fa/"),
    "account-sessions": (MEMBER, "account/sessions/"),
    "workspace": (MEMBER, _COMPANY),
    "profile": (MEMBER, f"{_COMPANY}profile/"),
    "profile-changes": (MEMBER, f"{_COMPANY}profile/changes/"),
    "solutions": (MEMBER, f"{_COMPANY}solutions/"),
    "solution-new": (MEMBER, f"{_COMPANY}solutions/new/"),
    "references": (MEMBER, f"{_COMPANY}references/"),
    "reference-new": (MEMBER, f"{_COMPANY}references/new/"),
    "dataset-new": (MEMBER, f"{_COMPANY}datasets/new/"),
    "alerts": (MEMBER, "alerts/"),
    "kept-drafts": (MEMBER, "digital-check/kept/"),
    "offers": (MEMBER, f"{_COMPANY}needs-for-us/"),
    "undertakings": (MEMBER, f"{_COMPANY}working-on/"),
    "responses": (MEMBER, f"{_COMPANY}responses/"),
    "enquiries": (MEMBER, f"{_COMPANY}enquiries/"),
    "figures": (MEMBER, f"{_COMPANY}figures/"),
    "body": (OFFICIAL, _BODY),
    "needs": (OFFICIAL, f"{_BODY}needs/"),
    "need-new": (OFFICIAL, f"{_BODY}needs/new/"),
    "shortlists": (OFFICIAL, f"{_BODY}shortlists/"),
    "shortlist-new": (OFFICIAL, f"{_BODY}shortlists/new/"),
    "opinions": (OFFICIAL, "needs/official-letters-that-people-understand/what-fits/"),
}


def sign_in(opened: Opener, email: str, lang: str = "en", **options: Any) -> Page:
    """Return a page of somebody who signed in by the keyboard alone."""
    page = opened(**options)
    page.goto(f"/{lang}/account/login/")
    page.locator("[name=login]").focus()
    page.keyboard.type(email)
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.locator("[name=password]:focus").count():
            break
    expect(page.locator("[name=password]")).to_be_focused()
    page.keyboard.type(PASSWORD)
    with arriving(page):
        page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "login" not in url)
    return page


@pytest.mark.parametrize("lang", ["en", "lv"])
@pytest.mark.parametrize("who", [MEMBER, OFFICIAL])
def test_pages(opened: Opener, tmp_path: Path, lang: str, who: str) -> None:
    page = sign_in(opened, who, lang)
    found: dict[str, Any] = {}
    markup = {}
    for name, (email, path) in PAGES.items():
        if email != who:
            continue
        answer = page.goto(f"/{lang}/{path}")
        assert answer is not None
        assert answer.status == 200, path
        markup[name] = answer.body()
        ready(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if wide := overflow(page):
                found[f"{name}: too wide at {width}"] = wide
        found |= every_look(page, name)
        page.set_viewport_size({"width": 1280, "height": 900})
    if faults := faults_of_markup(markup, tmp_path):
        found["markup"] = faults
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


def test_a_draft_is_written_and_previewed_without_script(opened: Opener) -> None:
    page = sign_in(opened, DRAFTER, java_script_enabled=False)
    page.goto(f"/en/workspace/{OTHERS[DRAFTER]}/profile/")
    words = "Forecasts that a ward can plan by"
    field = page.locator("[name=tagline_en]")
    field.fill(words)
    press(page.get_by_role("button", name="Save the draft"))
    expect(page.locator("[name=tagline_en]")).to_have_value(words)
    press(page.get_by_role("link", name="Preview").first)
    expect(page.locator("main")).to_contain_text(words)
    # The public reads what it read before.
    public = opened(f"/en/organisations/{OTHERS[DRAFTER]}/")
    expect(public.locator("main")).not_to_contain_text(words)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_text_is_made_bold_by_the_keyboard_alone(opened: Opener, scheme: str) -> None:
    who = {"light": LIGHT, "dark": DARK}[scheme]
    page = sign_in(opened, who, width=390, color_scheme=scheme)
    page.goto(f"/en/workspace/{OTHERS[who]}/profile/")
    ready(page)
    kept = page.locator("[name=description_en]")
    before = kept.input_value()
    page.locator("[name=tagline_lv]").focus()
    page.keyboard.press("Tab")
    tools = page.get_by_role("group", name="Formatting: Description (English)")
    bold, italic = (
        tools.get_by_role("button", name=name, exact=True) for name in ("Bold", "Italic")
    )
    expect(bold).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
    text = page.get_by_role("textbox", name="Description (English)")
    expect(text).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Calm ")
    # Nothing is selected, and the button tells already what the next word will be.
    page.keyboard.press("Control+b")
    expect(bold).to_have_attribute("aria-pressed", "true")
    assert violations(page) == []
    page.keyboard.type("wards")
    page.keyboard.press("Control+b")
    expect(bold).to_have_attribute("aria-pressed", "false")
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    expect(italic).to_be_focused()
    page.keyboard.press("Enter")
    expect(text).to_be_focused()
    expect(italic).to_have_attribute("aria-pressed", "true")
    page.keyboard.type("sleep")
    expect(kept).to_have_value(re.compile("<strong>wards</strong>.*<em>sleep</em>", re.DOTALL))
    assert kept.input_value() != before
    assert overflow(page) == []
