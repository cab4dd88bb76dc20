"""Say which entries show something of a row that changed: whose documents may differ now."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import models

from directory.catalogue.models import Dataset, Reference, Solution
from directory.needs.models import Need
from directory.taxonomy.models import Market, Term
from search.contract import schema
from search.indexing.build import MODELS

Touched = dict[str, set[int]]


def by_organisations(pks: Collection[int]) -> Touched:
    """Return what shows a name or a fact of some organisations, and they themselves."""
    through = Solution.providers.through._default_manager
    references = Reference.objects.filter(organisation__in=pks).values_list("pk", "solution_id")
    found = list(references)
    return {
        schema.ORGANISATION: set(pks),
        schema.SOLUTION: {
            *through.filter(organisation__in=pks).values_list("solution_id", flat=True),
            *(solution for _, solution in found if solution),
        },
        schema.REFERENCE: {pk for pk, _ in found},
        schema.DATASET: _keys(Dataset.objects.filter(publisher__in=pks)),
        schema.NEED: _keys(Need.objects.filter(buyer__in=pks)),
    }


def by_solutions(pks: Collection[int]) -> Touched:
    """Return what shows a name of some solutions or counts them, and they themselves."""
    through = Solution.providers.through._default_manager
    return {
        schema.SOLUTION: set(pks),
        schema.ORGANISATION: set(
            through.filter(solution__in=pks).values_list("organisation_id", flat=True)
        ),
        schema.REFERENCE: _keys(Reference.objects.filter(solution__in=pks)),
    }


def by_references(pks: Collection[int]) -> Touched:
    """Return some references with the organisations and solutions whose evidence they are, as the database has it."""
    rows = Reference.objects.filter(pk__in=pks).values_list("organisation_id", "solution_id")
    found = list(rows)
    return {
        schema.REFERENCE: set(pks),
        schema.ORGANISATION: {organisation for organisation, _ in found},
        schema.SOLUTION: {solution for _, solution in found if solution},
    }


def by_entries(type_name: str, pks: Collection[int]) -> Touched:
    """Return what shows something of some entries of a type, and they themselves."""
    if type_name == schema.ORGANISATION:
        return by_organisations(pks)
    if type_name == schema.SOLUTION:
        return by_solutions(pks)
    if type_name == schema.REFERENCE:
        return by_references(pks)
    return {type_name: set(pks)}


def by_terms(model: type[Term], pks: Iterable[int]) -> Touched:
    """Return the entries that carry some terms, or terms below them, or merged into them."""
    keys = _with_below(model, set(pks))
    found: Touched = {}
    for type_name, entry in MODELS.items():
        for field in entry._meta.get_fields():
            if field.auto_created or field.related_model is not model:
                continue
            found.setdefault(type_name, set()).update(_carrying(entry, field, keys))
    # Region and size of a solution are those of its providers.
    if organisations := found.get(schema.ORGANISATION):
        found.setdefault(schema.SOLUTION, set()).update(
            by_organisations(organisations)[schema.SOLUTION]
        )
    return found


def _carrying(entry: type[models.Model], field: Any, keys: set[int]) -> Iterable[int]:
    if field.many_to_many:
        source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
        through = field.remote_field.through._default_manager
        return through.filter(**{f"{target}__in": keys}).values_list(f"{source}_id", flat=True)
    return entry._default_manager.filter(**{f"{field.name}__in": keys}).values_list("pk", flat=True)


def _with_below(model: type[Term], keys: set[int]) -> set[int]:
    below: dict[int, list[int]] = {}
    for pk, parent, merged in model._default_manager.values_list(
        "pk", "parent_id", "merged_into_id"
    ):
        for above in (parent, merged):
            if above is not None:
                below.setdefault(above, []).append(pk)
    if model is Market:
        for country, group in Market.groups.through.objects.values_list("from_market", "to_market"):
            below.setdefault(group, []).append(country)
    found, waiting = set(keys), list(keys)
    while waiting:
        for pk in below.get(waiting.pop(), ()):
            if pk not in found:
                found.add(pk)
                waiting.append(pk)
    return found


def _keys(queryset: models.QuerySet) -> set[int]:
    return set(queryset.values_list("pk", flat=True))
