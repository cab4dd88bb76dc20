"""What has to have happened before every type of page can be shown: written by the services, inside the site.

`script/quality --pictures` and the tests of signed-in people's pages begin with it. Its people and their
organisations are nobody else's, so that the walks of other tests meet none of it.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.template import loader
from django.urls import reverse
from django.utils import timezone, translation

from directory.accounts.choices import ClaimMethod, Role
from directory.accounts.models import Member
from directory.accounts.services.claims import start_claim
from directory.accounts.services.team import invite
from directory.buyers.services.alerts import ask_to_be_told
from directory.buyers.services.decide import decide
from directory.buyers.services.freeze import freeze
from directory.buyers.services.opinions import say
from directory.catalogue.models import Organisation, Solution
from directory.enquiries.choices import Side
from directory.enquiries.services.answering import answer
from directory.enquiries.services.links import conversation_token
from directory.enquiries.services.sending import Letter, Receiver, send_enquiry
from directory.events.choices import Kind
from directory.events.models import DailyCount
from directory.mail.models import Message
from directory.matching.services.drafts import keep_draft
from directory.matching.services.store import match_needs
from directory.moderation.services import drafts
from directory.needs.models import Need
from directory.needs.services.questions import ask, publish_answers, write_answer
from directory.needs.services.responses import receive
from directory.needs.services.undertakings import undertake
from directory.taxonomy.models import Market
from directory.users.models import User

#: Who keeps a company, who buys for a municipality, who is new here, and who works in the office.
KEEPER, BUYER = "keeper@example.org", "buyer@example.org"
NEWCOMER, OFFICE = "newcomer@example.org", "office@example.org"
COMPANY, BODY = "mezlogs", "sample-municipality-of-lejaskrasts"
CLAIMED_BY_WALKS = ("dilatech-sia", "dosibase-sia", "digitalstream-sia")
#: A team of nothing yet: the same screens, empty.
EMPTY, EMPTY_HANDED = "plauktins", "empty-handed@example.org"
NEED, ENDED = "a-third-less-heat-in-eleven-schools", "council-minutes-on-the-same-evening"
DRAFT = """Vietu uzskaites kārtība bērnudārzos
1. Noteikumi nosaka kārtību, kādā pašvaldības uzskaita vietas bērnudārzos.
2. Vecāks iesniedz pašvaldībā iesniegumu, kuram pievieno bērna dzimšanas apliecības kopiju.
3. Pašvaldība reizi mēnesī publicē brīvo vietu skaitu bērnudārzos un skolās.
"""


def set_up(password: str, record: Path) -> None:
    """Bring everybody to where their pages have content, and write down where those pages are."""
    found = _happen(password)
    # Outside the transaction: tests that run beside this one write too.
    match_needs()
    found["mails"] = _mails()
    found["faults"] = {
        "fault-500": loader.get_template("500.html").render(),
        "fault-503": loader.get_template("503.html").render({"trouble": "database"}),
        "fault-disk": loader.get_template("503.html").render({"trouble": "disk"}),
    }
    record.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")


@transaction.atomic
def _happen(password: str) -> dict[str, Any]:
    people = {email: _person(email, password) for email in (KEEPER, BUYER, NEWCOMER, EMPTY_HANDED)}
    office = _person(OFFICE, password, is_staff=True, is_superuser=True)
    office.groups.add(Group.objects.get(name="Reviewers"))
    company, body, empty = (Organisation.objects.get(slug=slug) for slug in (COMPANY, BODY, EMPTY))
    for organisation, email in ((company, KEEPER), (body, BUYER), (empty, EMPTY_HANDED)):
        Member.objects.get_or_create(
            organisation=organisation, user=people[email], defaults={"role": Role.ADMIN}
        )
    found: dict[str, Any] = {}
    found |= _enquire(company, people)
    found |= _claim(people[NEWCOMER])
    found |= _supply(company, people[KEEPER])
    found |= _buy(body, company, people)
    _count(company)
    return found


def _person(email: str, password: str, **values: Any) -> User:
    user, _created = User.objects.get_or_create(email=email, defaults=values)
    user.first_name = email.partition("@")[0].replace("-", " ").title()
    user.set_password(password)
    user.save()
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )
    return user


def _both(name: str, *args: Any, **values: Any) -> dict[str, str]:
    found = {}
    for lang in ("en", "lv"):
        with translation.override(lang):
            found[lang] = reverse(name, args=args, kwargs=values)
    return found


def _enquire(company: Organisation, people: dict[str, User]) -> dict[str, Any]:
    newcomer = people[NEWCOMER]
    country = Market.objects.get(slug="fi")
    rows = [
        (
            "Forest inventory for a municipality near Tampere",
            (
                "We own 4 100 ha of mixed forest and look for an inventory before the plan of 2028. "
                "What do you need from us, and how long does it take?"
            ),
        ),
        ("Cik maksā inventarizācija?", "Mums ir 300 ha meža Vidzemē."),
    ]
    made = []
    for subject, message in rows:
        letter = Letter(
            name="Eva Virtanen",
            organisation_name="Sample Town of Kuusilampi",
            country=country,
            email=NEWCOMER,
            interest="pilot",
            subject=subject,
            message=message,
        )
        enquiry = send_enquiry(
            receivers=[Receiver(company)], letter=letter, form_id=uuid4(), language="en",
            user=newcomer,
        )  # fmt: skip
        made.append(enquiry.conversations.get())
    answer(
        conversation=made[0],
        text="Gladly. A flight takes two days; we need the borders of the stands and one contact.",
        by=people[KEEPER],
    )
    token = conversation_token(conversation=made[0], side=Side.BUYER)
    send_enquiry(
        receivers=[Receiver(Organisation.objects.get(slug="kvantera"))],
        letter=letter, form_id=uuid4(), language="lv",
    )  # fmt: skip
    return {
        "conversation": _both("enquiries:conversation", token),
        "inbox-answered": _both("workspace:enquiry", COMPANY, made[0].pk),
        "inbox-new": _both("workspace:enquiry", COMPANY, made[1].pk),
    }


def _claim(newcomer: User) -> dict[str, Any]:
    rows = Organisation.objects.filter(is_sample=False, kind="company", members=None)
    rows = list(rows.exclude(slug__in=CLAIMED_BY_WALKS).order_by("-pk")[:3])
    for row in rows:
        row.website = f"https://www.{row.slug}.lv/"
        row.save()
    found = {"claim-choose": _both("accounts:claim", rows[0].slug)}
    for row, method in zip(rows[1:], (ClaimMethod.DNS, ClaimMethod.FILE), strict=True):
        claim = start_claim(organisation=row, user=newcomer, method=method, domain=f"{row.slug}.lv")
        found[f"claim-{method}"] = _both("accounts:claim_state", claim.pk)
    joined = start_claim(
        organisation=Organisation.objects.get(slug=COMPANY), user=newcomer,
        method=ClaimMethod.JOIN, note="I lead the sales of the company.",
    )  # fmt: skip
    found["claim-join"] = _both("accounts:claim_state", joined.pk)
    return found


def _supply(company: Organisation, keeper: User) -> dict[str, Any]:
    invite(organisation=company, email="anna@mezlogs.example", role=Role.EDITOR, by=keeper)
    company.refresh_from_db()
    draft = company.get_latest_revision_as_object()
    draft.tagline_en = "Forest inventory from laser scans and satellites, stand by stand."
    drafts.save_draft(draft=draft, user=keeper, base=drafts.version_of(company))
    company.refresh_from_db()
    drafts.submit(entry=company, user=keeper, base=drafts.version_of(company))
    solution = Solution.objects.filter(providers=company).order_by("pk").first()
    assert solution is not None
    begun = solution.get_latest_revision_as_object()
    begun.tagline_en = "Timber volume for every stand, with its error beside it."
    drafts.save_draft(draft=begun, user=keeper, base=drafts.version_of(solution))
    need = Need.objects.get(slug="parish-records-readable-and-linked")
    ask_to_be_told(by=keeper, need=need)
    ask_to_be_told(by=keeper, organisation=company)
    undertake(
        need=Need.objects.get(slug="flood-warning-for-four-river-villages"),
        organisation=company, by=keeper,
        sentence_en="We try a sensor on two bridges this winter.",
        sentence_lv="Šoziem izmēģinām sensoru uz diviem tiltiem.",
    )  # fmt: skip
    kept = keep_draft(text=DRAFT, by=keeper)
    return {
        "solution-edit": _both("workspace:solutions_edit", COMPANY, solution.pk),
        "solution-pictures": _both("workspace:solutions_pictures", COMPANY, solution.pk),
        "solution-changes": _both("workspace:solutions_changes", COMPANY, solution.pk),
        "kept-draft": _both("matching:kept-draft", kept.pk),
    }


def _buy(body: Organisation, company: Organisation, people: dict[str, User]) -> dict[str, Any]:
    buyer, keeper, newcomer = people[BUYER], people[KEEPER], people[NEWCOMER]
    need = Need.objects.get(slug=NEED)
    need.responses_here = True
    need.save()
    first = ask(need=need, text="May the sensors use the schools' own network?", by=keeper)
    ask(need=need, text="Cik skolās ir individuāls siltummezgls?", by=newcomer)
    write_answer(question=first, text="Yes, on a VLAN of its own.", by=buyer)
    publish_answers(need=need, by=buyer)
    answers = {row.pk: "See the attached plan." for row in need.criteria.all()}
    response = receive(
        need=need, organisation=company, by=keeper, token=uuid4(),
        summary="A forecast of each building's need, and control by it.", answers=answers,
        conflict="",
    )  # fmt: skip
    shortlist = freeze(organisation=body, by=buyer, token=uuid4(), need=need, limit=6)
    entries = list(shortlist.entries.order_by("position"))
    decide(entry=entries[0], verdict="in", reason="Did the same for two schools.", by=buyer)
    decide(entry=entries[1], verdict="out", reason="No project of this size yet.", by=buyer)
    ended = Need.objects.get(slug=ENDED)
    best = Solution.objects.get(slug="dzirde")
    say(need=need, entry=best, value="unfit", reason="Another field.", by=buyer)
    return {
        "shortlist": _both("workspace:shortlist", BODY, shortlist.pk),
        "shortlist-pdf": {
            lang: f"{path}export/pdf/"
            for lang, path in _both("workspace:shortlist", BODY, shortlist.pk).items()
        },
        "need-run": _both("workspace:needs_run", BODY, need.pk),
        "need-edit": _both("workspace:needs_edit", BODY, need.pk),
        "evaluation-sealed": _both("workspace:evaluation", BODY, need.pk),
        "evaluation": _both("workspace:evaluation", BODY, ended.pk),
        "response": _both("workspace:responses_form", COMPANY, need.pk),
        "response-receipt": {"number": str(response.pk)},
    }


def _count(company: Organisation) -> None:
    """Write down what a company that is looked at is told: thirty days, no two of them alike."""
    today = timezone.localdate()
    solution = Solution.objects.filter(providers=company).order_by("pk").first()
    rows = []
    for back in range(60):
        day = today - timedelta(days=back)
        for kind, times in (
            (Kind.IMPRESSION, 31), (Kind.VIEW, 9), (Kind.CLICK, 5), (Kind.WEBSITE, 2),
        ):  # fmt: skip
            number = 1 + (back * 7 + times * 3) % times
            for type_name, row in (("organisation", company), ("solution", solution)):
                rows.append(
                    DailyCount(
                        day=day, kind=kind, type=type_name, object_id=row.pk,
                        language=("en", "lv")[back % 2], country=("LV", "FI", "SE")[back % 3],
                        number=number,
                    )
                )  # fmt: skip
    DailyCount.objects.bulk_create(rows, ignore_conflicts=True)


def _mails() -> dict[str, str]:
    """Return the newest message of each kind as it is sent in HTML."""
    found: dict[str, str] = {}
    for row in Message.objects.exclude(html="").order_by("pk"):
        kind = row.event.partition(":")[0] or "message"
        found[f"{kind}-{row.language}"] = row.html
    return found
