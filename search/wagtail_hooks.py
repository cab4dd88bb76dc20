"""What the search adds to the administration."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from search.permissions import can_steer
from search.views.understanding import understanding
from search.viewsets import LeverGroup

register_snippet(LeverGroup)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Return the address that shows how a question is understood."""
    return [path("search-words/understanding/", understanding, name="search_understanding")]


class UnderstandingMenuItem(MenuItem):
    """Shows the page to those who steer the search."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_steer(request.user)


@hooks.register(LeverGroup.submenu_hook)
def menu_item() -> Any:
    """Return the page's place among the search words."""
    return UnderstandingMenuItem(
        _("How a search is understood"),
        reverse("search_understanding"),
        icon_name="help",
        order=90,
    )
