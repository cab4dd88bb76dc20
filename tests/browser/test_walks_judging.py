"""A public body judges what companies answered and publishes the outcome, an editor makes a page by the keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.site import (
    JUDGE,
    LATER,
    MEMBER,
    OFFICIAL,
    PASSWORD,
    RIVAL,
    TEAMS,
    Site,
    answering,
)
from tests.browser.steps import every
from tests.browser.test_pages import overflow
from tests.browser.test_signed_in import sign_in
from tests.browser.test_walks import every_way, word
from tests.browser.walking import PUBLIC_WAYS, Walker, Way

BODY = TEAMS[OFFICIAL]
#: A challenge that two companies answered; the clock of the site that judges it is ahead.
_ANSWERED = """
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from directory.accounts.models import Member
from directory.catalogue.models import Organisation
from directory.needs.models import Criterion, Need
from directory.needs.services.responses import receive
from directory.users.models import User
need = Need(
    buyer=Organisation.objects.get(slug={body!r}), kind="challenge", live=True, responses_here=True,
    title_en="Minutes {words}", title_lv="Protokoli {words}", deadline=timezone.now() + timedelta(days=1),
)
need.criteria = [
    Criterion(name_en="Clarity", name_lv="Saprotamība", weight=60),
    Criterion(name_en="Cost", name_lv="Izmaksas", weight=40, order=1),
]
need.save()
for email in {companies!r}:
    user = User.objects.get(email=email)
    receive(
        need=need, organisation=Member.objects.get(user=user).organisation, by=user, token=uuid4(),
        summary="Offered by " + email, answers={{one.pk: "See it." for one in need.criteria.all()}}, conflict="",
    )
"""


@every_way
def test_responses_are_judged_and_the_outcome_is_published(
    opened: Opener, site: Site, way: Way
) -> None:
    words = word()
    site.do(_ANSWERED.format(body=BODY, words=words, companies=(MEMBER, RIVAL)))
    with answering(site.folder, settings=LATER) as later:
        # A sheet that lacks a reason answers with 400.
        judge = Walker(sign_in(opened, JUDGE, way.lang, at=later, status=400, **way.options), way)
        page = judge.page
        page.goto(f"/{way.lang}/workspace/{BODY}/needs/")
        judge.follow(page.get_by_role("link", name=words))
        judge.follow(page.locator('main a[href$="/evaluation/"]').first)
        page.wait_for_url("**/evaluation/")
        judge.tick(page.locator("[name=impartial]"))
        judge.follow(page.locator('form[action$="/begin/"] button'))
        expect(page.locator("main")).to_contain_text(f"Offered by {RIVAL}")
        points = every(page.locator("[name^=points_]"))
        reasons = every(page.locator("[name^=reason_]"))
        assert len(points) == len(reasons) == 4
        for given, field in zip((9, 8, 4, 5), points, strict=True):
            judge.write(field, str(given))
        for field in reasons[1:]:
            judge.write(field, f"Seen in the trial {words}.")
        judge.follow(page.locator('button[name=do][value="hand_in"]'))
        # Points without a reason are refused; what was written is still there.
        expect(page.locator("#problems")).to_be_focused()
        assert overflow(page) == []
        expect(page.locator("[name^=points_]").first).to_have_value("9")
        judge.write(page.locator("[name^=reason_]").first, f"Best {words}.")
        judge.follow(page.locator('button[name=do][value="hand_in"]'))
        expect(page.locator("[name^=points_]")).to_have_count(0)
        expect(page.locator(".criteria__row")).to_have_count(2)

        judge.tick(page.locator('[name=kind][value="pilot"]'))
        first = page.locator("[name=winner] option").nth(1).get_attribute("value") or ""
        judge.choose(page.locator("[name=winner]"), first)
        for lang in ("en", "lv"):
            judge.write(page.locator(f"[name=statement_{lang}]"), f"Clear to all, {words}.")
        judge.follow(page.locator('form[action$="/outcome/"] button[type=submit]'))
        page.wait_for_url(re.compile(r"/evaluation/$"))
        assert overflow(page) == []
        judge.follow(page.locator('.note--good a[href*="/needs/"]'))
        expect(page.locator("#outcome")).to_be_visible()
        expect(page.locator("main")).to_contain_text(f"Clear to all, {words}.")


#: The blocks of a page in the order in which they are offered.
BLOCKS = ("heading", "text", "note", "figures")
#: Who may publish pages, which the editors of the catalogue may not.
PUBLISHER = "publisher@example.org"
_MAY_PUBLISH = """
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from directory.users.models import User
user, _created = User.objects.get_or_create(email={email!r}, defaults={{"is_staff": True}})
user.set_password({password!r})
user.language = {lang!r}
user.save()
user.groups.add(Group.objects.get(name="Moderators"))
EmailAddress.objects.update_or_create(
    user=user, email=user.email, defaults={{"verified": True, "primary": True}}
)
"""


@pytest.mark.parametrize("way", [way for way in PUBLIC_WAYS if way.keyboard], ids=str)
def test_an_editor_makes_a_page_and_publishes_it(opened: Opener, site: Site, way: Way) -> None:
    email = f"{way}-{PUBLISHER}"
    site.do(_MAY_PUBLISH.format(email=email, password=PASSWORD, lang=way.lang))
    words = word()
    # What is saved by itself while a block is still empty answers with 400.
    editor = Walker(sign_in(opened, email, way.lang, status=400, **way.options), way)
    page = editor.page
    page.goto("/admin/pages/")
    home = {"en": "Latvia ICT", "lv": "Latvijas IKT"}[way.lang]
    row = page.locator("tr", has=page.get_by_role("link", name=home))
    editor.follow(row.locator("a[href$='/edit/']").first)
    page.goto(page.url.replace("/edit/", "/add_subpage/"))
    page.wait_for_url("**/add/home/contentpage/**")
    editor.write(page.locator("[name=title]"), f"Data {words}")
    editor.write(page.locator("[name=lead]"), f"What {words} is.")
    add = page.locator(".c-sf-add-button").last
    for number, name in enumerate(("heading", "note")):
        editor.press(add)
        page.keyboard.press("Tab")
        found = page.get_by_role("option")
        place = BLOCKS.index(name)
        for _ in range(place + 1):
            page.keyboard.press("ArrowDown")
        expect(found.nth(place)).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Enter")
        expect(page.locator(f"[name=body-{number}-type][value={name}]")).to_be_attached()
    editor.write(page.locator("[name=body-0-value-text]"), f"About {words}")
    editor.write(page.locator("[name=body-1-value-text]"), f"Said of {words}.")
    editor.press(page.locator("footer [data-w-dropdown-target=toggle]"))
    editor.follow(page.locator("[name=action-publish]"))
    expect(page.locator(".messages .success")).to_be_visible()
    public = opened(f"/{way.lang}/data-{words}/")
    expect(public.locator("h1")).to_have_text(f"Data {words}")
    expect(public.locator("main")).to_contain_text(f"Said of {words}.")
