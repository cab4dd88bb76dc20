"""What matching adds to the administration."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from directory.matching.permissions import can_weigh
from directory.matching.views.pages import weights


class WeightsMenuItem(MenuItem):
    """Shows the weights to those who may change them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_weigh(request.user)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Return the address of the weights."""
    return [path("matching/weights/", weights, name="matching_weights")]


@hooks.register("register_settings_menu_item")
def menu_item() -> Any:
    """Return the entry of the menu of settings."""
    return WeightsMenuItem(
        _("Weights of matching"), reverse("matching_weights"), icon_name="order", order=900
    )
