"""The menu of a workspace, for screens of a team that stand in other apps."""

from __future__ import annotations

from typing import Any

from django import template

from directory.catalogue.models import Organisation
from directory.workspace.presenters.menu import menu_of

register = template.Library()


@register.inclusion_tag("workspace/parts/menu.html")
def workspace_menu(organisation: Organisation, current: str) -> dict[str, Any]:
    """Draw the menu of an organisation's workspace with one of its screens open."""
    return {"menu": menu_of(organisation, current)}
