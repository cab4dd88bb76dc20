"""Who may see, edit and review an entry in the administration."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from wagtail.models import GroupApprovalTask, TaskState
from wagtail.permissions import policy_registry

from directory.moderation.models import Moderated


def can_view(user: Any, entry: Moderated) -> bool:
    """Return whether somebody may see this entry: the public what is live, staff every draft."""
    return entry.live or can_edit(user, entry) or can_review(user, entry)


def can_edit(user: Any, entry: Moderated) -> bool:
    """Return whether somebody may change this entry's draft now."""
    if not user.is_active:
        return False
    policy = policy_registry.get(entry)
    lock = entry.get_lock() if entry.pk else None
    if lock is not None and lock.for_user(user):
        return False
    return bool(policy.user_has_permission_for_instance(user, "change", entry))


def can_review(user: Any, entry: Moderated) -> bool:
    """Return whether somebody may publish this entry, or approve what was submitted of it."""
    if not user.is_active:
        return False
    policy = policy_registry.get(entry)
    if policy.user_has_permission_for_instance(user, "publish", entry):
        return True
    task = entry.current_workflow_task if entry.pk else None
    return task is not None and bool(task.get_actions(entry, user))


def can_review_submissions(user: Any) -> bool:
    """Return whether somebody decides submissions of any kind."""
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    tasks = GroupApprovalTask.objects.filter(active=True, groups__user=user)
    return bool(tasks.exists())


def can_decide(user: Any, task_state: TaskState) -> bool:
    """Return whether somebody may approve or return one submission."""
    if not user.is_active:
        return False
    actions = task_state.task.specific.get_actions(task_state.revision.content_object, user)
    return "approve" in {name for name, _label, _asks in actions}


def possible_reviewers() -> QuerySet:
    """Return the people to whom a submission can be given."""
    groups = Group.objects.filter(groupapprovaltask__active=True)
    users = get_user_model()._default_manager.filter(is_active=True)
    return users.filter(groups__in=groups).distinct().order_by("email")
