"""Staff's list of profiles by freshness: what waits longest to be confirmed is first."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from directory.accounts.choices import CONFIRM_EVERY
from directory.accounts.permissions import can_decide_claims
from directory.accounts.services.freshness import kept, pause, resume

PER_PAGE = 50


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """List the organisations that have a team, those confirmed longest ago first."""
    if not can_decide_claims(request.user):
        raise PermissionDenied
    rows = kept().order_by(F("confirmation__confirmed_at").asc(nulls_first=True), "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    stale = timezone.now() - CONFIRM_EVERY
    context = {"page": page, "rows": page.object_list, "stale": stale}
    return TemplateResponse(request, "accounts/admin/freshness.html", context)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide an organisation's profile with a reason, or show it again."""
    if not can_decide_claims(request.user):
        raise PermissionDenied
    organisation = get_object_or_404(kept(), pk=min(pk, 2**63 - 1))
    if request.POST.get("do") == "resume":
        resume(organisation=organisation, by=request.user)
        messages.success(request, _("%(name)s is shown again.") % {"name": organisation})
        return redirect("accounts_freshness")
    try:
        pause(organisation=organisation, reason=request.POST.get("reason", ""), by=request.user)
    except ValidationError as error:
        messages.error(request, f"{organisation}: {' '.join(error.messages)}")
    else:
        said = _("%(name)s is hidden until its team confirms it.")
        messages.success(request, said % {"name": organisation})
    return redirect("accounts_freshness")
