"""What accounts add to the administration."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from directory.accounts.choices import DISTRUSTED, PUBLISHED_SMALL, TRUSTED
from directory.accounts.viewsets import ClaimViewSet, TrustViewSet


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


@hooks.register("register_admin_viewset")
def register_trust() -> TrustViewSet:
    """Register the trusted organisations."""
    return TrustViewSet()


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what accounts write into the log."""
    actions.register_action(TRUSTED, gettext_lazy("Trust"), gettext_lazy("Trusted from now on"))
    actions.register_action(
        DISTRUSTED, gettext_lazy("End the trust"), gettext_lazy("Trusted no longer")
    )
    actions.register_action(
        PUBLISHED_SMALL,
        gettext_lazy("Publish a small change"),
        gettext_lazy("Published a small change without a reviewer"),
    )
