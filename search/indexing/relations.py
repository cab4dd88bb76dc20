"""Read what belongs to a batch of entries in a constant number of queries, as plain tuples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from directory.catalogue.models import OWN_SOURCE, ExternalId, own_value, public_id
from directory.moderation.prose import plain
from search.contract import schema

Row = dict[str, Any]
Links = dict[int, list[int]]


def rows_of(queryset: models.QuerySet, columns: Iterable[str]) -> list[Row]:
    """Return the columns of a queryset in the order of keys."""
    return list(queryset.order_by("pk").values("pk", *columns))


def in_languages(*fields: str) -> list[str]:
    """Return the column of each field in each language."""
    return [f"{field}_{lang}" for field in fields for lang in schema.LANGUAGES]


def texts(row: Row, field: str) -> dict[str, str]:
    """Return a translated field by language, without the languages that have no text."""
    # Asked for a dozen times an entry.
    found = {}
    for lang, column in _columns(field):
        text = row[column]
        if text and (text := text.strip()):
            # Of rich text the words.
            found[lang] = plain(text) if text[0] == "<" else text
    return found


@lru_cache(maxsize=256)
def _columns(field: str) -> tuple[tuple[str, str], ...]:
    return tuple(zip(schema.LANGUAGES, in_languages(field), strict=True))


def links(model: type[models.Model], field: str, pks: Sequence[int]) -> Links:
    """Return entry → keys of the rows it is linked with by a many-to-many field, in the order they were added."""
    relation: Any = model._meta.get_field(field)
    source, target = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    through = relation.remote_field.through._default_manager
    found: Links = {}
    pairs = (
        through.filter(**{f"{source}__in": pks})
        .order_by("pk")
        .values_list(f"{source}_id", f"{target}_id")
    )
    for entry, linked in pairs:
        found.setdefault(entry, []).append(linked)
    return found


def grouped(rows: Iterable[Row], column: str) -> dict[int, list[Row]]:
    """Return rows by the value of a column; rows without one are left out."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        if row[column] is not None:
            found.setdefault(row[column], []).append(row)
    return found


def public_ids(model: type[models.Model], pks: Sequence[int]) -> dict[int, str]:
    """Return the id by which the world outside knows each entry.

    The id it was imported with, the first one where there are several; `source:id` where another entry has the same
    id in another source; `directory:` and our own key where it was made here, with one more number where
    that one came with another entry from another site.
    """
    content_type = ContentType.objects.get_for_model(model)
    ids = ExternalId.objects.filter(content_type=content_type)
    named = models.Q(object_id__in=pks)
    alike = models.Q(source=OWN_SOURCE, value__in=[str(pk) for pk in pks])
    rows = list(
        ids.filter(named | alike).order_by("pk").values_list("object_id", "source", "value")
    )
    asked = set(pks)
    own: dict[int, tuple[str, str]] = {}
    for entry, source, value in rows:
        if entry in asked:
            own.setdefault(entry, (source, value))
    taken = {value for _, source, value in rows if source == OWN_SOURCE}
    holders = Counter(
        value
        for value, _ in set(
            ids.filter(value__in={value for _, value in own.values()}).values_list(
                "value", "object_id"
            )
        )
    )
    names = {
        entry: public_id(source, value, shared=holders[value] > 1)
        for entry, (source, value) in own.items()
    }
    return {
        pk: names.get(pk) or public_id(OWN_SOURCE, own_value(pk, taken), shared=False) for pk in pks
    }
