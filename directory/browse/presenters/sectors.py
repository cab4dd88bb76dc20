"""Sectors: the tree of them, and the page of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.browse.presenters.cards import Card
from directory.browse.presenters.found import ask
from directory.browse.presenters.landing import (
    Block,
    Item,
    Projects,
    breakdown,
    figures_of,
    items,
    no_counts,
    organisations_block,
    projects_block,
    solutions_block,
    supply_of,
)
from directory.browse.presenters.links import Link, in_order, search_url
from directory.browse.presenters.mosaic import Mosaic, present_mosaic
from directory.browse.presenters.needs import need_cards, open_first
from directory.browse.presenters.references import Figure
from directory.browse.presenters.text import whole
from directory.catalogue.models import Reference
from directory.needs.models import Need
from directory.taxonomy.models import Sector, Technology, Term

NEEDS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of the economy with what is below it."""

    name: str
    url: str
    counts: tuple[str, ...]
    children: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class SectorsPage:
    """What the tree of sectors shows."""

    branches: tuple[Branch, ...]
    mosaic: Mosaic | None
    warning: str


@dataclass(frozen=True, slots=True)
class SectorPage:
    """What the page of one sector shows."""

    name: str
    description: str
    parent: Link | None
    figures: tuple[Figure, ...]
    children: tuple[Item, ...]
    projects: Projects | None
    solutions: Block
    organisations: Block
    needs: tuple[Card, ...]
    needs_url: str
    technologies: tuple[Item, ...]
    nace: str
    warning: str


def present_sectors() -> SectorsPage:
    """Return the whole tree with its counts; one query, three searches."""
    found = {name: ask(name) for name in ("solution", "organisation", "need")}
    solutions = found["solution"].counts.get("sector", {})
    below = _below(Sector.objects.current())
    branches = tuple(
        Branch(
            name=str(term.label),
            url=_url(term),
            counts=_in_words({key: one.count("sector", term.slug) for key, one in found.items()}),
            children=items(
                (str(child.label), solutions.get(child.slug, 0), _url(child))
                for child in below.get(term.pk, ())
            ),
        )
        for term in below.get(None, ())
    )
    mosaic = present_mosaic(
        [(str(term.label), solutions.get(term.slug, 0)) for term in below.get(None, ())]
    )
    answered = all(one.answered for one in found.values())
    return SectorsPage(branches, mosaic, "" if answered else no_counts())


def present_sector(sector: Sector) -> SectorPage:
    """Return the page of one sector; six queries and two searches, whatever the size."""
    supply = supply_of("sector", sector.slug)
    below = _below(Sector.objects.current())
    family = _family(sector, below)
    name = str(sector.label)
    counts = supply.solutions.counts
    parent = sector.parent
    return SectorPage(
        name=name,
        description=_(
            "%(sector)s: Latvian solutions, the organisations behind them and what they delivered."
        )
        % {"sector": name},
        parent=Link(str(parent.label), _url(parent)) if parent is not None else None,
        figures=figures_of(supply, "sector", sector.slug),
        children=items(
            (str(child.label), counts.get("sector", {}).get(child.slug, 0), _url(child))
            for child in below.get(sector.pk, ())
        ),
        projects=projects_block(
            Reference.objects.public().filter(sector__in=family),
            total=supply.total("reference"),
            facet="sector",
            slug=sector.slug,
        ),
        solutions=solutions_block(supply, "sector", sector.slug),
        organisations=organisations_block(supply, "sector", sector.slug),
        needs=_needs(family),
        needs_url=search_url(type="need", sector=sector.slug),
        technologies=breakdown(
            Technology.objects.current(),
            counts.get("technology", {}),
            type="solution",
            sector=sector.slug,
            technology="*",
        ),
        nace=", ".join(sorted(code.code for code in sector.nace.all())),
        warning="" if supply.answered else no_counts(),
    )


def _below(terms: Iterable[Any]) -> dict[int | None, list[Any]]:
    found: dict[int | None, list[Any]] = {}
    for term in in_order(terms):
        found.setdefault(term.parent_id, []).append(term)
    return found


def _family(sector: Term, below: dict[int | None, list[Term]]) -> list[Term]:
    """Return a sector and everything below it."""
    family, waiting = [], [sector]
    while waiting:
        term = waiting.pop()
        family.append(term)
        waiting.extend(below.get(term.pk, ()))
    return family


def _needs(family: Sequence[Term]) -> tuple[Card, ...]:
    links = Need.sectors.through.objects.filter(sector__in=family)
    now = timezone.now()
    needs = Need.objects.public().open(at=now).filter(pk__in=links.values("need"))
    return need_cards(open_first(needs, at=now)[:NEEDS_SHOWN])


def _in_words(numbers: dict[str, int]) -> tuple[str, ...]:
    solutions, organisations, needs = (
        numbers[name] for name in ("solution", "organisation", "need")
    )
    return tuple(
        words % {"number": whole(number)}
        for number, words in (
            (solutions, ngettext("%(number)s solution", "%(number)s solutions", solutions)),
            (
                organisations,
                ngettext("%(number)s organisation", "%(number)s organisations", organisations),
            ),
            (needs, ngettext("%(number)s need", "%(number)s needs", needs)),
        )
        if number
    )


def _url(term: Term) -> str:
    return reverse("browse:sector", args=[term.slug])
