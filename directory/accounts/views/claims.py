"""Pages on which somebody claims an entry, or makes one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directory.accounts.choices import ClaimMethod, ClaimStatus
from directory.accounts.forms.team import ClaimForm, JoinForm, NewEntryForm, NumberForm
from directory.accounts.models import Claim
from directory.accounts.permissions import is_claimed, is_member
from directory.accounts.services import claims, entries
from directory.accounts.sources.websites import PATH, RECORD
from directory.catalogue.models import Organisation

GET_OR_POST = ["GET", "HEAD", "POST"]


def claimable() -> QuerySet[Organisation]:
    """Return the entries that can be claimed: the public ones, and those known from a register."""
    known = Organisation.objects.filter(Q(live=True) | Q(register__isnull=False))
    return known.exclude(live=False, claims__method=ClaimMethod.NEW).select_related("register")


def show_errors(form: Any, error: ValidationError) -> None:
    """Put what a service refused at the fields of a form, or above them."""
    if hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, error)


def page(request: HttpRequest, template: str, form: Any = None, **content: Any) -> HttpResponse:
    """Return a page of accounts; one whose form was refused answers 400."""
    failed = form is not None and form.is_bound and not form.is_valid()
    context = {"form": form, "section": "account", **content}
    return TemplateResponse(request, template, context, status=400 if failed else 200)


def _person(request: HttpRequest) -> Any:
    """Return who is signed in."""
    return request.user


def posted(request: HttpRequest) -> Any:
    """Return what was sent, or None where nothing was."""
    return request.POST if request.method == "POST" else None


def _onward(request: HttpRequest, claim: Claim) -> HttpResponse:
    """Lead a claimant to the profile that is theirs to keep now, or to what is still to do."""
    if claim.status != ClaimStatus.APPROVED or not is_member(request.user, claim.organisation):
        return redirect("accounts:claim_state", claim.pk)
    said = _("You keep this profile now. Reviewers read what you write before the public does.")
    messages.success(request, said)
    return redirect("workspace:profile_edit", claim.organisation.slug)


@never_cache
@login_required
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Ask for a registration number, and lead to its entry or to a new one."""
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_bound and form.is_valid():
        number = form.cleaned_data["number"]
        entry = entries.entry_with_number(number)
        if entry is None:
            return redirect(f"{request.path}new/?number={number}")
        if claimable().filter(pk=entry.pk).exists():
            return redirect("accounts:claim", entry.slug)
        form.add_error("number", _("An entry with this number is being made; staff look at it."))
    own = Claim.objects.filter(user=_person(request)).select_related("organisation")
    return page(request, "accounts/claim_find.html", form, claims=own.order_by("-pk")[:20])


@never_cache
@login_required
@require_http_methods(GET_OR_POST)
def create(request: HttpRequest) -> HttpResponse:
    """Make a new entry by its registration number."""
    initial = {"number": request.GET.get("number", "")[:40]}
    form = NewEntryForm(posted(request), initial=initial)
    taken = None
    if form.is_bound and form.is_valid():
        try:
            claim = entries.create_entry(user=request.user, **form.cleaned_data)
        except ValidationError as error:
            show_errors(form, error)
            entry = entries.entry_with_number(form.data.get("number", ""))
            taken = entry if entry and claimable().filter(pk=entry.pk).exists() else None
        else:
            return redirect("accounts:claim_state", claim.pk)
    return page(request, "accounts/claim_new.html", form, taken=taken)


@never_cache
@login_required
@require_http_methods(GET_OR_POST)
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a claim to an entry, or ask its team for membership."""
    organisation = get_object_or_404(claimable(), slug=slug)
    claimed = is_claimed(organisation)
    recorded = claims.recorded_domain(organisation)
    own = claims.address_at_record(request.user, organisation)
    form: Any
    if claimed:
        form = JoinForm(posted(request))
    else:
        form = ClaimForm(posted(request), request.FILES or None, recorded=recorded, own=own)
    if form.is_bound and form.is_valid():
        values = {"method": ClaimMethod.JOIN, **form.cleaned_data}
        try:
            made = claims.start_claim(organisation=organisation, user=request.user, **values)
        except ValidationError as error:
            show_errors(form, error)
        else:
            return _onward(request, made)
    return page(
        request,
        "accounts/claim.html",
        form,
        organisation=organisation,
        register=getattr(organisation, "register", None),
        claimed=claimed,
        recorded=recorded,
        own=own,
        is_member=is_member(request.user, organisation),
    )


def _own(request: HttpRequest, pk: int) -> Claim:
    rows = Claim.objects.filter(user=_person(request)).select_related("organisation", "user")
    return get_object_or_404(rows, pk=pk)


@never_cache
@login_required
@require_GET
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a claim to its claimant: what to do next, or what was decided."""
    own = _own(request, pk)
    return page(
        request,
        "accounts/claim_state.html",
        claim=own,
        record=f"{RECORD}.{own.domain}",
        file=f"https://{own.domain}{PATH}",
        is_member=is_member(request.user, own.organisation),
    )


@never_cache
@login_required
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for the token of a claim at its domain; a second click finds what the first one did."""
    try:
        own = claims.check_domain(claim=_own(request, pk), user=request.user)
    except ValidationError as error:
        own = _own(request, pk)
        if own.status != ClaimStatus.OPEN:
            return _onward(request, own)
        messages.error(request, " ".join(error.messages))
        return redirect("accounts:claim_state", pk)
    messages.success(request, _("The token was found."))
    return _onward(request, own)


@never_cache
@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a claim back."""
    claims.withdraw(claim=_own(request, pk), user=request.user)
    messages.success(request, _("The claim was withdrawn."))
    return redirect("accounts:claim_find")


@never_cache
@login_required
@require_http_methods(GET_OR_POST)
def proof(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether a claim is one's own, and take the link as its proof; once it was, lead on."""
    problem, found = "", None
    used = claims.used_proof(token=token, user=request.user)
    if used is not None:
        return _onward(request, used)
    try:
        found = claims.read_proof(token)
        if found.user_id != request.user.pk:
            raise PermissionDenied
        if request.method == "POST":
            return _onward(request, claims.confirm_email(token=token, user=request.user))
    except ValidationError as error:
        problem = " ".join(error.messages)
    response = page(request, "accounts/claim_proof.html", claim=found, problem=problem)
    response.status_code = 410 if problem else 200
    return response
