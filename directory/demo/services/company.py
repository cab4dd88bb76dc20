"""A sample company with its team at work: pictures, drafts, words it misses, enquiries, figures.

Written as rows where services would refuse that it lies in the past. Every organisation in it is a
sample, marked on each of its pages, and no address is anybody's: all end in ``.example`` or ``example.org``.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import ReferenceIndex, Revision, TaskState

from directory.accounts.choices import Role
from directory.accounts.models import Member
from directory.catalogue.models import Entry, ExternalId, Organisation, Proposal, Solution
from directory.demo.art import picture_alt, solution_picture
from directory.demo.services.samples import DATA, DRAWN, SOURCE
from directory.demo.services.staff import EMAIL, keep_login, login_file
from directory.enquiries.choices import CONSENT, CONSENT_VERSION, Route, Side
from directory.enquiries.models import Conversation, Enquiry, Reply
from directory.events.choices import Kind
from directory.events.models import DailyCount
from directory.importers.services.pictures import checked_picture, store_pictures
from directory.moderation.prose import canonical
from directory.moderation.services import drafts
from directory.moderation.services.deciding import Words, send_back
from directory.taxonomy.models import Market
from directory.users.models import User

COMPANY = "company@example.org"
KEEPER = "keeper@example.org"
_FORMS = UUID("0f6c3f8e-2f64-4a0f-9c7e-0a1c7d8b5e02")
DAYS = 364


def make_company() -> str | None:
    """Create the administrator of a sample company with all its work, and return the password.

    None where there is one, or where the samples are not there.
    """
    found = json.loads((DATA / "company.json").read_text(encoding="utf-8"))
    organisations = _entries(Organisation, _named(found))
    solutions = _entries(Solution, [*found["rich"], found["returned"]["solution"]])
    row = organisations.get(found["team"]["organisation"])
    staff = User.objects.filter(email=EMAIL).first()
    if row is None or staff is None or User.objects.filter(email=COMPANY).exists():
        return None
    password = keep_login(COMPANY, login_file("company"))
    with transaction.atomic():
        user = _person(COMPANY, password, "Company")
        keeper = _person(KEEPER, None, "Keeper")
        Member.objects.create(organisation=row, user=user, role=Role.ADMIN)
        Member.objects.create(organisation=row, user=keeper, role=Role.EDITOR)
        for name in found["team"]["keeper"]:
            if name in organisations:
                Member.objects.create(
                    organisation=organisations[name], user=keeper, role=Role.ADMIN
                )
        _write(solutions, found["rich"])
        _cover([organisations[name] for name in found["covers"] if name in organisations])
        _propose(organisations, found["proposals"], {COMPANY: user, KEEPER: keeper}, row)
        _enquire(row, found["enquiries"], user)
        _count(row, found["searches"])
        _submit(organisations, found["submissions"], keeper)
        _return(solutions, found["returned"], user, staff)
    return password


def _named(found: Mapping[str, Any]) -> set[str]:
    names = {found["team"]["organisation"], *found["team"]["keeper"], *found["covers"]}
    return names | {one["organisation"] for one in (*found["submissions"], *found["proposals"])}


def _entries(model: type[Entry], names: Any) -> dict[str, Any]:
    """Return the samples of a kind that have not been edited, by their ids."""
    ids = ExternalId.objects.filter(
        source=SOURCE, value__in=names, content_type=ContentType.objects.get_for_model(model)
    )
    keys = dict(ids.values_list("value", "object_id"))
    rows = model._default_manager.filter(is_sample=True, latest_revision=None).in_bulk(
        keys.values()
    )
    return {name: rows[key] for name, key in keys.items() if key in rows}


def _person(email: str, password: str | None, name: str) -> User:
    user: User = User.objects.create_user(email, password, first_name="Demo", last_name=name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _at(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def _write(solutions: Mapping[str, Solution], rows: Mapping[str, Any]) -> None:
    for name, fields in rows.items():
        row = solutions.get(name)
        if row is None:
            continue
        for field, texts in fields.items():
            for language, text in texts.items():
                setattr(row, f"{field}_{language}", canonical(text))
        row.full_clean()
        row.save()


def _cover(rows: Sequence[Organisation]) -> None:
    for row in rows:
        alt = picture_alt(row.slug)
        picture = checked_picture(
            solution_picture(row.slug),
            name=f"{row.slug}-cover.png",
            alt_en=alt["en"],
            alt_lv=alt["lv"],
        )
        (key,) = store_pictures([picture], source=DRAWN).values()
        row.cover_id = key
        row.save()
        ReferenceIndex.create_or_update_for_object(row)


def _propose(
    organisations: Mapping[str, Organisation],
    rows: Sequence[Mapping[str, Any]],
    people: Mapping[str, User],
    own: Organisation,
) -> None:
    for one in rows:
        row = organisations.get(one["organisation"])
        if row is None:
            continue
        made = Proposal.objects.create(
            organisation=row,
            user=people[COMPANY if row == own else KEEPER],
            vocabulary=one["vocabulary"],
            text=one["text"],
            language=one["language"],
        )
        Proposal.objects.filter(pk=made.pk).update(created_at=_at(one["days"]))


def _enquire(row: Organisation, rows: Sequence[Mapping[str, Any]], user: User) -> None:
    markets: dict[str, Any] = {market.slug: market for market in Market.objects.current()}
    own = _entries(Solution, [one["solution"] for one in rows if "solution" in one])
    for number, one in enumerate(rows):
        at = _at(one["days"])
        letter = Enquiry.objects.create(
            **{name: one[name] for name in ("name", "organisation_name", "email", "interest")},
            **{name: one[name] for name in ("subject", "message", "language")},
            country=markets[one["country"]],
            consent_version=CONSENT_VERSION,
            consent_text=str(CONSENT),
            form_id=uuid5(_FORMS, str(number)),
            created_at=at,
            expires_at=at + timedelta(days=3),
            confirmed_at=at,
        )
        replies = one.get("replies", ())
        decided = one["status"] in {"won", "lost", "not_for_us"}
        conversation = Conversation.objects.create(
            enquiry=letter,
            organisation=row,
            solution=own.get(one.get("solution", "")),
            route=Route.TEAM,
            status=one["status"],
            delivered_at=at,
            read_at=None if one["status"] == "new" else at + timedelta(hours=3),
            answered_at=_at(replies[0][1]) if replies else None,
            decided_at=at + timedelta(days=10) if decided else None,
            outcome_country=markets.get(one.get("outcome_country", "")),
            outcome_value=one.get("outcome_value", ""),
        )
        for side, days, text in replies:
            Reply.objects.create(
                conversation=conversation,
                side=Side(side),
                author=user if side == Side.ORGANISATION else None,
                text=text,
                created_at=_at(days),
            )


def _count(row: Organisation, words: Mapping[str, Sequence[str]]) -> None:
    """Count a year of looks: the same in every demo, more on working days, and growing."""
    chance = random.Random(row.slug)  # noqa: S311  drawn, not secret
    names = {name: _entries(Solution, [name]).get(name) for name in words}
    entries: dict[str, Entry] = {name: found or row for name, found in names.items()}
    counts: list[DailyCount] = []
    searched: dict[tuple[Any, str, str], int] = {}
    for ago in range(DAYS):
        day = timezone.localdate() - timedelta(days=ago)
        busy = (1.5 - ago / DAYS) * (0.35 if day.weekday() > 4 else 1.0)
        for name, entry in entries.items():
            shown = int(busy * chance.uniform(6, 22))
            opened = sum(chance.random() < 0.22 for _look in range(shown))
            clicked = sum(chance.random() < 0.7 for _look in range(opened))
            visited = sum(chance.random() < 0.15 for _look in range(opened))
            asked = sum(chance.random() < 0.03 for _look in range(opened))
            steps = {
                Kind.CONTACT: asked,
                Kind.IMPRESSION: shown,
                Kind.VIEW: opened,
                Kind.CLICK: clicked,
                Kind.WEBSITE: visited,
            }
            language = chance.choice(("en", "en", "lv"))
            said = chance.choice(words[name]) if clicked else ""
            counts += [
                _counted(entry, day, kind, number, language)
                for kind, number in steps.items()
                if number
            ]
            if said:
                counts.append(_counted(entry, day, Kind.CLICK, clicked, language, words=said))
                searched[day, language, said] = searched.get((day, language, said), 0) + clicked
    counts += [
        DailyCount(day=day, kind=Kind.SEARCH, language=language, words=said, number=number)
        for (day, language, said), number in searched.items()
    ]
    DailyCount.objects.bulk_create(counts, ignore_conflicts=True, batch_size=500)


def _counted(
    entry: Entry, day: Any, kind: Kind, number: int, language: str, *, words: str = ""
) -> DailyCount:
    return DailyCount(
        day=day,
        kind=kind,
        type=entry.type_name,
        object_id=entry.pk,
        language=language,
        words=words,
        number=number,
    )


def _saved(entry: Any, user: User, changes: Mapping[str, str]) -> Any:
    """Save changes as a draft and hand it in; return the entry as it is then."""
    draft = entry.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, canonical(value))
    drafts.save_draft(draft=draft, user=user, base=drafts.version_of(entry))
    saved = type(entry)._default_manager.get(pk=entry.pk)
    drafts.submit(entry=saved, user=user, base=drafts.version_of(saved))
    return type(entry)._default_manager.get(pk=entry.pk)


def _submit(
    organisations: Mapping[str, Organisation], rows: Sequence[Mapping[str, Any]], user: User
) -> None:
    for one in rows:
        row = organisations.get(one["organisation"])
        if row is None:
            continue
        saved = _saved(Organisation.objects.get(pk=row.pk), user, one["changes"])
        states = TaskState.objects.filter(revision=saved.latest_revision_id)
        states.update(started_at=_at(one["days"]))
        Revision.objects.filter(pk=saved.latest_revision_id).update(created_at=_at(one["days"]))


def _return(
    solutions: Mapping[str, Solution], one: Mapping[str, Any], user: User, staff: User
) -> None:
    row = solutions.get(one["solution"])
    if row is None:
        return
    saved = _saved(row, user, one["changes"])
    remarks = {name: Words(own=text) for name, text in one["remarks"].items()}
    send_back(
        task_state=saved.current_workflow_state.current_task_state, remarks=remarks, user=staff
    )
