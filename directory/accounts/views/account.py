"""Pages of a person's own account that allauth does not have."""

from __future__ import annotations

import json
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from directory.accounts.forms.account import EraseForm, SettingsForm
from directory.accounts.models import Member
from directory.accounts.permissions import has_second_factor, must_have_second_factor
from directory.accounts.services.people import change_settings, erase_account, export_account


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """Answer with what a person's account is, and change its settings."""
    user: Any = request.user
    form = SettingsForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        change_settings(user=user, **form.cleaned_data)
        with override(user.language):
            messages.success(request, _("Your settings were saved."))
            return redirect(reverse("accounts:overview"))
    members = Member.objects.filter(user=user).select_related("organisation").order_by("pk")
    context = {
        "form": form,
        "members": members,
        "has_second_factor": has_second_factor(user),
        "must_have_second_factor": must_have_second_factor(user),
        "current": "overview",
    }
    return TemplateResponse(
        request, "accounts/overview.html", context, status=400 if form.errors else 200
    )


@never_cache
@login_required
@reauthentication_required
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Answer with everything the site keeps of a person, as a JSON file."""
    user: Any = request.user
    text = json.dumps(export_account(user=user), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="account.json"'
    return response


@never_cache
@login_required
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Ask whether an account shall end, and end it."""
    user: Any = request.user
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_account(user=user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            logout(request)
            return redirect(reverse("accounts:erased"))
    context = {"form": form, "current": "erase"}
    return TemplateResponse(
        request, "accounts/erase.html", context, status=400 if form.errors else 200
    )


@require_GET
def erased(request: HttpRequest) -> HttpResponse:
    """Say that an account is gone."""
    return TemplateResponse(request, "accounts/erased.html", {})


def sign_in_for_admin(request: HttpRequest) -> HttpResponse:
    """Lead the administration's own log-in page to the one of the site."""
    target = reverse("account_login")
    if wanted := request.GET.get("next"):
        query = request.GET.copy()
        query.clear()
        query["next"] = wanted
        target = f"{target}?{query.urlencode()}"
    return redirect(target)


def reset_for_admin(_request: HttpRequest, **_parts: str) -> HttpResponse:
    """Lead the administration's own password reset to the one of the site."""
    return redirect(reverse("account_reset_password"))
