"""What accounts add to the administration."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from directory.accounts.viewsets import ClaimViewSet


@hooks.register("register_account_menu_item")
def account_menu_item(_request: HttpRequest) -> dict[str, Any]:
    """Offer the account's own pages beside the administration's preferences."""
    return {
        "url": reverse("accounts:overview"),
        "label": _("Address, password and second factor"),
        "help_text": _("Change how you sign in."),
    }


@hooks.register("register_admin_viewset")
def register_claims() -> ClaimViewSet:
    """Register the queue of claims."""
    return ClaimViewSet()
