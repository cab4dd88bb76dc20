"""Writes of the review: its groups, its workflow, and what is done to many entries at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from directory.moderation.choices import (
    EDITOR_ACTIONS,
    REVIEWER_ACTIONS,
    TASK,
    WORKFLOW,
)
from directory.moderation.models import Moderated
from directory.users.choices import EDITORS, REVIEWERS
from directory.users.services import grant


@dataclass(slots=True)
class BulkResult:
    """What was done, and what was not with the reason."""

    done: list[Moderated] = field(default_factory=list)
    failed: list[tuple[Moderated, str]] = field(default_factory=list)


@transaction.atomic
def set_up_review(*, models: Iterable[type[Moderated]]) -> None:
    """Give the kinds of entry their groups, permissions and workflow, as far as they are missing.

    Called after every migration. What staff changed stays: a workflow of another name, a group's
    permissions, and a workflow switched off (which ends the review everywhere).
    """
    workflow = _workflow()
    for model in models:
        grant(group=EDITORS, model=model, actions=EDITOR_ACTIONS)
        grant(group=REVIEWERS, model=model, actions=REVIEWER_ACTIONS)
        if workflow is not None and workflow.active:
            WorkflowContentType.objects.get_or_create(
                content_type=ContentType.objects.get_for_model(model),
                defaults={"workflow": workflow},
            )


def _workflow() -> Workflow:
    """Return the workflow of entries, made with its group and task where it is missing."""
    reviewers, _created = Group.objects.get_or_create(name=REVIEWERS)
    editors, _created = Group.objects.get_or_create(name=EDITORS)
    _let_into_admin(editors)
    workflow, created = Workflow.objects.get_or_create(name=WORKFLOW)
    if created:
        # Asked of the workflow: another app may have made the group before, to give it its own rights.
        _let_into_admin(reviewers)
        task = GroupApprovalTask.objects.create(name=TASK)
        task.groups.add(reviewers)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def _let_into_admin(group: Group) -> None:
    """Let a group enter the administration and work with images, once."""
    content_type, _created = ContentType.objects.get_or_create(
        app_label="wagtailadmin", model="admin"
    )
    entry, _created = Permission.objects.get_or_create(
        content_type=content_type,
        codename="access_admin",
        defaults={"name": "Can access Wagtail admin"},
    )
    has_collections = GroupCollectionPermission.objects.filter(group=group).exists()
    if group.permissions.filter(pk=entry.pk).exists() and has_collections:
        return
    group.permissions.add(entry)
    root = Collection.get_first_root_node()
    if root is None:
        return
    allowed = Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"),
        codename__regex="^(add|change|choose)_(image|document)$",
    )
    for permission in allowed:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def publish_all(*, entries: Iterable[Moderated], user: Any) -> BulkResult:
    """Publish the latest draft of each entry, each in a transaction of its own."""

    def publish(entry: Moderated) -> None:
        lock = entry.get_lock()
        if lock is not None and lock.for_user(user):
            raise ValidationError(_("It is locked."), code="locked")
        if entry.workflow_in_progress:
            raise ValidationError(
                _("It waits in the queue of submissions: read and decide it there."),
                code="submitted",
            )
        draft = entry.get_latest_revision_as_object()
        draft.full_clean()
        check_links(draft)
        revision = entry.latest_revision if entry.has_unpublished_changes else None
        revision = revision or draft.save_revision(user=user, log_action=True, clean=False)
        revision.publish(user=user)

    return _each(entries, publish)


def check_links(draft: Moderated) -> None:
    """Raise ValidationError where a relation that an entry needs is empty; models check columns."""
    for link in draft._meta.many_to_many:
        if not link.blank and not getattr(draft, link.name).exists():
            raise ValidationError({link.name: _("This field is required.")}, code="required")


def unpublish_all(*, entries: Iterable[Moderated], user: Any) -> BulkResult:
    """Take each entry off the public site, each in a transaction of its own."""
    return _each(entries, lambda entry: entry.unpublish(user=user))


def _each(entries: Iterable[Moderated], act: Callable[[Moderated], Any]) -> BulkResult:
    result = BulkResult()
    for entry in entries:
        try:
            with transaction.atomic():
                act(entry)
        except ValidationError as error:
            result.failed.append((entry, " ".join(error.messages)))
        except (IntegrityError, PermissionDenied) as error:
            result.failed.append((entry, str(error)))
        else:
            result.done.append(entry)
    return result
