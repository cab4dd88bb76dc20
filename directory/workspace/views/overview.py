"""The way into the workspace, and the overview of one organisation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from directory.accounts.choices import UNDECIDED
from directory.accounts.models import Claim, Member
from directory.accounts.services.freshness import confirm, freshness_of
from directory.catalogue.models import Organisation
from directory.enquiries.choices import Status
from directory.enquiries.models import Conversation
from directory.workspace.presenters.completeness import progress_of
from directory.workspace.presenters.figures import USUAL, Subjects, totals_of
from directory.workspace.presenters.state import state_of
from directory.workspace.views.frame import for_member, private, workspace_page


@private
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Lead to the workspace of one's only organisation, or offer those one has."""
    members = Member.objects.filter(user_id=int(request.user.pk or 0)).select_related(
        "organisation"
    )
    own = list(members.order_by("joined_at", "pk")[:200])
    if len(own) == 1:
        return redirect("workspace:overview", own[0].organisation.slug)
    claims = Claim.objects.filter(user_id=int(request.user.pk or 0), status__in=UNDECIDED)
    context = {
        "members": own,
        "claims": claims.select_related("organisation").order_by("-pk"),
        "section": "account",
    }
    return TemplateResponse(request, "workspace/choose.html", context)


@for_member
@require_GET
def overview(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Show how an organisation's profile stands, what came of it lately, and what to do next."""
    today = timezone.localdate()
    totals = totals_of(Subjects(organisation), USUAL, today)
    return workspace_page(
        request,
        "workspace/overview.html",
        organisation,
        current="overview",
        state=state_of(organisation),
        unread=Conversation.objects.of(organisation).filter(status=Status.NEW).count(),
        totals=totals,
        is_counted=any(total.is_counted for total in totals),
        progress=progress_of(organisation),
        freshness=freshness_of(organisation),
    )


@for_member
@require_POST
def confirm_profile(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Keep that an organisation's public profile holds."""
    confirm(organisation=organisation, by=request.user)
    messages.success(request, _("Confirmed. Buyers see the date."))
    return redirect("workspace:overview", organisation.slug)
