"""Messages about submissions, through the outbox, to those who want them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import override
from wagtail.models import TaskState, WorkflowState

from directory.mail.services import address_of, notify
from directory.moderation import signals
from directory.moderation.models import Handling, Moderated, Remark, label_of

FOLDER = "moderation/mail"


def tell_reviewers(*, task_state: TaskState) -> None:
    """Write of a submission to the one who reviews it, or else to all who may."""
    for user in _reviewers(task_state):
        with override(user.language):
            entry = str(task_state.revision.as_object())
        notify(
            event=f"moderation:submitted:{task_state.pk}",
            receiver=user.email,
            template="submitted",
            context={"entry": entry, "url": _queue_address(task_state, user.language)},
            language=user.language,
            folder=FOLDER,
        )


def _queue_address(task_state: TaskState, language: str) -> str:
    entry = task_state.revision.content_object
    if isinstance(entry, Moderated):
        return address_of("moderation_submission", task_state.pk, language=language)
    return address_of("wagtailadmin_home", language=language)


def _reviewers(task_state: TaskState) -> QuerySet[Any, Any]:
    task = task_state.task.specific
    groups = task.groups.all() if hasattr(task, "groups") else []
    people = get_user_model()._default_manager.filter(is_active=True, groups__in=groups)
    handling = Handling.objects.filter(workflow_state=task_state.workflow_state).first()
    if handling is not None and handling.reviewer_id is not None:
        people = people.filter(pk=handling.reviewer_id)
    wants = Q(wagtail_userprofile__submitted_notifications=True)
    people = people.filter(wants | Q(wagtail_userprofile=None))
    return people.exclude(pk=task_state.workflow_state.requested_by_id).distinct()


def tell_keeper(*, workflow_state: WorkflowState, approved: bool) -> None:
    """Write to the one who submitted how it was decided, with the reviewer's words."""
    user: Any = workflow_state.requested_by
    entry = workflow_state.content_object
    if user is None or entry is None or not user.is_active:
        return
    profile = getattr(user, "wagtail_userprofile", None)
    wish = "approved_notifications" if approved else "rejected_notifications"
    if profile is not None and not getattr(profile, wish):
        return
    task_state = workflow_state.current_task_state
    with override(user.language):
        values = {
            "entry": str(entry),
            "url": address_for(entry=entry, user=user, published=approved),
            "remarks": [] if approved else _remarks(task_state, entry, user.language),
            "comment": "" if approved or task_state is None else task_state.comment,
        }
    notify(
        event=f"moderation:decided:{task_state.pk if task_state else workflow_state.pk}:{approved}",
        receiver=user.email,
        template="approved" if approved else "returned",
        context=values,
        language=user.language,
        folder=FOLDER,
    )


def _remarks(task_state: TaskState | None, entry: Any, language: str) -> list[tuple[str, str]]:
    rows = Remark.objects.filter(task_state=task_state).order_by("pk")
    return [(label_of(type(entry), row.field), row.in_language(language)) for row in rows]


def address_for(*, entry: Any, user: Any, published: bool) -> str:
    """Return where somebody goes on with an entry: its public page, or where it is edited."""
    if not published:
        for _receiver, answer in signals.locating.send(sender=type(entry), entry=entry, user=user):
            if answer:
                return str(answer)
    if published and hasattr(entry, "get_absolute_url"):
        path = str(entry.get_absolute_url())
        return f"{settings.WAGTAILADMIN_BASE_URL}{path}" if path.startswith("/") else path
    return address_of("account_login", language=user.language)
