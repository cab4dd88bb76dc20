"""What the review does when the framework calls."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import transaction
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from directory.moderation.choices import REASON_ACTIONS
from directory.moderation.models import Moderated, Reason, ReviewSettings
from directory.moderation.services.checks import ask_for_check
from directory.moderation.services.notices import tell_keeper, tell_reviewers
from directory.moderation.services.review import set_up_review
from directory.moderation.tasks import check_submission
from directory.users.choices import REVIEWERS
from directory.users.services import grant_after_migrate


def set_up_review_after_migrate(
    *, sender: AppConfig, apps: Apps = installed_apps, **_kwargs: Any
) -> None:
    """Set up the review for the entries of the app that was just migrated.

    Nothing happens while a needed table is missing, as when migrations are taken back.
    """
    if sender.label == "moderation":
        tables: list[type[Any]] = [Reason, ReviewSettings]
        grant_after_migrate(tables=tables, group=REVIEWERS, actions=REASON_ACTIONS, apps=apps)
    models = [model for model in sender.get_models() if issubclass(model, Moderated)]
    if not models:
        return
    try:
        apps.get_model("wagtailcore", "WorkflowContentType")
        for model in models:
            apps.get_model(model._meta.label)
    except LookupError:
        return
    # Django makes the permissions of this app in a receiver of the same signal, maybe later.
    create_permissions(sender, verbosity=0)
    set_up_review(models=models)


def submission_made(*, instance: TaskState, **_kwargs: Any) -> None:
    """Check what was submitted, and tell those who review it."""
    if isinstance(instance.revision.content_object, Moderated):
        ask_for_check(revision=instance.revision)
        key = instance.revision_id
        transaction.on_commit(lambda: check_submission.enqueue(key))
    tell_reviewers(task_state=instance)


def submission_approved(*, instance: WorkflowState, **_kwargs: Any) -> None:
    """Tell the one who submitted."""
    tell_keeper(workflow_state=instance, approved=True)


def submission_returned(*, instance: WorkflowState, **_kwargs: Any) -> None:
    """Tell the one who submitted, with the reviewer's words."""
    tell_keeper(workflow_state=instance, approved=False)


def workflow_begun(**_kwargs: Any) -> None:
    """Do nothing: those who review are told of their task."""


def connect() -> None:
    """Take the places of Wagtail's own messages, which it would send during the request.

    Called before Wagtail connects them: a receiver of the same name and sender is kept.
    """
    task_submitted.connect(
        submission_made,
        sender=TaskState,
        dispatch_uid="group_approval_task_submitted_email_notification",
    )
    for signal, receiver, name in (
        (workflow_submitted, workflow_begun, "submitted"),
        (workflow_rejected, submission_returned, "rejected"),
        (workflow_approved, submission_approved, "approved"),
    ):
        signal.connect(
            receiver,
            sender=WorkflowState,
            dispatch_uid=f"workflow_state_{name}_email_notification",
        )
