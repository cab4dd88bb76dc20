"""What the catalogue adds to the administration."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from directory.catalogue import views
from directory.catalogue.permissions import can_decide_proposals
from directory.catalogue.viewsets import CatalogueGroup

register_snippet(CatalogueGroup)


class ProposalsMenuItem(MenuItem):
    """Shows the proposed words to those who decide on them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_decide_proposals(request.user)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Return the addresses of proposed words."""
    return [
        path("proposed-words/", views.proposals, name="catalogue_proposals"),
        path("proposed-words/<int:pk>/", views.proposal, name="catalogue_proposal"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> Any:
    """Return the place of proposed words in the menu."""
    return ProposalsMenuItem(
        _("Proposed words"), reverse("catalogue_proposals"), icon_name="tag", order=245
    )
