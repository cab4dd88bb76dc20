"""What two versions of an entry say, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from directory.workspace.forms.base import EntryForm


@dataclass(frozen=True, slots=True)
class Change:
    """A field with what it says in two versions."""

    name: str
    label: str
    before: str
    after: str
    lang: str = ""


def said(entry: Any, name: str) -> str:
    """Return a field's value in words."""
    field = entry._meta.get_field(name)
    if field.many_to_many:
        rows = getattr(entry, name).all()
        return "\n".join(sorted(str(row) for row in rows))
    if display := getattr(entry, f"get_{name}_display", None):
        return str(display() or "")
    value = getattr(entry, name)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "" if value is None else str(value)


def changes(before: Any, after: Any, form: EntryForm) -> Iterator[Change]:
    """Yield the fields of a form in which two versions differ."""
    for name, field in form.fields.items():
        old, new = said(before, name), said(after, name)
        if old != new:
            language = name.rpartition("_")[2]
            yield Change(
                name, str(field.label), old, new, language if language in {"en", "lv"} else ""
            )
