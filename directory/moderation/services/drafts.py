"""Writes of drafts by those who keep an entry: saved, submitted, taken back.

A draft is Wagtail's latest revision, and what became of it stands in Wagtail's workflow tables.
"""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision, WorkflowState

from directory.moderation.models import Moderated
from directory.moderation.services.review import check_links

EntryT = TypeVar("EntryT", bound=Moderated)


class Conflict(Exception):  # noqa: N818  no fault of anybody: two people wrote at once
    """Somebody else saved after the version that a change was made of; ``entry`` is the newest."""

    def __init__(self, entry: Moderated) -> None:
        super().__init__(str(entry))
        self.entry = entry


def version_of(entry: Moderated) -> str:
    """Return a word that changes whenever an entry's draft, or what it begins with, does."""
    draft = entry.latest_revision if entry.has_unpublished_changes else None
    if draft is not None:
        return f"d{draft.pk}.{draft.created_at:%Y%m%d%H%M%S%f}"
    changed = getattr(entry, "updated_at", None)
    return f"r{entry.pk}.{changed:%Y%m%d%H%M%S%f}" if changed else f"r{entry.pk}"


def locked(entry: EntryT) -> EntryT:
    """Return an entry as it is now, which nobody else writes until this transaction ends."""
    rows = type(entry)._default_manager.all()
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    return cast("EntryT", rows.get(pk=entry.pk))


@transaction.atomic
def save_draft(
    *, draft: Moderated, user: Any, base: str, own: int | None = None
) -> tuple[Revision, bool]:
    """Keep a draft, and return its revision and whether a submission was withdrawn by it.

    ``base`` is the version that the draft was made of, ``own`` the revision that the same person
    began in this session: it is overwritten, so that saving often leaves one row. Raises Conflict
    where somebody saved meanwhile, ValidationError where staff locked the entry.
    """
    entry = locked(draft)
    _refuse_locked(entry, user)
    if version_of(entry) != base:
        raise Conflict(entry)
    withdrawn = _cancel_review(entry, user)
    latest = entry.latest_revision
    overwritten = None
    if latest is not None and latest.pk == own and _is_rewritable(entry, latest, user):
        overwritten = latest
    draft.latest_revision = latest
    revision = draft.save_revision(
        user=user, log_action=True, clean=False, overwrite_revision=overwritten
    )
    return revision, withdrawn


def _refuse_locked(entry: Moderated, user: Any) -> None:
    if entry.locked and entry.locked_by_id != user.pk:
        raise ValidationError(_("Staff have locked this entry for now."), code="locked")


def _is_rewritable(entry: Moderated, revision: Revision, user: Any) -> bool:
    """Return whether a revision is only its writer's: never submitted, never published."""
    return bool(
        revision.user_id == user.pk
        and entry.has_unpublished_changes
        and revision.pk != entry.live_revision_id
        and revision.approved_go_live_at is None
        and not revision.task_states.exists()
    )


def _cancel_review(entry: Moderated, user: Any) -> bool:
    """End a review that waits for a decision: what was submitted is no longer what there is."""
    state = entry.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return False
    state.cancel(user=user)
    return True


@transaction.atomic
def submit(*, entry: Moderated, user: Any, base: str) -> None:
    """Hand the latest draft to the reviewers.

    Raises ValidationError where it is not complete, there is nothing to review or it waits for a
    review already, and Conflict where it is not the version ``base``.
    """
    entry = locked(entry)
    _refuse_locked(entry, user)
    if version_of(entry) != base:
        raise Conflict(entry)
    if entry.live and not entry.has_unpublished_changes:
        raise ValidationError(_("There is nothing new to submit."), code="unchanged")
    draft = entry.get_latest_revision_as_object()
    draft.full_clean()
    check_links(draft)
    state = entry.current_workflow_state
    if state is None:
        workflow = entry.get_workflow()
        if workflow is None:
            raise ValidationError(_("No review is set up for this kind of entry."), code="review")
        workflow.start(entry, user)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=user)
    else:
        raise ValidationError(_("It waits for a review already."), code="submitted")


@transaction.atomic
def withdraw(*, entry: Moderated, user: Any) -> None:
    """Take a draft back from the reviewers; raises ValidationError where it is not with them."""
    if not _cancel_review(locked(entry), user):
        raise ValidationError(_("It does not wait for a review."), code="not_submitted")


@transaction.atomic
def start_draft(*, draft: Moderated, user: Any) -> Revision:
    """Make an entry that the public does not see, with its first draft."""
    draft.live = False
    draft.save()
    draft.has_unpublished_changes = True
    revision: Revision = draft.save_revision(user=user, log_action="wagtail.create", clean=False)
    return revision
