"""An organisation whose workspace holds something at every address, as little of it or as much as wanted."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone
from PIL import Image

from directory.accounts.choices import ClaimMethod, ClaimStatus, Role
from directory.accounts.models import Claim, Invitation, Member
from directory.buyers.services.freeze import freeze
from directory.catalogue.models import Organisation, SolutionImage
from directory.enquiries.choices import Route, Side, Status
from directory.enquiries.models import Conversation, Enquiry, Reply
from directory.events.choices import Kind
from directory.events.models import DailyCount
from directory.media.services import store_image
from directory.moderation.services import drafts
from directory.moderation.services.deciding import Words, send_back
from directory.needs.models import Criterion, Need, Question, Undertaking
from directory.needs.services.evaluation import begin_sheet, save_scores
from directory.taxonomy.models import (
    Certification,
    Cpv,
    DataTheme,
    Language,
    Market,
    Sector,
    Technology,
)
from directory.users.models import User
from search import services as search_services
from tests.accounts.people import member, person
from tests.catalogue.factories import dataset, organisation, reference, solution, term
from tests.needs.procedures import open_need, send

WORDS = {
    "sectors": Sector,
    "technologies": Technology,
    "data_themes": DataTheme,
    "certifications": Certification,
    "languages": Language,
    "markets": Market,
    "cpv": Cpv,
}

ABOUT = "Forecast of floods: warns towns of floods two days before."


def picture(number: int) -> Any:
    """Return a stored picture unlike the others."""
    target = io.BytesIO()
    Image.new("RGB", (64, 32), (number % 256, number // 256, 9)).save(target, "PNG")
    return store_image(
        data=target.getvalue(),
        name="team.png",
        title=f"Picture {number}",
        alt={"en": f"Picture {number}", "lv": f"Attēls {number}"},
    )


def words(model: Any, size: int) -> list[Any]:
    """Return the terms of a vocabulary that are there, and as many new ones as are missing."""
    known = list(model.objects.all()[:size])
    extra = {"uri": f"https://example.org/{uuid.uuid4()}"} if model is DataTheme else {}
    made = []
    for number in range(size - len(known)):
        if extra:
            extra = {"uri": f"https://example.org/{uuid.uuid4()}"}
        slug = f"{model._meta.model_name[:2]}{number:03}" if model is not Cpv else ""
        made.append(term(model, slug, **extra))
    return known + made


def describe(entry: Any, size: int) -> None:
    """Give an entry as many words of each vocabulary as it can have."""
    for name, model in WORDS.items():
        if hasattr(entry, name):
            getattr(entry, name).set(words(model, size))
    entry.save()


def draft_of(entry: Any, user: User, reviewer: User, **changes: Any) -> None:
    """Change an entry in a draft, hand it in, and have it returned with words at fields."""
    draft = entry.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    for name in WORDS:
        if hasattr(draft, name):
            getattr(draft, name).set(list(getattr(draft, name).all())[1:])
    drafts.save_draft(draft=draft, user=user, base=drafts.version_of(entry))
    entry = type(entry)._default_manager.get(pk=entry.pk)
    drafts.submit(entry=entry, user=user, base=drafts.version_of(entry))
    state = type(entry)._default_manager.get(pk=entry.pk).current_workflow_state
    remarks = {name: Words(own="Say more.") for name in changes}
    send_back(task_state=state.current_task_state, remarks=remarks, user=reviewer)


def enquiries(row: Organisation, number: int, **fields: Any) -> list[Conversation]:
    """Return delivered conversations with an organisation, the first with as many replies."""
    now = timezone.now()
    country = words(Market, 1)[0]
    letters = Enquiry.objects.bulk_create(
        Enquiry(
            name=f"Eva {key}",
            organisation_name="Buyer Oy",
            country=country,
            email=f"eva{key}@buyer.example",
            subject=f"Subject {key}",
            message="Words",
            language="en",
            consent_version="1",
            consent_text="Yes",
            form_id=uuid.uuid4(),
            digest=uuid.uuid4().hex,
            expires_at=now,
            confirmed_at=now,
        )
        for key in range(number)
    )
    made = Conversation.objects.bulk_create(
        Conversation(
            enquiry=letter,
            organisation=row,
            route=Route.TEAM,
            delivered_at=now,
            status=Status.NEW if key % 2 else Status.READ,
            **fields,
        )
        for key, letter in enumerate(letters)
    )
    user = row.members.first().user
    Reply.objects.bulk_create(
        Reply(conversation=made[0], side=Side.ORGANISATION, author=user, text=f"Reply {key}")
        for key in range(number)
    )
    return made


def team(row: Organisation, size: int) -> None:
    """Give an organisation a team, invitations and requests to join."""
    for number in range(size):
        member(row, f"member{number}@example.org", Role.EDITOR)
        Invitation.objects.create(
            organisation=row,
            kind="team",
            language="en",
            email=f"invited{number}@example.org",
            role=Role.EDITOR,
            digest=uuid.uuid4().hex,
            expires_at=timezone.now() + timedelta(days=3),
        )
        Claim.objects.create(
            organisation=row,
            user=person(f"asks{number}@example.org"),
            method=ClaimMethod.JOIN,
            status=ClaimStatus.PENDING,
        )


def procedure(row: Organisation, user: User, size: int) -> Need:
    """Return a need of a body whose deadline comes soon, with questions, responses and sheets."""
    need = Need(
        buyer=row,
        title_lv="Plūdu brīdinājumi",
        responses_here=True,
        deadline=timezone.now() + timedelta(days=2),
    )
    need.criteria = [
        Criterion(name_lv=f"Vērtējums {number}", weight=100 // min(size, 10), order=number)
        for number in range(min(size, 10))
    ]
    need.save()
    Question.objects.bulk_create(
        Question(need=need, text=f"Question {number}", language="en", asked_by=user, answer="Yes")
        for number in range(size)
    )
    for number in range(min(size, 12)):
        firm = organisation()
        send(need, firm, member(firm, f"firm{number}@example.org"))
    return need


def judge(row: Organisation, need: Need, size: int) -> None:
    """Give a need whose deadline is past the sheets of several evaluators."""
    for one in Member.objects.filter(organisation=row).select_related("user")[:size]:
        begin_sheet(need=need, by=one.user)
        scores = {
            (response.pk, criterion.pk): (5, "Good")
            for response in need.responses.all()
            for criterion in need.criteria.all()
        }
        save_scores(need=need, by=one.user, scores=scores)


def fill(row: Organisation, user: User, size: int) -> dict[str, dict[str, Any]]:
    """Fill an organisation's workspace; return the other parts of each address, by its name."""
    entries = {
        "solutions": [
            solution(providers=[row], name_en=f"Forecast of floods {key}", description_en=ABOUT)
            for key in range(size)
        ],
        "references": [reference(organisation=row) for _ in range(size)],
        "datasets": [dataset(publisher=row) for _ in range(size)],
    }
    first = {kind: rows[0] for kind, rows in entries.items()}
    describe(row, size)
    row.logo, row.cover = picture(0), picture(1)
    row.save()
    for number in range(min(size, 10)):
        SolutionImage.objects.create(solution=first["solutions"], image=picture(number + 2))
    for entry in first.values():
        describe(entry, size)
    need = procedure(row, user, size)
    describe(need, size)
    other = open_need(organisation(kind="public"), title_en="Forecast of floods")
    describe(other, size)
    for number in range(size):
        one = open_need(organisation(kind="public"), title_en=f"Forecast of floods {number}")
        describe(one, min(size, 5))
        Undertaking.objects.create(need=one, organisation=row, live=bool(number % 2))
    made = enquiries(row, size * 3, solution=first["solutions"])
    team(row, size // 2)
    for number in range(size):
        DailyCount.objects.create(
            day=timezone.localdate() - timedelta(days=number),
            kind=Kind.CLICK,
            type="solution",
            object_id=entries["solutions"][number].pk,
            words=f"words {number}",
        )
    search_services.rebuild()
    shortlist = None
    for _number in range(min(size, 40)):
        shortlist = freeze(organisation=row, by=user, token=uuid.uuid4(), text=ABOUT, lang="en")
    reviewer = User.objects.create_superuser("reviewer@example.org", "x")
    if size > 1:
        draft_of(row, user, reviewer, tagline_en="New", name_lv="Jauns")
        draft_of(first["solutions"], user, reviewer, tagline_en="New")
        draft_of(first["references"], user, reviewer, title_lv="Jauns")
        draft_of(first["datasets"], user, reviewer, title_lv="Jauns")
    found: dict[str, dict[str, Any]] = {
        f"{kind}_{step}": {"pk": entry.pk}
        for kind, entry in {**first, "needs": need}.items()
        for step in ("edit", "preview", "changes", "pictures", "run")
    }
    response = need.responses.first()
    return found | {
        "enquiry": {"pk": made[0].pk},
        "evaluation": {"pk": need.pk},
        "evaluation_document": {"pk": need.pk, "response": response.pk, "number": 1},
        "shortlist": {"pk": shortlist.pk},
        "shortlist_export": {"pk": shortlist.pk, "kind": "csv"},
        "undertaking": {"pk": other.pk},
        "responses_form": {"pk": other.pk},
    }
