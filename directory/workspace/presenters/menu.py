"""The menu of an organisation's workspace: the one list of its screens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory.catalogue.choices import OrganisationKind
from directory.catalogue.models import Organisation


@dataclass(frozen=True, slots=True)
class Item:
    """A screen that the menu leads to: ``view`` is its name in the URL conf and takes the slug."""

    name: str
    label: Any
    view: str
    #: Kinds of organisation that have this screen; all without any.
    only: frozenset[str] = frozenset()


#: In the order shown. A view tells by ``current`` which of them it belongs to.
MENU = (
    Item("overview", _("Overview"), "workspace:overview"),
    Item("profile", _("Profile"), "workspace:profile_edit"),
    Item("solutions", _("Solutions"), "workspace:solutions_list"),
    Item("references", _("References"), "workspace:references_list"),
    Item("datasets", _("Datasets"), "workspace:datasets_list"),
    Item("needs", _("Needs"), "workspace:needs_list", only=frozenset({OrganisationKind.PUBLIC})),
    Item(
        "shortlists",
        _("Shortlists"),
        "workspace:shortlists",
        only=frozenset({OrganisationKind.PUBLIC}),
    ),
    Item("offers", _("Needs for us"), "workspace:offers"),
    Item("responses", _("Responses"), "workspace:responses"),
    Item("enquiries", _("Enquiries"), "workspace:enquiries"),
    Item("figures", _("Figures"), "workspace:figures"),
    Item("team", _("Team"), "accounts:team"),
)


@dataclass(frozen=True, slots=True)
class MenuLink:
    """An item with its address for one organisation."""

    label: str
    url: str
    current: bool


def menu_of(organisation: Organisation, current: str) -> list[MenuLink]:
    """Return the menu of an organisation's workspace."""
    return [
        MenuLink(
            label=str(item.label),
            url=reverse(item.view, args=[organisation.slug]),
            current=item.name == current,
        )
        for item in MENU
        if not item.only or organisation.kind in item.only
    ]
