"""Screens on which an organisation answers needs, and sees its receipts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.debug import ExceptionReporter
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directory.accounts.views.claims import posted, show_errors
from directory.catalogue.models import Organisation
from directory.needs.choices import NeedStatus, ResponseStatus
from directory.needs.forms.procedure import ResponseForm
from directory.needs.models import Need, Response
from directory.needs.permissions import can_respond
from directory.needs.services import responses as services
from directory.workspace.views.frame import for_member, workspace_page

SHOWN = 200


class _Discreet(ExceptionReporter):
    """A report of what broke that names no document of a response."""

    def get_traceback_data(self) -> dict[str, Any]:
        return super().get_traceback_data() | {"request_FILES_items": ()}


@for_member
@require_safe
def listing(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Show the receipts of an organisation's responses, and the needs it could answer."""
    rows = Response.objects.filter(organisation=organisation).select_related(
        "need", "need__outcome"
    )
    needs = Need.objects.public().open().filter(responses_here=True).exclude(buyer=organisation)
    return workspace_page(
        request,
        "workspace/needs/responses.html",
        organisation,
        current="responses",
        responses=rows.order_by("-received_at", "-pk")[:SHOWN],
        needs=needs.select_related("buyer").order_by("deadline", "pk")[:SHOWN],
    )


def _need(organisation: Organisation, pk: int) -> Need:
    if pk > 2**63 - 1:
        raise Http404
    rows = Need.objects.public().filter(responses_here=True).exclude(buyer=organisation)
    return get_object_or_404(rows.select_related("buyer"), pk=pk)


# Where something breaks, no report of it may hold what was to be sealed.
@sensitive_post_parameters()
@for_member
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def form(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Take an organisation's response to a need, sealed until the deadline."""
    request.exception_reporter_class = _Discreet
    need = _need(organisation, pk)
    filled = ResponseForm(
        posted(request), request.FILES or None, need=need, organisation=organisation
    )
    if filled.is_bound and filled.is_valid():
        try:
            response = services.receive(
                need=need, organisation=organisation, by=request.user, **filled.values()
            )
        except ValidationError as error:
            show_errors(filled, error)
        else:
            messages.success(
                request,
                _("Received and sealed. The receipt was also sent by e-mail: %(digest)s")
                % {"digest": response.digest},
            )
            return redirect("workspace:responses_form", organisation.slug, need.pk)
    own = Response.objects.filter(
        need=need, organisation=organisation, status=ResponseStatus.RECEIVED
    )
    return workspace_page(
        request,
        "workspace/needs/respond.html",
        organisation,
        current="responses",
        status=400 if filled.errors else 200,
        need=need,
        form=filled,
        received=own.first(),
        is_open=need.status == NeedStatus.OPEN,
        may=can_respond(request.user, organisation, need),
    )


@for_member
@require_POST
def withdraw(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Take a response back before the deadline."""
    need = _need(organisation, pk)
    try:
        services.withdraw(need=need, organisation=organisation, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The response was withdrawn and destroyed unopened."))
    return redirect("workspace:responses_form", organisation.slug, need.pk)
