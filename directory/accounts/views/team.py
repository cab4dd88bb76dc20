"""Pages of a team."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from directory.accounts.choices import ClaimMethod, ClaimStatus, Role
from directory.accounts.forms.team import DecisionForm, InviteForm
from directory.accounts.models import Claim, Invitation, Member
from directory.accounts.permissions import can_manage_team, is_member
from directory.accounts.services import deciding
from directory.accounts.services import team as services
from directory.accounts.services.addresses import verified_addresses
from directory.accounts.views.claims import GET_OR_POST, page, posted, show_errors
from directory.catalogue.models import Organisation
from directory.users.models import User


def _organisation(request: HttpRequest, slug: str) -> Organisation:
    """Return an organisation to a member of its team; raises Http404 for others."""
    rows = Organisation.objects.filter(members__user_id=request.user.pk)
    return get_object_or_404(rows, slug=slug)


@never_cache
@login_required
@require_http_methods(GET_OR_POST)
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a team to its members, and invite people into it."""
    organisation = _organisation(request, slug)
    manages = can_manage_team(request.user, organisation)
    form = InviteForm(posted(request))
    if form.is_bound and not manages:
        raise PermissionDenied
    if form.is_bound and form.is_valid():
        try:
            services.invite(organisation=organisation, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(
                request, _("%(email)s was invited.") % {"email": form.cleaned_data["email"]}
            )
            return redirect("accounts:team", slug)
    waiting = Invitation.objects.filter(
        organisation=organisation,
        accepted_at=None,
        revoked_at=None,
        expires_at__gt=timezone.now(),
    )
    asking = Claim.objects.filter(
        organisation=organisation, method=ClaimMethod.JOIN, status=ClaimStatus.PENDING
    )
    members = Member.objects.filter(organisation=organisation).select_related("user")
    return page(
        request,
        "accounts/team.html",
        form,
        organisation=organisation,
        members=members.order_by("joined_at", "pk"),
        invitations=waiting.order_by("pk") if manages else [],
        requests=asking.select_related("user").order_by("pk") if manages else [],
        manages=manages,
        roles=Role.choices,
    )


def _change(
    request: HttpRequest, slug: str, act: Callable[[Organisation], Any], done: str
) -> HttpResponse:
    """Do one thing to a team, say what came of it, and return to its page."""
    organisation = _organisation(request, slug)
    try:
        act(organisation)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    if is_member(request.user, organisation):
        return redirect("accounts:team", slug)
    return redirect("accounts:overview")


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, user_id: int) -> HttpResponse:
    """Take a member out of a team, or leave it."""
    user = get_object_or_404(User, pk=user_id)
    leaves = user.pk == request.user.pk
    return _change(
        request,
        slug,
        lambda row: services.remove_member(organisation=row, user=user, by=request.user),
        _("You left the team.") if leaves else _("The member was removed."),
    )


@login_required
@require_POST
def role(request: HttpRequest, slug: str, user_id: int) -> HttpResponse:
    """Appoint a member administrator or editor."""
    user = get_object_or_404(User, pk=user_id)
    wanted = request.POST.get("role", "")
    return _change(
        request,
        slug,
        lambda row: services.change_role(organisation=row, user=user, role=wanted, by=request.user),
        _("The role was changed."),
    )


@login_required
@require_POST
def give_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Dissolve a team of one."""
    return _change(
        request,
        slug,
        lambda row: services.give_up(organisation=row, by=request.user),
        _("You gave the profile up."),
    )


@login_required
@require_POST
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End an open invitation."""

    def act(organisation: Organisation) -> None:
        rows = Invitation.objects.filter(organisation=organisation)
        services.revoke_invitation(invitation=get_object_or_404(rows, pk=pk), by=request.user)

    return _change(request, slug, act, _("The invitation was revoked."))


@login_required
@require_POST
def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let somebody into the team who asked, or not."""
    form = DecisionForm(request.POST)

    def act(organisation: Organisation) -> None:
        rows = Claim.objects.filter(organisation=organisation, method=ClaimMethod.JOIN)
        found = get_object_or_404(rows, pk=pk)
        if not deciding.may_decide(request.user, found):
            raise PermissionDenied
        if not form.is_valid():
            raise ValidationError(_("Choose whether to let the person in."))
        approved = form.cleaned_data["decision"] == "approve"
        reason = form.cleaned_data["reason"]
        deciding.decide(claim=found, by=request.user, approved=approved, reason=reason)

    return _change(request, slug, act, _("The request was decided."))


@never_cache
@require_http_methods(GET_OR_POST)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation, and accept it."""
    problem, found = "", None
    try:
        found = services.read_invitation(token)
        if request.method == "POST" and request.user.is_authenticated:
            member = services.accept_invitation(token=token, user=request.user)
            messages.success(request, _("You belong to the team now."))
            return redirect("accounts:team", member.organisation.slug)
    except ValidationError as error:
        problem = " ".join(error.messages)
    if found is not None and not request.user.is_authenticated:
        # The link was sent to this address: who signs up with it has proved it.
        request.session["account_verified_email"] = found.email
    fits = found is not None and (
        request.user.is_authenticated and found.email.lower() in verified_addresses(request.user)
    )
    context = {"invitation": found, "problem": problem, "fits": fits, "section": "account"}
    status = 200 if not problem else (410 if found is None else 409)
    return TemplateResponse(request, "accounts/invitation.html", context, status=status)
