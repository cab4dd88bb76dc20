"""What accounts add to the administration."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from directory.accounts.choices import (
    CONFIRMED,
    DISTRUSTED,
    PAUSED,
    PUBLISHED_SMALL,
    RESUMED,
    TRUSTED,
)
from directory.accounts.permissions import can_decide_claims
from directory.accounts.views import freshness
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


class FreshnessMenuItem(MenuItem):
    """Shows the freshness of profiles to those who decide claims."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_decide_claims(request.user)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Return the addresses of the list of profiles by freshness."""
    return [
        path("freshness/", freshness.listing, name="accounts_freshness"),
        path("freshness/<int:pk>/", freshness.decide, name="accounts_freshness_decide"),
    ]


@hooks.register("register_reports_menu_item")
def freshness_menu_item() -> Any:
    """Return the place of the list among the reports."""
    label = gettext_lazy("Freshness of profiles")
    return FreshnessMenuItem(label, reverse("accounts_freshness"), icon_name="time", order=95)


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
    actions.register_action(
        CONFIRMED, gettext_lazy("Confirm"), gettext_lazy("Confirmed that the profile holds")
    )
    actions.register_action(PAUSED, gettext_lazy("Hide"), gettext_lazy("Hid the profile"))
    actions.register_action(
        RESUMED, gettext_lazy("Show again"), gettext_lazy("Showed the profile again")
    )
