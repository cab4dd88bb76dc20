"""Export markets: the table of them, and the page of a country or a group of countries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.browse.presenters.found import Found, ask
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
from directory.browse.presenters.links import Link, by_name, in_order, search_url
from directory.browse.presenters.references import Figure
from directory.browse.presenters.text import whole
from directory.browse.presenters.world import World, present_world
from directory.catalogue.models import Reference
from directory.taxonomy.choices import MarketKind
from directory.taxonomy.models import Market, Sector

#: The market that is no export.
HOME = "lv"
COUNTED = ("reference", "organisation", "solution")


@dataclass(frozen=True, slots=True)
class Cell:
    """One count of a market with the search behind it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class MarketRow:
    """One market with its counts."""

    name: str
    code: str
    url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class MarketsPage:
    """What the list of markets shows."""

    groups: tuple[MarketRow, ...]
    countries: tuple[MarketRow, ...]
    world: World | None
    warning: str


@dataclass(frozen=True, slots=True)
class MarketPage:
    """What the page of one market shows."""

    name: str
    description: str
    code: str
    is_group: bool
    groups: tuple[Link, ...]
    figures: tuple[Figure, ...]
    projects: Projects | None
    solutions: Block
    organisations: Block
    sectors: tuple[Item, ...]
    members: tuple[Item, ...]
    warning: str
    ways_on: tuple[Link, ...]

    @property
    def is_empty(self) -> bool:
        """Return whether nothing at all is known of this market."""
        known = self.projects or self.solutions.cards or self.organisations.cards
        return not (known or self.warning)


def present_markets() -> MarketsPage:
    """Return all markets abroad that anybody has delivered to or offers in; one query, three searches."""
    found = {name: ask(name) for name in COUNTED}
    answered = all(one.answered for one in found.values())
    terms: list[Any] = list(Market.objects.current().exclude(slug=HOME))
    rows = [(term, _numbers(term, found)) for term in terms]
    listed = sorted(
        ((term, numbers) for term, numbers in rows if any(numbers) or not answered),
        key=lambda row: ([-number for number in row[1]], by_name(row[0])),
    )
    countries = [row for row in listed if row[0].kind == MarketKind.COUNTRY]
    return MarketsPage(
        groups=_rows([row for row in listed if row[0].kind == MarketKind.GROUP]),
        countries=_rows(countries),
        world=present_world(
            [(term.slug, str(term.label), numbers[0]) for term, numbers in countries], home=HOME
        ),
        warning="" if answered else no_counts(),
    )


def _numbers(term: Market, found: dict[str, Found]) -> tuple[int, ...]:
    return tuple(found[name].count("market", term.slug) for name in COUNTED)


def _rows(rows: Sequence[tuple[Market, tuple[int, ...]]]) -> tuple[MarketRow, ...]:
    labels = (_("Projects"), _("Organisations"), _("Solutions"))
    return tuple(
        MarketRow(
            name=str(term.label),
            code=term.public_code if term.kind == MarketKind.COUNTRY else "",
            url=reverse("browse:market", args=[term.slug]),
            cells=tuple(
                Cell(
                    label,
                    whole(number),
                    search_url(type=name, market=term.slug) if number else "",
                )
                for label, name, number in zip(labels, COUNTED, numbers, strict=True)
            ),
        )
        for term, numbers in rows
    )


def present_market(market: Market) -> MarketPage:
    """Return the page of one market; five queries and two searches, whatever the size."""
    is_group = market.kind == MarketKind.GROUP
    name = str(market.label)
    supply = supply_of("market", market.slug)
    related: Any = market.members if is_group else market.groups
    terms = in_order(related.current())
    members, groups = (terms, []) if is_group else ([], terms)
    countries = [market, *members]
    references = Reference.objects.public().filter(country__in=countries)
    return MarketPage(
        name=name,
        description=_("%(market)s: what Latvian ICT has delivered there, and who offers what.")
        % {"market": name},
        code=market.public_code if not is_group else "",
        is_group=is_group,
        groups=tuple(
            Link(str(group.label), reverse("browse:market", args=[group.slug])) for group in groups
        ),
        figures=figures_of(supply, "market", market.slug),
        projects=projects_block(
            references, total=supply.total("reference"), facet="market", slug=market.slug
        ),
        solutions=solutions_block(supply, "market", market.slug),
        organisations=organisations_block(supply, "market", market.slug),
        sectors=breakdown(
            Sector.objects.current().top(),
            supply.solutions.counts.get("sector", {}),
            type="solution",
            market=market.slug,
            sector="*",
        ),
        members=items(
            (
                str(term.label),
                supply.solutions.count("market", term.slug),
                reverse("browse:market", args=[term.slug]),
            )
            for term in members
        ),
        warning="" if supply.answered else no_counts(),
        ways_on=(
            Link(_("All export markets"), reverse("browse:markets")),
            Link(_("Search solutions"), search_url(type="solution")),
        ),
    )
