"""What two versions of an entry say, field by field of the form that its team fills in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from directory.catalogue.services.pictures import PICTURES
from directory.moderation.models import label_of
from directory.moderation.presenters.changes import Change, differences

if TYPE_CHECKING:
    from directory.workspace.forms.base import EntryForm


def changes(before: Any, after: Any, form: EntryForm) -> Iterator[Change]:
    """Yield the fields of a form, and the pictures, in which two versions differ."""
    labels = [
        (form.kept_as.get(name, name), str(field.label)) for name, field in form.fields.items()
    ]
    labels += [(name, label_of(type(after), name)) for name in PICTURES.get(type(after), ())]
    return differences(before=before, after=after, fields=labels)
