"""How an entry's draft stands, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import WorkflowState

from directory.moderation.models import Moderated


@dataclass(frozen=True, slots=True)
class State:
    """Where an entry stands between its keepers, the reviewers and the public."""

    label: str
    kind: str = ""
    saved_at: datetime | None = None
    is_submitted: bool = False
    has_draft: bool = False
    #: What the reviewer wrote on returning it.
    words: str = ""


def state_of(entry: Moderated) -> State:
    """Return how an entry stands; two queries where it has a draft."""
    draft: Any = entry.latest_revision if entry.has_unpublished_changes else None
    if draft is None:
        label = pgettext("entry", "Published") if entry.live else pgettext("entry", "Not public")
        return State(label, "good" if entry.live else "")
    review = entry.current_workflow_state
    if review is not None and review.status == WorkflowState.STATUS_IN_PROGRESS:
        label = pgettext("entry", "Submitted")
        return State(label, "amber", draft.created_at, is_submitted=True, has_draft=True)
    if review is not None:
        words = review.current_task_state.comment if review.current_task_state else ""
        label = _("Returned to you")
        return State(label, "carmine", draft.created_at, has_draft=True, words=words)
    return State(pgettext("entry", "Draft"), "", draft.created_at, has_draft=True)
