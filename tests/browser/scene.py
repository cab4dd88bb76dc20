"""Every type of page that people are shown: where it is, who opens it, and what is done on it first."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.pages import ERRORS, PAGES
from tests.browser.site import PASSWORD, Site, locked
from tests.browser.steps import press

LANGUAGES = ("en", "lv")
KEEPER, BUYER = "keeper@example.org", "buyer@example.org"
NEWCOMER, OFFICE = "newcomer@example.org", "office@example.org"
EMPTY_HANDED = "empty-handed@example.org"
DRAFT = """Vietu uzskaites kārtība bērnudārzos
1. Noteikumi nosaka kārtību, kādā pašvaldības uzskaita vietas bērnudārzos.
2. Vecāks iesniedz pašvaldībā iesniegumu, kuram pievieno:
2.1. bērna dzimšanas apliecības kopiju;
2.2. izziņu par deklarēto dzīvesvietu.
3. Pašvaldība reizi mēnesī publicē brīvo vietu skaitu bērnudārzos un skolās.
"""
Step = Callable[[Page], Any]


@dataclass(frozen=True)
class Shown:
    """A page; `html` is what stands there where no address leads to it: a mail, a fault."""

    name: str
    paths: dict[str, str]
    email: str = ""
    status: int = 200
    steps: tuple[Step, ...] = ()
    html: dict[str, str] | None = None

    def open(self, page: Page, lang: str) -> int:
        """Open it, or feed the browser what has no address, and return the status."""
        path = self.path(lang)
        if self.html is not None:
            html = self.html[lang]
            page.route(
                f"**{path}", lambda route: route.fulfill(body=html, content_type="text/html")
            )
        answer = page.goto(path)
        return self.status if self.html is not None or answer is None else answer.status

    def path(self, lang: str) -> str:
        """Return where it is in a language; nothing where it is in the other one only."""
        return self.paths.get(lang, "")


def in_both(name: str, path: str, email: str = "", **values: Any) -> Shown:
    """Return a page that stands at the same path below each language."""
    return Shown(name, {lang: f"/{lang}/{path}" for lang in LANGUAGES}, email, **values)


def prepare(site: Site) -> dict[str, Any]:
    """Let happen what the pages need, once a site, and return where they are."""
    record = site.folder / "stage.json"
    # The first of several test processes sets it up, the others wait.
    with locked(site.folder / "lock"):
        if not record.exists():
            site.do(
                "from pathlib import Path; from tests.browser.stage import set_up; "
                f"set_up({PASSWORD!r}, Path({str(record)!r}))"
            )
    found: dict[str, Any] = json.loads(record.read_text(encoding="utf-8"))
    return found


def hardest(site: Site) -> dict[str, str]:
    """Return the pages that are hardest to show, drawn once a site: name-language → HTML."""
    record = site.folder / "hardest.json"
    with locked(site.folder / "lock"):
        if not record.exists():
            site.do(
                "import json; from pathlib import Path; from tests.browser.hardest import hardest_pages; "
                f"Path({str(record)!r}).write_text(json.dumps(hardest_pages()), encoding='utf-8')"
            )
    found: dict[str, str] = json.loads(record.read_text(encoding="utf-8"))
    return found


def press_last(page: Page) -> None:
    """Send the form that is last on the page."""
    press(page.locator("main form button[type=submit]").last)


def send_empty(page: Page) -> None:
    """Send a form with nothing in it, past what the browser itself would say."""
    page.evaluate("for (const one of document.forms) one.noValidate = true")
    press_last(page)


def open_all(page: Page) -> None:
    """Open whatever can be opened."""
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")


def open_menu(page: Page) -> None:
    """Open the menu, which only a narrow page hides."""
    page.set_viewport_size({"width": 390, "height": 900})
    page.locator(".mast__menu").click()
    expect(page.locator("#menu")).to_be_visible()


def check_draft(page: Page) -> None:
    """Check a draft law."""
    page.locator("[name=text]").fill(DRAFT)
    press(page.locator("main form button[type=submit]").first)


def public_pages() -> Iterator[Shown]:
    """Yield what everybody sees."""
    for name, path in PAGES.items():
        yield in_both(name, path)
    for name, (path, status) in ERRORS.items():
        yield in_both(name, path, status=status)
    yield Shown("open-data", {lang: f"/data/?lang={lang}" for lang in LANGUAGES})
    yield in_both("results-second-page", "search/?type=organisation&page=2")
    yield in_both("results-why", "search/?q=dati", steps=(open_all,))
    yield in_both(
        "research-institution", "organisations/dzintarkrasts-institute-of-data-science-sample/"
    )
    yield in_both("association", "organisations/sample-association-of-data-companies/")
    yield in_both("buyer", "organisations/sample-digital-services-agency/")
    yield in_both("consultation", "needs/how-should-the-state-buy-cloud-services/")
    yield in_both("planned", "needs/security-monitoring-for-30-small-institutions/")
    yield in_both("need-closed", "needs/is-the-sea-fit-for-swimming-today/")
    yield in_both("need-here", "needs/a-third-less-heat-in-eleven-schools/")
    yield in_both("solutions", "solutions/")
    yield in_both("organisations", "organisations/")
    yield in_both("references", "references/")
    yield in_both("describe", "needs/describe/")
    yield in_both("digital-check-result", "digital-check/", steps=(check_draft,))
    yield in_both("digital-check-errors", "digital-check/", steps=(send_empty,))
    yield in_both(
        "enquiry-errors", "organisations/kvantera/enquire/", status=200, steps=(send_empty,)
    )
    yield in_both("enquiry-delivered", "enquiries/delivered/")
    yield in_both("link-expired", "enquiries/nothing/", status=410)
    yield in_both("login", "account/login/")
    yield in_both("login-errors", "account/login/", steps=(send_empty,))
    yield in_both("signup", "account/signup/")
    yield in_both("signup-errors", "account/signup/", steps=(send_empty,))
    yield in_both("reset", "account/password/reset/")
    yield in_both("reset-sent", "account/password/reset/done/")
    yield in_both("verification-sent", "account/confirm-email/")
    yield in_both("menu", "about/", steps=(open_menu,))


def signed_in_pages(found: dict[str, Any]) -> Iterator[Shown]:
    """Yield what people see who have signed in."""
    company, body = "workspace/mezlogs/", "workspace/sample-municipality-of-lejaskrasts/"
    empty = "workspace/plauktins/"
    for name, path in {
        "account": "account/",
        "account-email": "account/email/",
        "account-password": "account/password/change/",
        "account-factors": "account/2fa/",
        "account-totp": "account/2fa/totp/activate/",
        "account-sessions": "account/sessions/",
        "account-erase": "account/erase/",
        "account-claims": "account/claim/",
        "claim-new": "account/claim/new/",
    }.items():
        yield in_both(name, path, NEWCOMER)
    for name in ("claim-choose", "claim-dns", "claim-file", "claim-join", "conversation"):
        yield Shown(name, found[name], NEWCOMER)
    yield in_both("forbidden", f"{company}figures/", NEWCOMER, status=404)
    yield in_both("ask", "needs/a-third-less-heat-in-eleven-schools/ask/", NEWCOMER)
    for name, path in {
        "workspace": company,
        "team": "account/team/mezlogs/",
        "profile": f"{company}profile/",
        "profile-changes": f"{company}profile/changes/",
        "profile-pictures": f"{company}profile/pictures/",
        "solutions-own": f"{company}solutions/",
        "solution-new": f"{company}solutions/new/",
        "references-own": f"{company}references/",
        "reference-new": f"{company}references/new/",
        "dataset-new": f"{company}datasets/new/",
        "offers": f"{company}needs-for-us/",
        "undertakings": f"{company}working-on/",
        "responses": f"{company}responses/",
        "inbox": f"{company}enquiries/",
        "figures": f"{company}figures/",
        "alerts": "alerts/",
        "kept-drafts": "digital-check/kept/",
        "undertake": "needs/official-letters-that-people-understand/working/",
    }.items():
        yield in_both(name, path, KEEPER)
    for name in (
        "inbox-answered", "inbox-new", "solution-edit", "solution-pictures", "solution-changes",
        "kept-draft", "response",
    ):  # fmt: skip
        yield Shown(name, found[name], KEEPER)
    yield in_both("solution-new-errors", f"{company}solutions/new/", KEEPER, steps=(send_empty,))
    yield in_both("profile-errors", f"{company}profile/", KEEPER, steps=(empty_name,))
    for name, path in {
        "workspace-empty": empty,
        "inbox-empty": f"{empty}enquiries/",
        "figures-empty": f"{empty}figures/",
        "references-empty": f"{empty}references/",
        "undertakings-empty": f"{empty}working-on/",
        "responses-empty": f"{empty}responses/",
        "alerts-empty": "alerts/",
        "kept-drafts-empty": "digital-check/kept/",
    }.items():
        yield in_both(name, path, EMPTY_HANDED)
    for name, path in {
        "workspace-body": body,
        "needs-own": f"{body}needs/",
        "need-new": f"{body}needs/new/",
        "shortlists": f"{body}shortlists/",
        "shortlist-new": f"{body}shortlists/new/",
        "opinions": "needs/a-third-less-heat-in-eleven-schools/what-fits/",
    }.items():
        yield in_both(name, path, BUYER)
    for name in ("shortlist", "need-run", "need-edit", "evaluation-sealed", "evaluation"):
        yield Shown(name, found[name], BUYER)
    yield Shown("shortlist-open", found["shortlist"], BUYER, steps=(open_all,))


def empty_name(page: Page) -> None:
    """Take a profile's name away and send it."""
    page.evaluate("for (const one of document.forms) one.noValidate = true")
    page.locator("[name=name_en]").fill("")
    page.locator("[name=name_lv]").fill("")
    page.locator("[name=email]").fill("no address")
    press(page.locator("button[name=do]").last)


def office_pages() -> Iterator[Shown]:
    """Yield what staff see, in the language of their own."""
    for name, path in {
        "admin": "admin/",
        "admin-queue": "admin/submissions/",
        "admin-searches": "admin/reports/searches/",
        "admin-freshness": "admin/freshness/",
        "admin-proposals": "admin/proposed-words/",
        "admin-weights": "admin/matching/weights/",
        "admin-solutions": "admin/snippets/catalogue/solution/",
    }.items():
        yield Shown(name, {"en": f"/{path}"}, OFFICE)
    yield Shown("admin-submission", {"en": "/admin/submissions/"}, OFFICE, steps=(first_of_queue,))


def first_of_queue(page: Page) -> None:
    """Open what waits longest."""
    press(page.locator("main a[href*='/admin/submissions/']").first)


def without_address(found: dict[str, Any]) -> Iterator[Shown]:
    """Yield mails and faults, which are fed to the browser as they are."""
    for name, html in found["faults"].items():
        yield Shown(name, {"en": f"/{name}"}, status=500, html={"en": html})
    for name, html in found["mails"].items():
        kind, _, lang = name.rpartition("-")
        yield Shown(f"mail-{kind}", {lang: f"/mail-{kind}"}, html={lang: html})


def shown_pages(site: Site) -> Iterator[Shown]:
    """Yield every type of page."""
    found = prepare(site)
    yield from public_pages()
    yield from signed_in_pages(found)
    yield from office_pages()
    yield from without_address(found)
    for name, html in hardest(site).items():
        kind, _, lang = name.rpartition("-")
        yield Shown(kind, {lang: f"/{name}"}, html={lang: html})
