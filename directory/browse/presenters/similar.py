"""What is like a solution: for the same field, and of like technologies and data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Case, Count, Q, Value, When

from directory.browse.presenters.cards import Card, solution_cards
from directory.catalogue.models import Solution
from directory.taxonomy.models import DataTheme, Sector, Technology

SHOWN = 3
#: Solutions that share most fields, and those that share most technologies, which are compared in full.
COMPARED = 200
#: More than are shown, as some may not be public.
CHOSEN = 24
#: How much the field counts beside technologies: it tells whose work a solution does, they how it does it.
FIELDS, THEMES = 2.0, 0.5
#: What is less alike than this is left out: fewer are better than unlike ones.
LEAST = 0.7


def similar_to(
    solution: Solution,
    *,
    sectors: Collection[Sector],
    technologies: Collection[Technology],
    themes: Collection[DataTheme],
) -> tuple[Card, ...]:
    """Return the public solutions most like one, the likest first: for the same sector or for its neighbours.

    One that names no sector is like those that share most of its technologies. The link tables are counted
    by their indexes, so the cost follows the entries that share a term and not the catalogue.
    """
    fields = _with_parents((sector.pk, sector.parent_id) for sector in sectors)
    methods, data = {term.pk for term in technologies}, {term.pk for term in themes}
    keys = _sharing("technologies", Q(technology__in=methods), own=methods, apart_from=solution)
    if fields:
        near = Q(sector__in=fields) | Q(sector__parent__in=fields)
        own = {sector.pk for sector in sectors}
        keys += _sharing("sectors", near, own=own, apart_from=solution)
    their_fields, their_methods, their_data = (
        _terms_of(keys, name) for name in ("sectors", "technologies", "data_themes")
    )
    scores = {
        key: FIELDS * _alike(fields, their_fields[key])
        + _alike(methods, their_methods[key])
        + THEMES * _alike(data, their_data[key])
        for key in keys
        if fields & their_fields[key] or not fields
    }
    ranked = sorted(
        (key for key, score in scores.items() if score >= LEAST),
        key=lambda key: (-scores[key], key),
    )[:CHOSEN]
    found = Solution.objects.public().in_bulk(ranked)
    return solution_cards([found[key] for key in ranked if key in found][:SHOWN])


def _sharing(name: str, shared: Q, *, own: Collection[int], apart_from: Solution) -> list[int]:
    """Return the solutions with most links of a kind, those to one's own terms before others."""
    if not own:
        return []
    relation: Any = Solution._meta.get_field(name)
    term = relation.m2m_reverse_field_name()
    is_own = Case(When(**{f"{term}__in": own}, then=Value(1)))
    rows = (
        relation.remote_field.through._default_manager.filter(shared)
        .exclude(solution=apart_from.pk)
        .values_list("solution")
        .annotate(number=Count(is_own), near=Count("pk"))
        .order_by("-number", "-near", "-solution")
    )
    return [key for key, _number, _near in rows[:COMPARED]]


def _terms_of(keys: Collection[int], name: str) -> Mapping[int, set[int]]:
    """Return the terms of solutions by solution, sectors with those above them; one query."""
    relation: Any = Solution._meta.get_field(name)
    term = f"{relation.m2m_reverse_field_name()}_id"
    above = (f"{relation.m2m_reverse_field_name()}__parent",) if name == "sectors" else ()
    found: dict[int, set[int]] = defaultdict(set)
    rows = relation.remote_field.through._default_manager.filter(solution__in=set(keys))
    for key, *terms in rows.values_list("solution", term, *above) if keys else ():
        found[key].update(pk for pk in terms if pk is not None)
    return found


def _with_parents(rows: Iterable[tuple[int, int | None]]) -> set[int]:
    return {key for row in rows for key in row if key is not None}


def _alike(one: set[int], other: set[int]) -> float:
    """Return which share of the terms of two solutions both have."""
    return len(one & other) / len(one | other) if one and other else 0.0
