"""The main task of each group of users, by keyboard alone, without script and on a phone."""

from __future__ import annotations

import json
import re
import secrets
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.site import OFFICIAL, REVIEWER, TEAMS, WALKERS, Site
from tests.browser.steps import arriving, press
from tests.browser.test_pages import overflow
from tests.browser.test_signed_in import sign_in
from tests.browser.walking import PUBLIC_WAYS, WAYS, Walker, Way

every_way = pytest.mark.parametrize("way", WAYS, ids=str)
every_public_way = pytest.mark.parametrize("way", PUBLIC_WAYS, ids=str)


def word() -> str:
    """Return a word of no language, another one at every run: a kept site remembers the last."""
    return f"zv{secrets.token_hex(6)}"


def approve(opened: Opener, way: Way, name: str) -> None:
    """Find what was submitted in the queue of the staff, and publish it."""
    staff = Walker(sign_in(opened, REVIEWER, way.lang, **way.options), way)
    staff.page.goto("/admin/submissions/")
    assert overflow(staff.page) == []
    staff.follow(staff.page.get_by_role("link", name=name))
    staff.page.wait_for_url(re.compile(r"/submissions/\d+/"))
    assert overflow(staff.page) == []
    staff.follow(staff.page.locator('button[name="do"][value="approve"]'))
    staff.page.wait_for_url("**/admin/submissions/")
    expect(staff.page.get_by_role("link", name=name)).to_have_count(0)


@every_public_way
def test_a_buyer_finds_a_supplier_and_writes_to_it(opened: Opener, way: Way) -> None:
    # What is not filled in well answers with 400.
    page = opened(status=400, **way.options)
    page.goto(f"/{way.lang}/")
    buyer = Walker(page, way)
    buyer.write(page.locator("main .find__input[type=search]"), "Kvantera")
    if way.keyboard:
        with arriving(page):
            page.keyboard.press("Enter")
    else:
        buyer.follow(page.locator("main form:has([type=search]) .find__go"))
    page.wait_for_url("**/search/?q=Kvantera")
    if way.width < 900:
        buyer.press(page.locator(".facets__drop > summary"))
    buyer.tick(page.locator('#facets input[name="market"][value="fi"]'))
    if not way.script:
        buyer.follow(page.locator("#send"))
    page.wait_for_url("**market=fi**")
    if way.script and way.width < 900:
        # The results are there; the button only closes what lies over them.
        buyer.press(page.locator("#send"))
    buyer.follow(page.locator('.hit__title a[href$="/organisations/kvantera/"]'))
    expect(page.locator("h1")).to_have_text("Kvantera")
    buyer.follow(page.locator('a[href$="/kvantera/enquire/"]').first)
    page.wait_for_url("**/enquire/")
    buyer.write(page.locator("[name=name]"), "Eva Buyer")
    buyer.choose(page.locator("[name=country]"), "fi")
    page.wait_for_timeout(3100)  # quicker than that, programs write
    buyer.write(page.locator("[name=subject]"), "A pilot in Tampere")
    buyer.write(page.locator("[name=message]"), "We look for a partner.")
    buyer.follow(page.locator('main form button[type="submit"]').last)
    # What is missing is told by a summary that takes the focus; what was written is still there.
    expect(page.locator("#problems")).to_be_focused()
    assert overflow(page) == []
    expect(page.locator("[name=name]")).to_have_value("Eva Buyer")
    buyer.write(page.locator("[name=organisation_name]"), "Buyer Oy")
    buyer.write(page.locator("[name=email]"), f"{word()}@buyer.example")
    buyer.tick(page.locator("[name=consent]"))
    buyer.follow(page.locator('main form button[type="submit"]').last)
    page.wait_for_url(f"**/{way.lang}/enquiries/sent/")


@every_way
def test_a_company_changes_its_profile_and_staff_approve(opened: Opener, way: Way) -> None:
    email, slug = WALKERS[str(way)]
    company = Walker(sign_in(opened, email, way.lang, **way.options), way)
    page = company.page
    page.goto(f"/{way.lang}/workspace/")
    page.wait_for_url(f"**/workspace/{slug}/")
    company.follow(page.locator(f'a[href$="/workspace/{slug}/profile/"]').first)
    words = word()
    for lang in ("en", "lv"):
        company.write(page.locator(f"[name=tagline_{lang}]"), f"Known by {words} {lang}")
    assert overflow(page) == []
    company.follow(page.locator('button[name="do"][value="submit"]'))
    expect(page.locator("form[action$='/withdraw/'] button")).to_be_visible()
    public = opened(f"/{way.lang}/organisations/{slug}/")
    expect(public.locator("main")).not_to_contain_text(words)
    approve(opened, way, public.locator("h1").inner_text())
    public.reload()
    expect(public.locator("main")).to_contain_text(f"{words} {way.lang}")


@every_way
def test_a_public_body_publishes_a_need(opened: Opener, way: Way) -> None:
    body = Walker(sign_in(opened, OFFICIAL, way.lang, **way.options), way)
    page = body.page
    page.goto(f"/{way.lang}/workspace/{TEAMS[OFFICIAL]}/")
    body.follow(
        page.locator('a[href$="/needs/"]', has_text=re.compile("^(Needs|Vajadzības)$")).last
    )
    body.follow(page.locator('a[href$="/needs/new/"]').first)
    words = word()
    body.choose(page.locator("[name=kind]"), "planned")
    for lang in ("en", "lv"):
        body.write(page.locator(f"[name=title_{lang}]"), f"A map of {words} {lang}")
        body.write(page.locator(f"[name=description_{lang}]"), f"Where {words} is, by the day.")
    assert overflow(page) == []
    body.follow(page.locator('button[name="do"][value="submit"]'))
    expect(page.locator("form[action$='/withdraw/'] button")).to_be_visible()
    approve(opened, way, words)
    public = opened(f"/{way.lang}/needs/")
    press(public.get_by_role("link", name=words).first)
    expect(public.locator("h1")).to_have_text(f"A map of {words} {way.lang}")


@every_public_way
def test_a_student_takes_the_data(opened: Opener, site: Site, way: Way) -> None:
    page = opened(f"/{way.lang}/datasets/", **way.options)
    student = Walker(page, way)
    student.follow(page.locator('main a[href$="/datasets/hourly-weather-observations/"]').first)
    page.wait_for_url("**/datasets/hourly-weather-observations/")
    student.follow(page.locator('main a[href$="/solutions/rindo/"]:visible').first)
    expect(page.locator("h1")).to_have_text("Rindo")
    page.goto(f"/{way.lang}/search/?type=dataset")
    with page.expect_download() as taken:
        student.press(page.locator('main a[href*="results.csv"]'))
    assert Path(taken.value.path()).read_text(encoding="utf-8-sig").count("\n") > 2
    student.follow(page.locator('footer a[href*="/data/"]').first)
    page.wait_for_url("**/data/**")
    assert overflow(page) == []
    student.follow(page.locator('a[href="/api/v1/datasets"]'))
    page.wait_for_url(f"{site.url}/api/v1/datasets")
    assert json.loads(shown(page))["results"]


def shown(page: Page) -> str:
    """Return the text that the browser shows for a file."""
    return page.locator("pre").inner_text()
