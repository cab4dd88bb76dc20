"""What readers of a public need do: ask about it, and go and answer it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from directory.accounts.models import Member
from directory.accounts.views.claims import posted, show_errors
from directory.needs.forms.procedure import AskForm
from directory.needs.models import Need
from directory.needs.permissions import can_ask
from directory.needs.services.questions import ask as ask_service


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a question about a need."""
    need = get_object_or_404(Need.objects.public().select_related("buyer"), slug=slug)
    if not can_ask(request.user, need):
        raise PermissionDenied
    form = AskForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            ask_service(need=need, text=form.cleaned_data["text"], by=request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(
                request,
                _("Your question was sent. It becomes public together with its answer."),
            )
            return redirect("needs:ask", slug)
    context = {"need": need, "form": form, "section": "needs"}
    return TemplateResponse(request, "needs/ask.html", context, status=400 if form.errors else 200)


@never_cache
@login_required
@require_GET
def respond(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to the form of a response, for the organisation that somebody answers for."""
    need = get_object_or_404(Need.objects.public().select_related("buyer"), slug=slug)
    person: Any = request.user
    rows = Member.objects.filter(user=person).exclude(organisation=need.buyer_id)
    members = list(rows.select_related("organisation").order_by("pk")[:100])
    if len(members) == 1:
        return redirect("workspace:responses_form", members[0].organisation.slug, need.pk)
    context = {"need": need, "members": members, "section": "needs"}
    return TemplateResponse(request, "needs/respond.html", context)


@never_cache
@login_required
@require_GET
def undertake(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to the statement that an organisation works on a need, for the one that somebody belongs to."""
    need = get_object_or_404(Need.objects.public().select_related("buyer"), slug=slug)
    person: Any = request.user
    rows = Member.objects.filter(user=person).exclude(organisation=need.buyer_id)
    members = list(rows.select_related("organisation").order_by("pk")[:100])
    if len(members) == 1:
        return redirect("workspace:undertaking", members[0].organisation.slug, need.pk)
    context = {"need": need, "members": members, "section": "needs"}
    return TemplateResponse(request, "needs/undertake.html", context)
