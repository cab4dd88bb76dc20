"""The menu of an organisation's workspace: the one list of its screens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory.browse.presenters.emblem import number_of
from directory.catalogue.choices import OrganisationKind
from directory.catalogue.models import Organisation
from directory.media.belt import EmblemArt, emblem_path


@dataclass(frozen=True, slots=True)
class Item:
    """A screen that the menu leads to: ``view`` is its name in the URL conf and takes the slug."""

    name: str
    label: Any
    view: str
    #: Kinds of organisation that have this screen; all without any.
    only: frozenset[str] = frozenset()
    #: Whether a group of screens begins with it: what is shown, what is asked for, what came of it.
    begins: bool = False


#: In the order shown. A view tells by ``current`` which of them it belongs to.
MENU = (
    Item("overview", _("Overview"), "workspace:overview"),
    Item("profile", _("Profile"), "workspace:profile_edit", begins=True),
    Item("solutions", _("Solutions"), "workspace:solutions_list"),
    Item("references", _("References"), "workspace:references_list"),
    Item("datasets", _("Datasets"), "workspace:datasets_list"),
    Item(
        "needs",
        _("Needs"),
        "workspace:needs_list",
        only=frozenset({OrganisationKind.PUBLIC}),
        begins=True,
    ),
    Item(
        "shortlists",
        _("Shortlists"),
        "workspace:shortlists",
        only=frozenset({OrganisationKind.PUBLIC}),
    ),
    Item("offers", _("Needs for us"), "workspace:offers", begins=True),
    Item("responses", _("Responses"), "workspace:responses"),
    Item("enquiries", _("Enquiries"), "workspace:enquiries"),
    Item("figures", _("Figures"), "workspace:figures", begins=True),
    Item("team", _("Team"), "accounts:team"),
)


@dataclass(frozen=True, slots=True)
class MenuLink:
    """An item with its address for one organisation."""

    label: str
    url: str
    current: bool
    begins: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """Whose workspace it is, with the emblem that it wears, and where its menu leads."""

    place: str
    emblem: EmblemArt
    links: tuple[MenuLink, ...]

    @property
    def current(self) -> str:
        """Return what the screen that is open is called."""
        return next((link.label for link in self.links if link.current), "")


def menu_of(organisation: Organisation, current: str) -> Menu:
    """Return the menu of an organisation's workspace."""
    links = tuple(
        MenuLink(
            label=str(item.label),
            url=reverse(item.view, args=[organisation.slug]),
            current=item.name == current,
            begins=item.begins,
        )
        for item in MENU
        if not item.only or organisation.kind in item.only
    )
    return Menu(str(organisation), emblem_path(number_of(organisation)), links)
