"""What every request passes: the second factor of staff, and a page's other language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _
from django.utils.translation import override

from directory.accounts.permissions import has_second_factor, must_have_second_factor


class SecondFactorMiddleware:
    """Leads staff without a second factor to the page that adds one, where it is required."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.STAFF_MFA_REQUIRED and request.path.startswith(("/admin/", "/documents/")):
            user = request.user
            if (
                user.is_authenticated
                and must_have_second_factor(user)
                and not has_second_factor(user)
            ):
                with override(user.language):
                    messages.warning(
                        request, _("Staff sign in with a second factor: add one to go on.")
                    )
                    return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)


class AlternatesMiddleware:
    """Tells the pages of accounts their address in every language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: SimpleTemplateResponse
    ) -> SimpleTemplateResponse:
        """Add ``alternates`` to a context that has none."""
        context: Any = response.context_data
        match = request.resolver_match
        translated = match is not None and request.path.startswith(
            tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
        )
        if translated and (context is None or "alternates" not in context):
            path = request.get_full_path()
            response.context_data = {
                **(context or {}),
                "alternates": [
                    {"lang": code, "url": translate_url(path, code), "label": label}
                    for code, label in (("en", "In English"), ("lv", "Latviski"))
                ],
            }
        return response
