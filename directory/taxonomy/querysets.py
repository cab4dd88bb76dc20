"""Reads of the vocabularies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Coalesce

#: The columns of every vocabulary, by the names of fields and as one query reads them.
_EVERYWHERE = frozenset("id slug label synonyms parent order merged_into".split())
_SHARED = (
    *("id", "slug", "order", "parent_id", "merged_into_id"),
    *(f"label_{language}" for language in settings.MODELTRANSLATION_LANGUAGES),
)
#: How many columns of its own a vocabulary has at most.
_MOST_OWN = 3


class TermQuerySet(models.QuerySet):
    """Terms of one vocabulary."""

    def current(self) -> Self:
        """Return the terms in use: not merged into another."""
        return self.filter(merged_into__isnull=True)

    def top(self) -> Self:
        """Return the first level of the tree."""
        return self.filter(parent__isnull=True)

    def in_order(self) -> Self:
        """Return terms as editors arranged them, ties by slug."""
        return self.order_by("order", "slug")


def read_terms(wanted: Sequence[tuple[type[Any], Any]]) -> list[dict[int, Any]]:
    """Return the terms behind keys of several vocabularies, read by one query.

    Each part of ``wanted`` is a vocabulary with its keys, with a query for them, or with None for
    all its terms in use, in the order of editors. The answer holds a mapping for each part, by the
    keys asked for: a merged term is the one it ended in, and a key that is nobody's is left out.
    """
    known: list[dict[int, Any]] = [{} for _part in wanted]
    waiting = [
        (number, model, keys)
        for number, (model, keys) in enumerate(wanted)
        if keys is None or isinstance(keys, models.QuerySet) or keys
    ]
    while waiting:
        found = [_rows(*part) for part in waiting]
        for number, *values in found[0].union(*found[1:], all=True) if found[1:] else found[0]:
            term = _term(wanted[number][0], values)
            known[number][term.pk] = term
        # A term that was merged twice over; merging itself leaves none.
        waiting = [
            (number, model, missing)
            for number, (model, _keys) in enumerate(wanted)
            if (missing := {row.merged_into_id for row in known[number].values()} - {None, *known[number]})
        ]  # fmt: skip
    return [_asked_for(keys, rows) for (_model, keys), rows in zip(wanted, known, strict=True)]


def _own(model: type[Any]) -> list[Any]:
    """Return the columns that only some vocabularies have."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in _EVERYWHERE and not hasattr(field, "translated_field")
    ]


def _rows(number: int, model: type[Any], keys: Any) -> models.QuerySet:
    rows = model._default_manager.order_by()
    if keys is None:
        rows = rows.current()
    else:
        merged = rows.filter(pk__in=keys, merged_into__isnull=False).values("merged_into")
        rows = rows.filter(Q(pk__in=keys) | Q(pk__in=merged))
    own: list[Any] = [
        Coalesce(Cast(field.attname, CharField()), Value("")) for field in _own(model)
    ]
    own += [Value("", CharField())] * (_MOST_OWN - len(own))
    extra = {f"own_{place}": value for place, value in enumerate(own)}
    found: models.QuerySet = rows.annotate(part=Value(number), **extra)
    return found.values_list("part", *_SHARED, *extra)


def _term(model: type[Any], values: list[Any]) -> Any:
    own = _own(model)
    said = zip(own, values[len(_SHARED) :], strict=False)
    read = dict(zip(_SHARED, values, strict=False))
    read |= {field.attname: field.to_python(value) for field, value in said}
    # What is not read here, as the synonyms, is asked for where somebody wants it.
    names = [field.attname for field in model._meta.concrete_fields if field.attname in read]
    return model.from_db("default", names, [read[name] for name in names])


def _asked_for(keys: Any, rows: dict[int, Any]) -> dict[int, Any]:
    if keys is None:
        return {row.pk: row for row in sorted(rows.values(), key=lambda row: (row.order, row.slug))}
    ended = {}
    for key, row in rows.items():
        seen = set()
        while row.merged_into_id in rows and row.pk not in seen:
            seen.add(row.pk)
            row = rows[row.merged_into_id]
        ended[key] = row
    return (
        ended
        if isinstance(keys, models.QuerySet)
        else {key: ended[key] for key in keys if key in ended}
    )
