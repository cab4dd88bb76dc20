"""What the vocabularies add to the administration."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from directory.taxonomy.views import TermDeleteBulkAction, merge, suggest
from directory.taxonomy.viewsets import VocabularyGroup

register_snippet(VocabularyGroup)
# After Wagtail's own action of the same name, whose place it takes.
hooks.register("register_bulk_action", TermDeleteBulkAction, order=100)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Return the addresses that no listing has."""
    return [
        path("suggest/<slug:app_label>/<slug:model_name>/", suggest, name="taxonomy_suggest"),
        path("merge/<slug:model_name>/<int:pk>/", merge, name="taxonomy_merge"),
    ]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what the vocabularies write into the log."""
    actions.register_action("taxonomy.merge", _("Merge terms"), _("Merged another term into it"))
