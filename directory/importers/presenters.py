"""What a conflict between a source and staff says, in the words of the entry's form."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from directory.importers.models import ImportConflict
from directory.moderation.models import label_of


def field_in_words(conflict: ImportConflict) -> str:
    """Return what the form calls the field of a conflict."""
    model = conflict.content_type.model_class()
    name = conflict.field.removesuffix("_id")
    return label_of(model, name) if model is not None else name


def value_in_words(conflict: ImportConflict, value: Any) -> str:
    """Return a stored value as a reader knows it: terms and entries by their names.

    What is gone meanwhile is shown by its number, nothing as a dash.
    """
    related = _related(conflict)
    keys = value if isinstance(value, list) else [value]
    if related is None or not all(type(key) is int for key in keys):
        return _plain(value)
    found = related._default_manager.in_bulk(keys)
    return ", ".join(str(found.get(key, key)) for key in keys) or "–"


def _related(conflict: ImportConflict) -> type[models.Model] | None:
    """Return the model whose keys a field holds, if it holds any."""
    model = conflict.content_type.model_class()
    try:
        field: Any = model._meta.get_field(conflict.field.removesuffix("_id")) if model else None
    except FieldDoesNotExist:
        return None
    is_key = field is not None and (field.many_to_many or field.many_to_one)
    return field.related_model if is_key else None


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value)) or "–"
    return str(value) if value not in (None, "", {}) else "–"
