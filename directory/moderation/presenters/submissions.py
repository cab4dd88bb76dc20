"""What the queue and the page of a submission show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from wagtail.admin.compare import diff_text
from wagtail.models import Revision, TaskState

from directory.moderation.models import Check, Finding, label_of
from directory.moderation.presenters.changes import Change, Seen, differences, written_fields
from directory.moderation.prose import spelt_out

#: Longer texts are shown whole in both versions, without what differs between their words.
LONGEST_COMPARED = 8000


@dataclass(frozen=True, slots=True)
class Row:
    """A submission in the queue."""

    state: TaskState
    name: str
    kind: str
    days: int
    is_late: bool
    submitted_by: str
    reviewer: str
    found: int
    is_checked: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that a submission changes, with the words taken out and put in marked."""

    name: str
    label: str
    before: str
    after: str
    lang: str
    marked: SafeString
    pictures_before: tuple[Seen, ...] = ()
    pictures_after: tuple[Seen, ...] = ()


def rows_of(states: Iterable[Any], *, late_before: datetime) -> list[Row]:
    """Return the rows of the queue."""
    now = timezone.now()
    rows = []
    for state in states:
        workflow = state.workflow_state
        model = workflow.base_content_type.model_class()
        handling = getattr(workflow, "handling", None)
        check = getattr(state.revision, "check_made", None)
        rows.append(
            Row(
                state=state,
                name=state.revision.object_str,
                kind=capfirst(str(model._meta.verbose_name)) if model else "",
                days=(now - state.started_at).days,
                is_late=state.started_at < late_before,
                submitted_by=str(workflow.requested_by or ""),
                reviewer=str(handling.reviewer or "") if handling else "",
                found=state.number_found,
                is_checked=check is not None and check.done_at is not None,
            )
        )
    return rows


def read(state: TaskState) -> list[Difference]:
    """Return field by field what a submission changes of the live version."""
    entry = state.revision.content_object
    draft = state.revision.as_object()
    fields = written_fields(type(entry)).items()
    live = entry if entry.live else None
    return [_marked(change) for change in differences(before=live, after=draft, fields=fields)]


def _marked(change: Change) -> Difference:
    before, after = spelt_out(change.before), spelt_out(change.after)
    if before == after or max(len(before), len(after)) > LONGEST_COMPARED:
        marked = conditional_escape(change.after)
    else:
        # Wagtail escapes both texts and puts spans around what differs.
        marked = mark_safe(diff_text(before, after).to_html())  # noqa: S308
    label = capfirst(change.label)
    return Difference(
        name=change.name,
        label=label,
        before=change.before,
        after=change.after,
        lang=change.lang,
        marked=marked,
        pictures_before=change.pictures_before,
        pictures_after=change.pictures_after,
    )


def found_in(revision: Revision, entry: Any) -> list[tuple[Finding, str]]:
    """Return what was found in a version, each with the name of its field."""
    check = Check.objects.filter(revision=revision).first()
    if check is None:
        return []
    rows = check.findings.order_by("kind", "pk")
    return [(row, capfirst(label_of(type(entry), row.field))) for row in rows]
