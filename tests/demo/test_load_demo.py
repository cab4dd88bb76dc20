from __future__ import annotations

import stat

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision, TaskState

from directory.buyers.models import Decision, Shortlist
from directory.catalogue.models import (
    Dataset,
    Organisation,
    PartnerCall,
    Proposal,
    PublicContract,
    Reference,
    Solution,
    TrainingProgramme,
)
from directory.demo.services.company import COMPANY
from directory.demo.services.staff import BUYER, EMAIL, login_file
from directory.enquiries.choices import Status
from directory.enquiries.models import Conversation, Enquiry
from directory.events.models import DailyCount
from directory.needs.choices import ChangeKind, NeedKind, NeedStatus, OutcomeKind
from directory.needs.models import Need, NeedChange, Outcome, Question, Response, Undertaking
from directory.users.models import User
from directory.workspace.presenters.figures import PERIODS, figures_of
from search import services
from search.models import Change
from tests.matching.conftest import _nothing_kept, index

__all__ = ["_nothing_kept", "index"]

MODELS = (
    Organisation,
    Solution,
    Reference,
    Dataset,
    Need,
    TrainingProgramme,
    PartnerCall,
    PublicContract,
    NeedChange,
    Outcome,
    Question,
    Response,
    Undertaking,
    Enquiry,
    Conversation,
    DailyCount,
    Proposal,
    Revision,
)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demo_is_real_input_and_loading_it_again_changes_nothing(settings, tmp_path, index):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DATA_DIR = tmp_path
    call_command("load_demo")

    suppliers = Organisation.objects.filter(is_sample=False).exclude(activity="")
    assert suppliers.count() == 345
    assert suppliers.filter(activity="reseller").count() == 109
    tet = Organisation.objects.get(register__registration_number="40003052786")
    assert (tet.name_lv, tet.name_en, tet.description_lv, tet.live) == (
        "Tet, SIA",
        None,
        None,
        True,
    )
    assert str(tet.register.registered_on) == "1992-01-09"
    assert tet.cpv.filter(slug="72000000").exists()
    real = PublicContract.objects.filter(organisation__is_sample=False)
    assert real.values("organisation").distinct().count() == 48
    assert not PublicContract.objects.filter(source_url__contains="/Organizer/").exists()

    tenders = Need.objects.filter(is_sample=False)
    assert tenders.public().count() == 67
    assert all(need.status == "closed" for need in tenders.public())
    assert not tenders.filter(scope_reason="").exists()
    assert not tenders.exclude(published=None).exists()

    samples = Solution.objects.public()
    assert samples.filter(is_sample=True).count() == samples.count() >= 50
    assert not samples.filter(images=None).exists()
    needs = Need.objects.filter(is_sample=True)
    assert needs.count() == 19
    assert {need.kind for need in needs} == set(NeedKind.values)
    assert {need.status.value for need in needs} == set(NeedStatus.values)
    assert {row.kind for row in Outcome.objects.all()} == set(OutcomeKind.values)
    assert {row.kind for row in NeedChange.objects.all()} == set(ChangeKind.values)
    for outcome in Outcome.objects.filter(winner__isnull=False):
        for row in (outcome, *outcome.further.all()):
            # Two winners said what came of it; the draft of the third waits.
            assert row.reference.live == (outcome.kind == "pilot")
            assert row.reference.is_sample
            assert row.reference.organisation == row.winner.organisation
            assert row.contract.organisation.is_sample
    pilot = Outcome.objects.get(kind="pilot")
    assert [row.organisation.name_lv for row in pilot.winners()] == ["Ritumkarte", "Lēnupe"]
    waiting = needs.filter(responses__isnull=False, outcome=None).distinct()
    assert [need.status.value for need in waiting] == ["closed", "closed"]
    assert Undertaking.objects.public().count() == 3
    weights = [
        sum(one.weight for one in need.criteria.all())
        for need in Need.objects.exclude(criteria=None).distinct()
    ]
    assert weights == [100] * 12
    assert not Question.objects.filter(published_at=None).exists()

    staff = User.objects.get(email=EMAIL)
    assert staff.check_password(login_file().read_text().split()[1])
    assert stat.S_IMODE(login_file().stat().st_mode) == 0o600

    buyer = User.objects.get(email=BUYER)
    assert buyer.check_password(login_file("buyer").read_text().split()[1])
    assert buyer.memberships.get().organisation.is_sample
    company = User.objects.get(email=COMPANY)
    assert company.check_password(login_file("company").read_text().split()[1])
    sample = company.memberships.get().organisation
    assert sample.is_sample
    figures = figures_of(sample, PERIODS["30"], timezone.localdate())
    assert len(figures.words) >= 5
    assert {row.status for row in Conversation.objects.all()} == set(Status) - {Status.LOST}
    assert all(row.enquiry.email.endswith(".example") for row in Conversation.objects.all())
    assert TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).count() == 3
    assert Proposal.objects.filter(state="open").count() == 4
    drafts = [
        *Organisation.objects.filter(has_unpublished_changes=True),
        *Solution.objects.filter(has_unpublished_changes=True),
    ]
    assert len(drafts) == 4 and all(row.is_sample for row in drafts)
    assert Organisation.objects.exclude(cover=None).count() == 4
    assert DailyCount.objects.filter(kind="view").exists()
    services.rebuild()
    for _twice in range(2):
        call_command("load_demo", shortlist=True)
    assert Shortlist.objects.get().entries.count() == 10
    assert Decision.objects.filter(verdict="in").exists()
    assert Decision.objects.filter(verdict="out").exists()

    tet.description_lv = "Mūsu vārdi"
    tet.save()
    before = [model.objects.count() for model in MODELS]
    changes = Change.objects.count()
    call_command("load_demo")
    tet.refresh_from_db()
    assert tet.description_lv == "Mūsu vārdi"
    assert [model.objects.count() for model in MODELS] == before
    assert Change.objects.count() == changes
