"""A need from the first words of a municipality to the outcome among the winner's references, as its people walk it."""

from __future__ import annotations

import json
import re
import secrets
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.site import (
    JUDGE,
    LATER,
    MEMBER,
    OFFICIAL,
    OTHERS,
    REVIEWER,
    RIVAL,
    TEAMS,
    Site,
    answering,
)
from tests.browser.steps import every, press
from tests.browser.test_pages import overflow
from tests.browser.test_signed_in import sign_in

BODY = TEAMS[OFFICIAL]
#: Written in haste, without signs and with mistakes, as people write.
POOR = (
    "vajag programu kas rada bernu rindu uz bernudarzu un lai vecaki redz savu vietu. "
    "piegadatajam obligati iso 27001"
)
DRAFT = """Vietu uzskaites kārtība bērnudārzos
1. Noteikumi nosaka kārtību, kādā pašvaldības uzskaita vietas bērnudārzos.
2. Vecāks iesniedz pašvaldībā iesniegumu, kuram pievieno:
2.1. bērna dzimšanas apliecības kopiju;
2.2. izziņu par deklarēto dzīvesvietu.
3. Pašvaldība reizi mēnesī publicē brīvo vietu skaitu bērnudārzos un skolās.
"""


def fits(page: Page) -> None:
    """Look at a page as wide as a desk and as a phone."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert overflow(page) == [], page.url


def send(page: Page, *, do: str = "") -> None:
    """Press the button that sends the form last on the page, or the one that does something by name."""
    name = f'[name="do"][value="{do}"]' if do else ""
    press(page.locator(f'main form button[type="submit"]{name}').last)


def approve(opened: Opener, name: str, at: Site) -> None:
    """Publish what was submitted, as a reviewer does."""
    page = sign_in(opened, REVIEWER, "en", at=at)
    page.goto("/admin/submissions/")
    press(page.get_by_role("link", name=name).first)
    press(page.locator('button[name="do"][value="approve"]'))
    page.wait_for_url("**/admin/submissions/")


def freeze(page: Page, word: str) -> None:
    """Describe the need in poor Latvian, look at what meets it, and freeze the list."""
    page.goto("/lv/needs/describe/")
    page.locator("[name=text]").fill(f"{POOR}. {word}")
    send(page)
    first = page.locator("article.match").first
    expect(first.locator("h3")).to_have_text("Vieta bērnudārzā")
    expect(first.locator(".reasons__row").first).to_be_visible()
    expect(page.locator(".gaps__row").first).to_be_visible()
    fits(page)
    press(page.locator('a[href*="/shortlist/"]').first)
    page.wait_for_url("**/shortlists/new/**")
    send(page)
    page.wait_for_url(re.compile(r"/shortlists/\d+/"))
    entry = page.locator("#entry-1")
    entry.locator("summary").last.click()
    entry.locator('[name="e1-verdict"][value="in"]').check()
    entry.locator('[name="e1-reason"]').fill("Dara tieši to, ko vajag.")
    press(entry.locator('form button[type="submit"]'))
    expect(page.locator("#entry-1")).to_contain_text("Dara tieši to, ko vajag.")
    fits(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="XLSX").click()
    assert taken.value.suggested_filename.endswith(".xlsx")


def publish(page: Page, word: str) -> None:
    """Write a challenge with criteria, and submit it."""
    deadline = datetime.now(ZoneInfo("Europe/Riga")) + timedelta(days=2)
    page.goto(f"/lv/workspace/{BODY}/needs/new/")
    page.locator("[name=kind]").select_option("challenge")
    page.locator("[name=title_lv]").fill(f"Rinda uz bērnudārzu {word}")
    page.locator("[name=description_lv]").fill("Vecāki redz, kura vieta rindā ir viņu bērnam.")
    page.locator("[name=deadline]").fill(f"{deadline:%Y-%m-%d}T12:00")
    page.locator("[name=responses_here]").check()
    page.locator("[name=criteria_text]").fill("60 Saprotamība / Clarity\n39 Cena / Price")
    send(page, do="submit")
    # The weights sum to 99: it is said, and nothing is lost.
    expect(page.locator("#errors")).to_contain_text("99")
    page.locator("[name=criteria_text]").fill("60 Saprotamība / Clarity\n40 Cena / Price")
    send(page, do="submit")
    expect(page.locator("form[action$='/withdraw/'] button")).to_be_visible()


def respond(opened: Opener, email: str, need: str, summary: str) -> Page:
    """Answer a need for a company, with a document and a conflict of interest declared."""
    page = sign_in(opened, email, "lv")
    page.goto(f"/lv/needs/{need}/")
    press(page.locator('a[href$="/respond/"]'))
    page.wait_for_url(re.compile(r"/responses/\d+/"))
    page.locator("[name=summary]").fill(summary)
    for field in every(page.locator("textarea[name^=criterion_]")):
        field.fill("Skatiet pielikumu.")
    document = {"name": "plans.txt", "mimeType": "text/plain", "buffer": "Plāns".encode()}
    page.locator("[name=documents]").set_input_files(document)
    page.locator('[name=interests][value="declared"]').check()
    page.locator("[name=conflict]").fill("Mūsu valdes loceklis tur strādāja 2020. gadā.")
    send(page)
    expect(page.locator("main")).to_contain_text("SHA-256")
    fits(page)
    return page


def judge(opened: Opener, email: str, at: Site, evaluation: str, points: dict[str, str]) -> Page:
    """Open the responses after the deadline, score them, and hand the sheet in."""
    page = sign_in(opened, email, "lv", at=at)
    page.goto(evaluation)
    page.locator("[name=impartial]").check()
    press(page.locator('form[action$="/begin/"] button'))
    for name, given in points.items():
        sheet = page.locator(".sheet", has=page.get_by_role("heading", name=name))
        for field in every(sheet.locator("[name^=points_]")):
            field.fill(given)
        for field in every(sheet.locator("textarea[name^=reason_]")):
            field.fill(f"{given} no 10")
    fits(page)
    send(page, do="hand_in")
    expect(page.locator("main")).to_contain_text("vērtējuma lapa ir iesniegta")
    return page


def test_a_need_goes_from_poor_latvian_to_the_winners_references(
    opened: Opener, site: Site
) -> None:
    word = f"zv{secrets.token_hex(4)}"
    official = sign_in(opened, OFFICIAL, "lv", status=400)
    freeze(official, word)
    publish(official, word)
    approve(opened, word, site)
    public = opened("/lv/needs/")
    press(public.get_by_role("link", name=word).first)
    expect(public.locator("main")).to_contain_text("60 %")
    fits(public)
    need = public.url.rstrip("/").rpartition("/")[2]

    # One company asks; the answer is public for everybody at once, and nobody learns who asked.
    asker = sign_in(opened, MEMBER, "lv")
    asker.goto(f"/lv/needs/{need}/ask/")
    asker.locator("[name=text]").fill("Cik bērnu ir rindā?")
    send(asker)
    run = official.locator("main")
    official.goto(f"/lv/workspace/{BODY}/needs/")
    press(official.get_by_role("link", name=word))
    expect(run).to_contain_text("Cik bērnu ir rindā?")
    expect(run).not_to_contain_text("Sargvalnis")
    official.locator("textarea[name$=-text]").first.fill("Tūkstoš divi simti.")
    press(official.locator("form.panel button").first)
    public.reload()
    expect(public.locator("main")).not_to_contain_text("Cik bērnu ir rindā?")
    press(official.locator('form[action$="/answers/"] button'))
    public.reload()
    expect(public.locator("main")).to_contain_text("Tūkstoš divi simti.")

    respond(opened, MEMBER, need, f"Slepens {word} pirmais")
    respond(opened, RIVAL, need, f"Slepens {word} otrais")
    official.goto(f"/lv/workspace/{BODY}/needs/")
    press(official.get_by_role("link", name=word))
    evaluation = official.locator('a[href$="/evaluation/"]').first.get_attribute("href") or ""
    official.goto(evaluation)
    expect(official.locator("main")).not_to_contain_text("Slepens")

    with answering(site.folder, settings=LATER) as later:
        names = [name_of(opened, slug) for slug in (TEAMS[MEMBER], OTHERS[RIVAL])]
        judge(opened, JUDGE, later, evaluation, dict(zip(names, ("9", "4"), strict=True)))
        page = judge(opened, OFFICIAL, later, evaluation, dict(zip(names, ("8", "5"), strict=True)))
        expect(page.locator("main")).to_contain_text("85,0")
        page.locator('[name=kind][value="pilot"]').check()
        page.locator("[name=winner]").select_option(label=names[0])
        page.locator("[name=statement_lv]").fill("Vecākiem saprotamākais risinājums.")
        send(page)
        expect(page.locator("main")).to_contain_text(names[0])

        public = opened(f"/lv/needs/{need}/", at=later)
        expect(public.locator("main")).to_contain_text("Vecākiem saprotamākais risinājums.")
        fits(public)
        winner = opened(f"/lv/organisations/{TEAMS[MEMBER]}/", at=later)
        expect(winner.locator("main")).to_contain_text(word)
        # The draft of a reference waits for the winner, who completes it.
        keeper = sign_in(opened, MEMBER, "lv", at=later)
        keeper.goto(f"/lv/workspace/{TEAMS[MEMBER]}/references/")
        press(keeper.get_by_role("link", name=word))
        keeper.locator("[name=result_lv]").fill("Izmēģinājums sākās.")
        send(keeper, do="submit")
        approve(opened, word, later)
        winner.reload()
        expect(winner.locator("main").get_by_role("link", name=word).first).to_be_visible()


def name_of(opened: Opener, slug: str) -> str:
    """Return what an organisation is called."""
    return opened(f"/lv/organisations/{slug}/").locator("h1").inner_text()


def test_the_same_need_through_the_api(opened: Opener) -> None:
    page = opened("/lv/needs/describe/")
    page.locator("[name=text]").fill(POOR)
    send(page)
    shown = [one.text_content() for one in every(page.locator("article.match h3"))]
    answer = page.request.post("/api/v1/match", data={"text": POOR, "lang": "lv"})
    assert answer.status == 200
    told = json.loads(answer.body())
    assert [one["name"] for one in told] == shown
    assert told[0]["reasons"][0]["label"]


def test_a_draft_law_is_checked(opened: Opener) -> None:
    page = opened("/lv/digital-check/")
    page.locator("[name=text]").fill(DRAFT)
    press(page.locator('main form button[type="submit"]').first)
    found = page.locator("main")
    expect(found).to_contain_text("bērna dzimšanas apliecības kopiju")
    expect(found.get_by_role("link", name="Vieta bērnudārzā").first).to_be_visible()
    expect(found.get_by_role("link", name="Vietas skolās un bērnudārzos").first).to_be_visible()
    fits(page)
