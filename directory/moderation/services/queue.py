"""Reading the queue of submissions, the one that has waited longest first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, QuerySet
from django.utils import timezone
from wagtail.models import TaskState

from directory.moderation.models import Moderated, ReviewSettings

MINE, NOBODY, LATE = "mine", "nobody", "late"


def moderated_models() -> list[type[Moderated]]:
    """Return the kinds of entry that are reviewed."""
    return [model for model in apps.get_models() if issubclass(model, Moderated)]


def late_before() -> datetime:
    """Return the moment before which a submission that still waits is late."""
    days = ReviewSettings.load().late_after_days
    return timezone.now() - timedelta(days=days)


def waiting(
    *, user: Any, who: str = "", kind: str = "", text: str = ""
) -> QuerySet[TaskState, TaskState]:
    """Return the submissions that somebody may decide, with all that the queue shows of them."""
    models = moderated_models()
    types = ContentType.objects.get_for_models(*models, for_concrete_models=False)
    wanted = [types[model].pk for model in models if kind in ("", model._meta.label_lower)]
    rows: QuerySet[TaskState, TaskState] = TaskState.objects.reviewable_by(user)
    rows = rows.filter(workflow_state__base_content_type__in=wanted)
    if who == MINE:
        rows = rows.filter(workflow_state__handling__reviewer=user)
    elif who == NOBODY:
        rows = rows.filter(workflow_state__handling__reviewer=None)
    elif who == LATE:
        rows = rows.filter(started_at__lt=late_before())
    if text:
        rows = rows.filter(revision__object_str__icontains=text)
    listed: QuerySet[TaskState, TaskState] = (
        rows.select_related(
            "revision__check_made",
            "workflow_state__base_content_type",
            "workflow_state__requested_by",
            "workflow_state__handling__reviewer",
        )
        .annotate(number_found=Count("revision__check_made__findings"))
        .order_by("started_at", "pk")
    )
    return listed
