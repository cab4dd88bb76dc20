"""Carrying imported values into the drafts that staff and owners are working on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail.models import TaskState

from directory.catalogue.models import Entry, FundingRound, SolutionImage
from directory.importers.services.content import Content, draft_content
from directory.importers.services.mapping import MappedRow
from directory.importers.services.plans import ONE_PICTURE, REGISTER, Plan


def carry_into_draft(
    plan: Plan, entry: Entry, row: MappedRow, names: Sequence[str], present: Content
) -> Content:
    """Carry changed values into the newest revision of an entry, where it has one.

    A value that the draft has as the entry had it before takes the imported one; the draft keeps
    what it changed itself. Returns those values of the draft, by name. Without this, publishing
    the draft, or the next edit of a published entry, would bring the old values back.
    """
    wanted = [name for name in names if name not in REGISTER]
    if entry.latest_revision_id is None or not wanted:
        return {}
    draft = entry.get_latest_revision_as_object()
    content = draft_content(plan, draft, wanted)
    kept = {
        name: content[name]
        for name in wanted
        if content[name] not in (present[name], row.content[name])
    }
    carried = [name for name in wanted if content[name] == present[name]]
    if carried:
        for name in carried:
            _put(plan, draft, row, name)
        _save(entry, draft)
    return kept


def _put(plan: Plan, draft: Any, row: MappedRow, name: str) -> None:
    values = row.values
    if name in plan.links:
        related = draft._meta.get_field(name).related_model
        setattr(draft, name, list(related._default_manager.filter(pk__in=values.links[name])))
    elif name == "funding":
        rounds = [FundingRound(sort_order=i, **c) for i, c in enumerate(values.children[name])]
        draft.funding.set(rounds)
    elif name == "images":
        pictures = [SolutionImage(sort_order=i, **c) for i, c in enumerate(values.children[name])]
        draft.images.set(pictures)
    else:
        column = f"{name}_id" if name in ONE_PICTURE else name
        setattr(draft, column, values.columns[column])


def _save(entry: Entry, draft: Entry) -> None:
    pending = entry.has_unpublished_changes
    former = entry.latest_revision_id
    revision = draft.save_revision(clean=False, changed=pending)
    state = {"latest_revision": revision}
    if entry.live and not pending:
        state["live_revision"] = revision
    type(entry)._default_manager.filter(pk=entry.pk).update(**state)
    # Reviewers approve the revision they are shown: it is the newest one from now on.
    TaskState.objects.filter(revision_id=former, status=TaskState.STATUS_IN_PROGRESS).update(
        revision=revision
    )
