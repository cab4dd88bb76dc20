"""What the administration shows of the words that teams propose."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from directory.catalogue.choices import ProposalState
from directory.catalogue.forms import ProposalForm
from directory.catalogue.models import Proposal
from directory.catalogue.permissions import can_decide_proposals
from directory.catalogue.services.proposals import refuse, take

SHOWN = 50


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Show the words that wait, the oldest first, or those that were decided."""
    if not can_decide_proposals(request.user):
        raise PermissionDenied
    decided = request.GET.get("decided") == "1"
    rows = Proposal.objects.select_related("organisation", "user")
    if decided:
        rows = rows.exclude(state=ProposalState.OPEN).order_by("-decided_at", "-pk")
    else:
        rows = rows.filter(state=ProposalState.OPEN).order_by("created_at", "pk")
    page = Paginator(rows, SHOWN).get_page(request.GET.get("p"))
    context = {"page": page, "decided": decided}
    return TemplateResponse(request, "catalogue/admin/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a proposed word, and decide what becomes of it."""
    if not can_decide_proposals(request.user):
        raise PermissionDenied
    rows = Proposal.objects.select_related("organisation", "user", "decided_by")
    row = get_object_or_404(rows, pk=pk)
    form = ProposalForm(request.POST if request.method == "POST" else None, proposal=row)
    if form.is_bound and form.is_valid():
        try:
            said = _decided(row, form.cleaned_data, request.user)
        except ValidationError as error:
            for name, errors in getattr(error, "error_dict", {None: error}).items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            messages.success(request, said)
            return redirect("catalogue_proposals")
    status = 400 if form.errors else 200
    context = {"row": row, "form": form, "is_open": row.state == ProposalState.OPEN}
    return TemplateResponse(request, "catalogue/admin/proposal.html", context, status=status)


def _decided(row: Proposal, chosen: dict[str, Any], by: Any) -> str:
    if chosen["decision"] == "refuse":
        refuse(proposal=row, by=by, reason=chosen["reason"])
        return _("The word was refused.")
    if chosen["decision"] == "synonym":
        term = take(proposal=row, by=by, term=chosen["term"])
    else:
        labels = {name: chosen[name] for name in ("label_en", "label_lv")}
        term = take(proposal=row, by=by, **labels)
    return _("The word is in the list, as “%(term)s”.") % {"term": term}
