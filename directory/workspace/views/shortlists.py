"""Screens on which a public body freezes shortlists, decides on their entries and takes them along."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directory.accounts.views.claims import GET_OR_POST, posted, show_errors
from directory.buyers.models import Shortlist, ShortlistEntry
from directory.buyers.permissions import can_decide, can_make, can_view
from directory.buyers.presenters.files import FILES
from directory.buyers.presenters.shortlist import present_shortlist
from directory.buyers.services.decide import decide as decide_service
from directory.buyers.services.freeze import freeze
from directory.catalogue.models import Organisation
from directory.workspace.forms.shortlists import DecisionForm, FreezeForm
from directory.workspace.views.frame import for_member, workspace_page

PAGE_SIZE = 30
_LARGEST_KEY = 2**63 - 1


def _buying(request: HttpRequest, organisation: Organisation) -> None:
    """Raise Http404 unless this is a public body, which alone has shortlists."""
    if not can_make(request.user, organisation):
        raise Http404


def _list(request: HttpRequest, organisation: Organisation, pk: int) -> Shortlist:
    _buying(request, organisation)
    if pk > _LARGEST_KEY:
        raise Http404
    rows = Shortlist.objects.filter(organisation=organisation)
    found: Shortlist = get_object_or_404(rows.select_related("organisation", "made_by"), pk=pk)
    if not can_view(request.user, found):
        raise PermissionDenied
    return found


@for_member
@require_GET
def listing(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """List a public body's shortlists, the newest first."""
    _buying(request, organisation)
    rows = Shortlist.objects.filter(organisation=organisation).order_by("-made_at", "-pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return workspace_page(
        request, "workspace/shortlists/list.html", organisation, current="shortlists", page=page
    )


@for_member
@require_http_methods(GET_OR_POST)
def new(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Freeze what matches a need now."""
    _buying(request, organisation)
    form = FreezeForm(posted(request), organisation=organisation, asked=request.GET)
    if form.is_bound and form.is_valid():
        asked = dict(form.cleaned_data)
        asked["cpv"] = [row.slug for row in asked["cpv"]]
        try:
            made = freeze(
                organisation=organisation, by=request.user, lang=get_language() or "lv", **asked
            )
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, _("The list is frozen. Nothing on it changes any more."))
            return redirect("workspace:shortlist", organisation.slug, made.pk)
    return workspace_page(
        request,
        "workspace/shortlists/new.html",
        organisation,
        current="shortlists",
        status=400 if form.errors else 200,
        form=form,
    )


def _page(
    request: HttpRequest, organisation: Organisation, row: Shortlist, refused: Any = None
) -> HttpResponse:
    view = present_shortlist(row)
    cards = []
    for entry in view.entries:
        prefix = f"e{entry.number}"
        form = refused if refused is not None and refused.prefix == prefix else None
        cards.append((entry, form or DecisionForm(prefix=prefix)))
    return workspace_page(
        request,
        "workspace/shortlists/one.html",
        organisation,
        current="shortlists",
        status=400 if refused is not None else 200,
        shortlist=row,
        view=view,
        cards=cards,
        refused=refused,
        may_decide=can_decide(request.user, row),
    )


@for_member
@require_GET
def show(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Show a frozen list with what was decided."""
    return _page(request, organisation, _list(request, organisation, pk))


@for_member
@require_POST
def decide(request: HttpRequest, organisation: Organisation, pk: int, number: int) -> HttpResponse:
    """Write down why an entry is in or out."""
    row = _list(request, organisation, pk)
    if number > _LARGEST_KEY:
        raise Http404
    rows = ShortlistEntry.objects.filter(shortlist=row).select_related("shortlist__organisation")
    entry = get_object_or_404(rows, position=number)
    form = DecisionForm(request.POST, prefix=f"e{number}")
    if form.is_valid():
        try:
            decide_service(entry=entry, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, _("Your decision was written down."))
            return redirect("workspace:shortlist", organisation.slug, pk)
    return _page(request, organisation, row, refused=form)


@for_member
@require_GET
def export(request: HttpRequest, organisation: Organisation, pk: int, kind: str) -> HttpResponse:
    """Send a list as a file, in the language of the page."""
    row = _list(request, organisation, pk)
    if kind not in FILES:
        raise Http404
    write, media_type = FILES[kind]
    response = HttpResponse(write(present_shortlist(row)), content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="shortlist-{pk}.{kind}"'
    return response
