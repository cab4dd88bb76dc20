"""Entries in brief, as the card and hit components take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory.browse.presenters.emblem import numbers_of
from directory.browse.presenters.links import Link
from directory.browse.presenters.text import text_of
from directory.catalogue.models import Organisation, Reference, Solution
from directory.media.belt import emblem_path
from search.presenters.cards import Card, Day, Owner, Status
from search.presenters.cards import Fact as Evidence

__all__ = [
    "Card",
    "Day",
    "Evidence",
    "Owner",
    "Status",
    "evidence",
    "owners",
    "solution_cards",
]


def evidence(*facts: Evidence) -> tuple[Evidence, ...]:
    """Return the facts that say something."""
    return tuple(fact for fact in facts if fact.value or fact.trl)


def owners(link: Link) -> tuple[Owner, ...]:
    """Return the owner that a link names, if it names one."""
    return (Owner(link.label, link.url),) if link.label else ()


def solution_cards(solutions: Iterable[Solution]) -> tuple[Card, ...]:
    """Return solutions with their providers and evidence; five queries at most for all of them."""
    rows = list(solutions)
    if not rows:
        return ()
    keys = [row.pk for row in rows]
    projects = _projects(keys)
    providers = _providers(keys)
    numbers = numbers_of(rows, {key: found[0] for key, found in providers.items()})
    return tuple(
        _solution_card(row, projects.get(row.pk, 0), providers.get(row.pk, []), numbers[row.pk])
        for row in rows
    )


def _solution_card(
    row: Solution, projects: int, providers: Sequence[Organisation], number: str
) -> Card:
    name, text = text_of(row, "name"), text_of(row, "tagline")
    return Card(
        name=name.text,
        name_lang=name.lang,
        text=text.text,
        text_lang=text.lang,
        kind=capfirst(str(row.get_kind_display())),
        place=", ".join(str(text_of(item, "name")) for item in providers[:2]),
        url=row.get_absolute_url(),
        emblem=emblem_path(number),
        is_sample=row.is_sample,
        evidence=evidence(
            Evidence(_("Projects"), str(projects or "")), Evidence(_("TRL"), trl=row.trl)
        ),
    )


def _projects(keys: Sequence[int]) -> Mapping[int, int]:
    rows = Reference.objects.public().filter(solution__in=keys)
    return dict(rows.values_list("solution").annotate(number=Count("pk")))


def _providers(keys: Sequence[int]) -> dict[int, list[Organisation]]:
    """Return the public providers of solutions in the order they were named, in one query."""
    rows = Solution.providers.through.objects.filter(solution__in=keys, organisation__live=True)
    providers: dict[int, list[Organisation]] = {}
    for row in rows.order_by("pk").select_related("organisation__register"):
        providers.setdefault(row.solution_id, []).append(row.organisation)
    return providers
