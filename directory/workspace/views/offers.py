"""The screen of the needs that an organisation could meet, with its alert."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from directory.buyers.models import Alert
from directory.buyers.permissions import can_be_told_of_needs_for
from directory.buyers.services.alerts import ask_to_be_told, end_alert
from directory.catalogue.models import Organisation
from directory.matching.services.offers import needs_for
from directory.workspace.presenters.offers import present_fits
from directory.workspace.views.frame import for_member, workspace_page
from search.changes import vocabularies_held

PAGE_SIZE = 20


def _alert(request: HttpRequest, organisation: Organisation) -> Alert | None:
    person: Any = request.user
    found: Alert | None = Alert.objects.filter(user_id=person.pk, organisation=organisation).first()
    return found


@for_member
@require_safe
def listing(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Show the open needs that an organisation and its solutions could meet, best first."""
    with vocabularies_held():
        page = Paginator(needs_for(organisation), PAGE_SIZE).get_page(request.GET.get("page"))
        fits = present_fits(page.object_list)
    return workspace_page(
        request,
        "workspace/needs/offers.html",
        organisation,
        current="offers",
        page=page,
        fits=fits,
        alert=_alert(request, organisation),
        may_be_told=can_be_told_of_needs_for(request.user, organisation),
    )


@for_member
@require_POST
def alert(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Begin or end the messages about new needs."""
    known = _alert(request, organisation)
    if request.POST.get("do") == "end":
        if known is not None:
            end_alert(alert=known)
        messages.success(request, _("The alert has ended; no more messages come of it."))
    else:
        try:
            ask_to_be_told(by=request.user, organisation=organisation)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("You will be told by e-mail."))
    return redirect("workspace:offers", organisation.slug)
