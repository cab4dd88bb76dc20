"""Rows that the administration's addresses are about, one of each kind, and the staff who come there."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone
from wagtail.models import TaskState

from directory.accounts.choices import ClaimMethod, ClaimStatus
from directory.accounts.models import Claim, Trust
from directory.catalogue.models import (
    PartnerCall,
    Proposal,
    PublicContract,
    RegisterRecord,
    TrainingProgramme,
    Verification,
)
from directory.importers.models import ImportConflict, ImportRun
from directory.mail.models import Message
from directory.moderation.models import Reason
from directory.moderation.services import drafts
from directory.needs.models import Need, Undertaking
from directory.taxonomy.models import VOCABULARIES
from directory.users.choices import EDITORS, REVIEWERS
from directory.users.models import User
from search.models import PinnedSearch, StopPhrase, SynonymGroup
from tests.accounts.people import member, person
from tests.catalogue.factories import dataset, organisation, reference, solution, term
from tests.workspace.scenes import enquiries

#: Somebody let in without belonging to a group, an editor, a reviewer, a superuser.
STAFF = ("plain", "editor", "reviewer", "superuser")


def staff() -> dict[str, Client]:
    """Return a browser for each kind of staff."""
    users = {
        "plain": person("plain@example.org", is_staff=True),
        "editor": person("editor@staff.example", is_staff=True),
        "reviewer": person("reviewer@staff.example", is_staff=True),
        "superuser": User.objects.create_superuser("super@staff.example", "x"),
    }
    users["plain"].user_permissions.add(Permission.objects.get(codename="access_admin"))
    users["editor"].groups.add(Group.objects.get(name=EDITORS))
    users["reviewer"].groups.add(Group.objects.get(name=REVIEWERS))
    browsers = {}
    for name, user in users.items():
        browsers[name] = Client()
        browsers[name].force_login(user)
    return browsers


def rows() -> dict[str, Any]:
    """Return a row by the name of what it is in the administration's addresses."""
    company = organisation(slug="acme", number="40003000642")
    user = member(company, "anna@example.org")
    draft = company.get_latest_revision_as_object()
    draft.tagline_en = "New"
    drafts.save_draft(draft=draft, user=user, base=drafts.version_of(company))
    company = type(company).objects.get(pk=company.pk)
    drafts.submit(entry=company, user=user, base=drafts.version_of(company))
    body = organisation(kind="public")
    need = Need.objects.create(slug="need", title_en="Need", buyer=body)
    claimed = organisation()
    run = ImportRun.objects.create(command="import_catalogue", file="catalogue.jsonl")
    company_type = ContentType.objects.get_for_model(company)
    found: dict[str, Any] = {
        "catalogue_organisation": company,
        "catalogue_solution": solution(providers=[company]),
        "catalogue_reference": reference(organisation=company),
        "catalogue_dataset": dataset(publisher=company),
        "catalogue_trainingprogramme": TrainingProgramme.objects.create(
            name_en="Course", organisation=company
        ),
        "catalogue_partnercall": PartnerCall.objects.create(title_en="Call", organisation=company),
        "catalogue_registerrecord": RegisterRecord.objects.get(organisation=company),
        "catalogue_verification": Verification.objects.create(
            organisation=company, what="website", verified_on=timezone.localdate()
        ),
        "catalogue_publiccontract": PublicContract.objects.create(
            organisation=company, buyer_name="Dome", title="Work", source="IUB", source_key="1"
        ),
        "needs_need": need,
        "needs_undertaking": Undertaking.objects.create(need=need, organisation=company),
        "moderation_reason": Reason.objects.create(title="Short", text_en="Say more."),
        "search_synonymgroup": SynonymGroup.objects.create(phrases="one\ntwo"),
        "search_stopphrase": StopPhrase.objects.create(text="of course"),
        "search_pinnedsearch": PinnedSearch.objects.create(text="floods"),
        "import_runs": run,
        "import_conflicts": ImportConflict.objects.create(
            content_type=company_type, object_id=company.pk, version="live", field="city", run=run
        ),
        "conversations": enquiries(company, 1)[0],
        "claims": Claim.objects.create(
            organisation=claimed,
            user=person("claims@example.org"),
            method=ClaimMethod.DOCUMENT,
            status=ClaimStatus.PENDING,
        ),
        "trusted": Trust.objects.create(organisation=company, reason="Careful"),
        "outbox": Message.objects.create(
            event="test",
            message_id="<1@example.org>",
            receiver="a@example.org",
            subject="A",
            text="A",
            language="en",
        ),
        "accounts_freshness_decide": company,
        "catalogue_proposal": Proposal.objects.create(
            vocabulary="sectors", text="Floods", language="en", organisation=company, user=user
        ),
        "moderation_submission": TaskState.objects.get(),
    }
    for model in VOCABULARIES:
        found[f"taxonomy_{model._meta.model_name}"] = term(model, **_codes(model))
    return found


def _codes(model: Any) -> dict[str, Any]:
    known = {"uri": "https://example.org/theme", "code": "A1", "level": 1, "section": "A"}
    return {name: value for name, value in known.items() if hasattr(model, name)}
