"""Decisions on submissions: approved, returned with remarks, given to a reviewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import TaskState

from directory.moderation.choices import ASSIGNED
from directory.moderation.models import Handling, Reason, Remark
from directory.moderation.permissions import can_decide, possible_reviewers
from directory.moderation.services.drafts import locked

MOST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Words:
    """What a reviewer says of a field: a prepared reason, words of their own, or both."""

    reason: Reason | None = None
    own: str = ""

    def __bool__(self) -> bool:
        return self.reason is not None or bool(self.own.strip())

    def in_language(self, language: str) -> str:
        """Return both parts as they are read in a language; one's own words are never translated."""
        prepared = getattr(self.reason, f"text_{language}", "") if self.reason else ""
        return "\n\n".join(part for part in (prepared, self.own.strip()) if part)


def _waiting(task_state: TaskState, user: Any) -> TaskState:
    """Return a submission as it is now, its entry locked.

    Raises ValidationError where it was decided or withdrawn, PermissionDenied for strangers.
    """
    entry = task_state.revision.content_object
    if entry is not None:
        locked(entry)
    now = TaskState.objects.select_related("workflow_state", "revision", "task")
    found = now.filter(pk=task_state.pk, status=TaskState.STATUS_IN_PROGRESS).first()
    if found is None or entry is None:
        raise ValidationError(
            _("It waits no longer: somebody decided it, or it was withdrawn or deleted."),
            code="decided",
        )
    if not can_decide(user, found):
        raise PermissionDenied
    return found


@transaction.atomic
def approve(*, task_state: TaskState, revision_id: int, user: Any) -> None:
    """Publish the version that the reviewer has read, named by its revision.

    Raises ValidationError where the submission is no longer there or holds another version, and
    PermissionDenied for who may not decide it.
    """
    found = _waiting(task_state, user)
    entry = found.workflow_state.content_object
    if revision_id != found.revision_id or entry.latest_revision_id != found.revision_id:
        raise ValidationError(
            _("There is a newer version than the one you have read. Read that one first."),
            code="newer",
        )
    draft = found.revision.as_object()
    draft.full_clean()
    found.specific.approve(user=user)


@transaction.atomic
def send_back(*, task_state: TaskState, remarks: Mapping[str, Words], user: Any) -> None:
    """Return a submission with what its keepers should change; ``remarks`` are keyed by field.

    The field without a name is the whole. Raises ValidationError where nothing is said or the
    submission is no longer there, and PermissionDenied for who may not decide it.
    """
    said = {name: words for name, words in remarks.items() if words}
    if not said:
        raise ValidationError(_("Say what should change."), code="silent")
    if any(len(words.own) > MOST_WORDS for words in said.values()):
        raise ValidationError(
            _("Shorten your words to %(limit)d characters.") % {"limit": MOST_WORDS}, code="long"
        )
    found = _waiting(task_state, user)
    Remark.objects.bulk_create(
        Remark(
            task_state=found,
            field=name,
            text_en=words.in_language("en"),
            text_lv=words.in_language("lv"),
        )
        for name, words in said.items()
    )
    keeper = found.workflow_state.requested_by
    language = getattr(keeper, "language", "en")
    comment = "\n\n".join(words.in_language(language) for words in said.values())
    found.specific.reject(user=user, comment=comment)


@transaction.atomic
def assign(*, task_state: TaskState, reviewer: Any | None, user: Any) -> None:
    """Give a submission to a reviewer, or to nobody; the log of the entry keeps it.

    Raises ValidationError for somebody who does not review it, or where it waits no longer, and
    PermissionDenied for who may not decide it.
    """
    found = _waiting(task_state, user)
    if reviewer is not None and not (
        can_decide(reviewer, found)
        and (reviewer == user or possible_reviewers().filter(pk=reviewer.pk).exists())
    ):
        raise ValidationError(_("This person does not review it."), code="reviewer")
    Handling.objects.update_or_create(
        workflow_state=found.workflow_state, defaults={"reviewer": reviewer}
    )
    log(
        instance=found.workflow_state.content_object,
        action=ASSIGNED,
        user=user,
        data={"reviewer": reviewer.pk if reviewer else None},
        revision=found.revision,
    )
