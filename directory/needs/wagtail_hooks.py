"""What needs add to the administration."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from directory.needs.views.staff import ScopeBulkAction
from directory.needs.viewsets import NeedsGroup

register_snippet(NeedsGroup)
hooks.register("register_bulk_action", ScopeBulkAction)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what needs write into the log."""
    actions.register_action("needs.scope", _("Decide the scope"), _("Decided whether it is ICT"))
