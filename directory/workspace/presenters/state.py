"""How an entry's draft stands, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import WorkflowState

from directory.moderation.models import Moderated, Remark


@dataclass(frozen=True, slots=True)
class State:
    """Where an entry stands between its keepers, the reviewers and the public."""

    label: str
    kind: str = ""
    saved_at: datetime | None = None
    is_submitted: bool = False
    has_draft: bool = False
    #: What the reviewer wrote on returning it: of the whole, and of single fields.
    words: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict)


def drafts_of(rows: Sequence[Moderated]) -> dict[Any, State]:
    """Return how the drafts of entries of one kind stand, by their keys; one query for all of them."""
    waiting = [row for row in rows if row.has_unpublished_changes]
    if not waiting:
        return {}
    states = WorkflowState.objects.active().filter(
        base_content_type=waiting[0].get_base_content_type(),
        object_id__in=[str(row.pk) for row in waiting],
    )
    status = dict(states.values_list("object_id", "status"))
    said = {
        WorkflowState.STATUS_IN_PROGRESS: State(pgettext("entry", "Submitted"), "amber"),
        WorkflowState.STATUS_NEEDS_CHANGES: State(_("Returned to you"), "carmine"),
    }
    draft = State(pgettext("entry", "Draft"))
    return {row.pk: said.get(status.get(str(row.pk), ""), draft) for row in waiting}


def state_of(entry: Moderated) -> State:
    """Return how an entry stands; a few queries where it has a draft."""
    draft: Any = entry.latest_revision if entry.has_unpublished_changes else None
    if draft is None:
        label = pgettext("entry", "Published") if entry.live else pgettext("entry", "Not public")
        return State(label, "good" if entry.live else "")
    review = entry.current_workflow_state
    if review is not None and review.status == WorkflowState.STATUS_IN_PROGRESS:
        label = pgettext("entry", "Submitted")
        return State(label, "amber", draft.created_at, is_submitted=True, has_draft=True)
    if review is not None:
        task_state = review.current_task_state
        label = _("Returned to you")
        remarks = {row.field: str(row) for row in Remark.objects.filter(task_state=task_state)}
        # Staff may return it with Wagtail's own comment, which belongs to the whole.
        words = remarks.pop("", "" if remarks or task_state is None else task_state.comment)
        at = draft.created_at
        return State(label, "carmine", at, has_draft=True, words=words, remarks=remarks)
    return State(pgettext("entry", "Draft"), "", draft.created_at, has_draft=True)
