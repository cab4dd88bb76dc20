"""The answer to a search by market and by region of Latvia: what the map shows, and the same as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from directory.browse.presenters.links import Link
from directory.browse.presenters.markets import HOME
from directory.browse.presenters.text import whole
from directory.browse.presenters.world import World, present_world
from directory.taxonomy.choices import MarketKind
from directory.taxonomy.models import Market
from search.contract.query import SearchQuery
from search.contract.result import SearchResult
from search.contract.text.collation import collation_key
from search.presenters.facets import Option, every_option
from search.presenters.labels import Labels
from search.presenters.links import address, without
from search.presenters.page import Link as Chip
from search.presenters.page import chips_of, heading_of, kinds_only, subject_of

VIEW = "browse:search_map"


@dataclass(frozen=True, slots=True)
class Row:
    """One market or region with its number of results and the search narrowed to it; `share` is of the greatest."""

    name: str
    code: str
    url: str
    number: int
    count: str
    share: int
    chosen: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class SpreadPage:
    """What the map of results shows."""

    subject: str
    heading: str
    list_url: str
    chips: tuple[Chip, ...]
    clear_url: str
    world: World | None
    countries: tuple[Row, ...]
    groups: tuple[Row, ...]
    regions: tuple[Row, ...]
    ways_on: tuple[Link, ...]
    empty_title: str

    @property
    def is_empty(self) -> bool:
        """Return whether no result names a market or a region."""
        return not (self.countries or self.groups or self.regions)


def present_spread(query: SearchQuery, result: SearchResult) -> SpreadPage:
    """Return the results by place, in the language of the question; the counts are those of the facets."""
    labels = Labels(query.lang)
    terms: list[Any] = list(Market.objects.current())
    groups = {term.slug for term in terms if term.kind == MarketKind.GROUP}
    markets = _rows(query, result, labels, "market")
    countries = tuple(row for row in markets if row.code not in groups)
    list_url = address(query)
    chips = chips_of(query, labels, view=VIEW)
    return SpreadPage(
        subject=subject_of(query, labels),
        heading=heading_of(result.total),
        list_url=list_url,
        chips=chips,
        clear_url=address(query, filters=kinds_only(query), view=VIEW) if len(chips) > 1 else "",
        world=present_world(
            [(row.code, row.name, row.number) for row in countries if row.code != HOME],
            home=HOME,
            results=True,
        ),
        countries=countries,
        groups=tuple(row for row in markets if row.code in groups),
        regions=_rows(query, result, labels, "region"),
        empty_title=_("None of these results names a market or a region")
        if result.total
        else _("There is nothing to put on the map"),
        ways_on=(
            Link(_("Results as a list"), list_url),
            Link(_("Everything on the map"), address(SearchQuery(lang=query.lang), view=VIEW)),
        ),
    )


def _rows(query: SearchQuery, result: SearchResult, labels: Labels, facet: str) -> tuple[Row, ...]:
    options = _once(
        one for one in every_option(result.facet(facet), labels) if one.count or one.selected
    )
    most = max((one.count for one in options), default=0)
    rest = without(query.filters, facet)
    rows = [
        Row(
            name=one.label,
            code=one.value,
            url=address(query, filters=rest | {facet: (one.value,)}),
            number=one.count,
            count=whole(one.count),
            share=round(100 * one.count / most) if most else 0,
            chosen=one.selected,
            depth=one.depth,
        )
        for one in options
    ]
    return tuple(_most_first(rows, query.lang) if facet == "market" else rows)


def _once(options: Iterable[Option]) -> list[Option]:
    """Return options without those that say what the one above says: statistics count all of Latvia three times."""
    found: list[Option] = []
    for option in options:
        last = found[-1] if found else None
        if (
            last is None
            or option.selected
            or (last.label, last.count) != (option.label, option.count)
        ):
            found.append(option)
    return found


def _most_first(rows: Sequence[Row], lang: str) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.number, collation_key(row.name, lang)))
