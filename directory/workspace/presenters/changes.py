"""What two versions of an entry say, field by field of the form that its team fills in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from directory.moderation.presenters.changes import Change, differences

if TYPE_CHECKING:
    from directory.workspace.forms.base import EntryForm


def changes(before: Any, after: Any, form: EntryForm) -> Iterator[Change]:
    """Yield the fields of a form in which two versions differ."""
    labels = [(name, str(field.label)) for name, field in form.fields.items()]
    return differences(before=before, after=after, fields=labels)
