"""What a new company does, from finding itself listed to reading its figures; each way again from the start."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.site import CLAIMED, PASSWORD, Site
from tests.browser.steps import press, ready, until
from tests.browser.test_pages import overflow
from tests.browser.test_walks import approve, every_way, word
from tests.browser.walking import Walker, Way
from tests.browser.website import Website, website_of

#: Programs are not counted, and this browser says to be one.
PERSON = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
#: Fields with nothing to say for a company of this kind.
LEFT = {"startup_stage"}
#: How the boxes begin for words that a list lacks.
PROPOSE = "propose_"
_AGAIN = """
from directory.accounts.models import Claim
from directory.catalogue.models import Organisation
from directory.enquiries.models import Enquiry
from directory.users.models import User
User.objects.filter(email__endswith="@{domain}").delete()
row = Organisation.objects.get(slug={slug!r})
Claim.objects.filter(organisation=row).delete()
row.members.all().delete()
row.verifications.all().delete()
Enquiry.objects.filter(conversations__organisation=row).delete()
row.website = "https://www.{domain}/"
row.logo, row.tagline_en, row.tagline_lv, row.description_en, row.description_lv = None, "", "", "", ""
row.save()
row.workflow_states.all().delete()
row.revisions.all().delete()
Organisation.objects.filter(pk=row.pk).update(
    latest_revision=None, live_revision=None, has_unpublished_changes=False
)
"""


@pytest.fixture
def website(site: Site, way: Way) -> Iterator[Website]:
    """Return the website of the company that is claimed, which staff entered before."""
    slug, address = CLAIMED[str(way)]
    domain = f"{slug}.lv"
    site.do(_AGAIN.format(slug=slug, domain=domain))
    with website_of(site.folder, domain, address) as served:
        yield served


class Screens:
    """Counts the screens that somebody has in front of them, each as often as it comes."""

    def __init__(self, page: Page) -> None:
        self.seen: list[str] = []
        page.on("framenavigated", lambda frame: self.seen.append(frame.url))


def mailed(page: Page, receiver: str, part: str) -> str:
    """Return the path of the link, with a part that tells it, in the newest message to an address."""
    mailbox = page.context.new_page()
    mailbox.goto("/en/mail/")
    press(mailbox.locator("tr", has_text=receiver).first.locator("a"))
    link = mailbox.locator(f'.letter a[href*="{part}"]').first.get_attribute("href")
    mailbox.close()
    assert link is not None
    return re.sub(r"^https?://[^/]+", "", link)


def drawn(folder: Path) -> Path:
    """Return a file with a square picture."""
    data = io.BytesIO()
    Image.new("RGB", (400, 400), (30, 90, 70)).save(data, "PNG")
    path = folder / "logo.png"
    path.write_bytes(data.getvalue())
    return path


def fill_in(person: Walker, words: str) -> None:
    """Fill in every field of the form of a profile, in both languages, as it stands in the page."""
    page = person.page
    values = {
        "name_en": f"Northern Metering {words}",
        "name_lv": f"Ziemeļu mērījumi {words}",
        "tagline_en": f"Meters that report {words}",
        "tagline_lv": f"Skaitītāji, kas ziņo {words}",
        "description_en": f"We build {words} meters. "
        + "They report heat and water each hour. " * 6,
        "description_lv": f"Ražojam {words}. " + "Skaitītāji katru stundu ziņo par siltumu. " * 6,
        "email": "info@meters.example",
        "city": "Rīga",
        "founded": "2011",
        "cpv": "72000000",
    }
    if person.way.script:
        ready(page)
    form = page.locator("main form[method=post]").filter(has=page.locator("[name=base]"))
    names = form.locator("[name]").evaluate_all(
        "(all) => all.filter((one) => one.type !== 'hidden').map((one) => one.name)"
    )
    for name in dict.fromkeys(names):
        field = form.locator(f"[name={name}]")
        if name in {"do", "cpv_pick", "website", *LEFT} or name.startswith(PROPOSE):
            continue
        if name in values:
            if person.way.script and field.first.get_attribute("data-prose"):
                # An editor stands in its place.
                field = form.locator(f".prose-field#id_{name}")
                field.wait_for()
            person.write(field, values.pop(name))
        elif field.first.get_attribute("type") == "checkbox":
            pick = page.locator("details.pick").filter(has=page.locator(f"[name={name}]"))
            person.press(pick.locator("summary"))
            person.tick(field.first)
        else:
            person.choose(field, field.locator("option").nth(1).get_attribute("value") or "")
    assert values == {}


@every_way
def test_a_company_claims_its_entry_and_comes_to_its_first_enquiry(
    opened: Opener, site: Site, website: Website, way: Way, tmp_path: Path
) -> None:
    slug, by_mail = CLAIMED[str(way)][0], not way.script
    lang, words = way.lang, word()
    page = opened(**way.options, user_agent=PERSON)
    person = Walker(page, way)
    email = f"anna-{words}@{website.domain if by_mail else 'mail.example'}"

    # Found in the catalogue, claimed by a new account.
    page.goto(f"/{lang}/organisations/{slug}/")
    person.follow(page.locator(f'a[href*="/claim/entry/{slug}/"]').first)
    person.follow(page.locator("main a[href*=signup]").first)
    page.wait_for_url("**/signup/**")
    screens = Screens(page)
    person.write(page.locator("[name=email]"), email)
    person.write(page.locator("[name=password1]"), PASSWORD)
    person.write(page.locator("[name=password2]"), PASSWORD)
    person.follow(page.locator("main form button[type=submit]").last)
    page.wait_for_url("**/confirm-email/")
    page.goto(mailed(page, email, "confirm-email"))
    person.follow(page.locator("main form button[type=submit]").last)
    page.wait_for_url(f"**/claim/entry/{slug}/")
    assert overflow(page) == []
    if by_mail:
        expect(page.locator("[name=email]")).to_have_value(email)
    else:
        person.tick(page.locator("[name=method][value=file]"))
    person.follow(page.locator("main form button[type=submit]").last)
    if not by_mail:
        page.wait_for_url("**/claim/*/")
        assert overflow(page) == []
        address, content = page.locator("code.account__key").all_inner_texts()
        website.pages[address.removeprefix(f"https://{website.domain}")] = content
        person.follow(page.locator("form[action$='/check/'] button"))

    # Filled in, in both languages, and submitted.
    page.wait_for_url(f"**/workspace/{slug}/profile/")
    fill_in(person, words)
    assert overflow(page) == []
    person.follow(page.locator('button[name="do"][value="submit"]').last)
    expect(page.locator("form[action$='/withdraw/'] button")).to_be_visible()
    if by_mail:
        # Sign-up, the word to look into the mailbox, confirmation, claim, profile; then it is submitted.
        assert len(dict.fromkeys(screens.seen)) + 1 <= 5, screens.seen
    person.follow(page.locator(f'main a[href$="/{slug}/profile/pictures/"]'))
    person.attach(page.locator("[name=logo-file]"), drawn(tmp_path))
    person.write(page.locator("[name=logo-alt_en]"), "A green square")
    person.write(page.locator("[name=logo-alt_lv]"), "Zaļš kvadrāts")
    person.follow(page.locator("form", has=page.locator("[name=logo-file]")).locator("button"))
    page.wait_for_url("**/pictures/")
    expect(page.locator("main")).to_contain_text("Zaļš kvadrāts")
    assert overflow(page) == []
    # A picture is a change like any other: it is submitted again.
    person.follow(page.locator(f'main a[href$="/{slug}/profile/"]').last)
    person.follow(page.locator('button[name="do"][value="submit"]').last)
    expect(page.locator("form[action$='/withdraw/'] button")).to_be_visible()

    # Approved, and found in the search.
    name = f"{'Northern Metering' if lang == 'en' else 'Ziemeļu mērījumi'} {words}"
    approve(opened, way, name)
    site.index()
    buying = opened(f"/{lang}/search/?q={words}", **way.options, user_agent=PERSON)
    buyer = Walker(buying, way)
    buyer.follow(buying.locator(f'.hit__title a[href$="/organisations/{slug}/"]'))
    expect(buying.locator("h1")).to_have_text(name)
    expect(buying.locator("img.emblem--logo")).to_be_visible()

    # Asked, answered.
    asker = f"eva-{words}@buyer.example"
    buyer.follow(buying.locator(f'a[href$="/{slug}/enquire/"]').first)
    buying.wait_for_url("**/enquire/")
    for field, text in {
        "name": "Eva Buyer", "organisation_name": "Buyer Oy", "email": asker,
        "subject": f"Meters for Tampere {words}", "message": "We look for a partner.",
    }.items():  # fmt: skip
        buyer.write(buying.locator(f"[name={field}]"), text)
    buyer.choose(buying.locator("[name=country]"), "fi")
    buyer.tick(buying.locator("[name=consent]"))
    buying.wait_for_timeout(3100)  # quicker than that, programs write
    buyer.follow(buying.locator('main form button[type="submit"]').last)
    buying.wait_for_url("**/enquiries/sent/")
    buying.goto(mailed(buying, asker, "/enquiries/"))
    buyer.follow(buying.locator('main form button[type="submit"]').last)
    buying.wait_for_url("**/enquiries/delivered/")
    page.goto(f"/{lang}/workspace/{slug}/")
    person.follow(page.locator(f'main a[href*="/{slug}/enquiries/?status=new"]'))
    page.wait_for_url("**/enquiries/?status=new")
    assert overflow(page) == []
    person.follow(page.get_by_role("link", name=f"Meters for Tampere {words}"))
    page.wait_for_url(re.compile(r"/enquiries/\d+/"))
    assert overflow(page) == []
    expect(page.locator("main")).not_to_contain_text(asker)
    person.write(page.locator("[name=text]"), "Gladly, in May.")
    person.follow(page.locator("form", has=page.locator("[name=text]")).locator("button"))
    expect(page.locator("main")).to_contain_text("Gladly, in May.")
    buying.goto(mailed(buying, asker, "/enquiries/"))
    expect(buying.locator("main")).to_contain_text("Gladly, in May.")
    expect(buying.locator("main")).not_to_contain_text(email)

    # What it got for it.
    person.follow(page.locator(f'a[href$="/workspace/{slug}/figures/"]').first)
    page.wait_for_url("**/figures/")
    # The site writes down every few seconds what it counted.
    until(
        lambda: all(figures(page)[at] >= 1 for at in (0, 1, 2, 4, 5)),
        lambda: site.manage("fold_events"),
        page.reload,
        told=f"not everything is counted: {page.url}",
    )
    assert overflow(page) == []


def figures(page: Page) -> list[int]:
    """Return the figures of a company, in their order."""
    told = page.locator(".tally__one")
    expect(told).to_have_count(6)
    return [int(re.search(r"\d+", text.split("\n", 1)[1])[0]) for text in told.all_inner_texts()]
