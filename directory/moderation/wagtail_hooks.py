"""What the review adds to the administration."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from directory.moderation.choices import ASSIGNED
from directory.moderation.permissions import can_review_submissions
from directory.moderation.views import queue
from directory.moderation.views.bulk import PublishBulkAction, UnpublishBulkAction
from directory.moderation.viewsets import ReasonViewSet

hooks.register("register_bulk_action", PublishBulkAction)
hooks.register("register_bulk_action", UnpublishBulkAction)
register_snippet(ReasonViewSet)


class QueueMenuItem(MenuItem):
    """Shows the queue to those who decide."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_review_submissions(request.user)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Return the addresses of the queue."""
    return [
        path("submissions/", queue.queue, name="moderation_queue"),
        path("submissions/decide/", queue.decide_many, name="moderation_decide"),
        path("submissions/<int:pk>/", queue.submission, name="moderation_submission"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> Any:
    """Return the queue's place in the menu."""
    return QueueMenuItem(
        _("Submissions"), reverse("moderation_queue"), icon_name="tasks", order=240
    )


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what the review writes into the log."""
    actions.register_action(ASSIGNED, _("Change the reviewer"), _("Changed the reviewer"))
