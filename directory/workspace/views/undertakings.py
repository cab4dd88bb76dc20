"""Screens on which a team says that it works on a need, and takes it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directory.accounts.views.claims import GET_OR_POST, posted, show_errors
from directory.catalogue.models import Organisation
from directory.needs.forms.procedure import UndertakingForm
from directory.needs.models import Need, Undertaking
from directory.needs.permissions import can_undertake
from directory.needs.services import undertakings as services
from directory.workspace.presenters.state import state_of
from directory.workspace.views.frame import for_member, workspace_page

SHOWN = 200
_LARGEST_KEY = 2**63 - 1


def _need(organisation: Organisation, pk: int) -> Need:
    if pk > _LARGEST_KEY:
        raise Http404
    rows = Need.objects.public().exclude(buyer=organisation).select_related("buyer")
    return get_object_or_404(rows, pk=pk)


def _known(organisation: Organisation, pk: int) -> Undertaking | None:
    rows = Undertaking.objects.filter(organisation=organisation, need_id=pk)
    found: Undertaking | None = rows.select_related("need", "latest_revision").first()
    return found


@for_member
@require_safe
def listing(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Show what a team has said to work on."""
    rows = Undertaking.objects.filter(organisation=organisation)
    rows = rows.select_related("need", "latest_revision").order_by("-since", "-pk")[:SHOWN]
    return workspace_page(
        request,
        "workspace/needs/undertakings.html",
        organisation,
        current="offers",
        rows=[(row, state_of(row)) for row in rows],
    )


@for_member
@require_http_methods(GET_OR_POST)
def form(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Take the statement that an organisation works on a need, for the reviewers."""
    need, known = _need(organisation, pk), _known(organisation, pk)
    if not can_undertake(request.user, organisation, need):
        raise PermissionDenied
    draft: Any = None
    if known is not None and request.method != "POST":
        draft = known.get_latest_revision_as_object()
    initial = {name: getattr(draft, name, "") for name in ("sentence_lv", "sentence_en")}
    filled = UndertakingForm(posted(request), initial=initial)
    if filled.is_bound and filled.is_valid():
        try:
            services.undertake(
                need=need, organisation=organisation, by=request.user, **filled.cleaned_data
            )
        except ValidationError as error:
            show_errors(filled, error)
        else:
            messages.success(request, _("Submitted: a reviewer reads it before the public does."))
            return redirect("workspace:undertakings", organisation.slug)
    return workspace_page(
        request,
        "workspace/needs/undertaking.html",
        organisation,
        current="offers",
        status=400 if filled.errors else 200,
        need=need,
        form=filled,
        known=known,
        state=state_of(known) if known is not None else None,
    )


@for_member
@require_POST
def give_up(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Take a statement back."""
    known = _known(organisation, pk) if pk <= _LARGEST_KEY else None
    if known is None:
        raise Http404
    services.give_up(undertaking=known, by=request.user)
    messages.success(request, _("The statement was taken back."))
    return redirect("workspace:undertakings", organisation.slug)
