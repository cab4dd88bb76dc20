"""Put the results page together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from search.contract import schema
from search.contract.parse import loosened
from search.contract.query import SearchQuery
from search.contract.result import SearchResult
from search.presenters.cards import Card, present_hit
from search.presenters.evidence import proven
from search.presenters.export import FORMATS
from search.presenters.facets import Facet, present_facets
from search.presenters.labels import Labels
from search.presenters.links import RESULTS, address, hidden, without
from search.presenters.named import NamedPage, named_page
from search.presenters.numbers import grouped
from search.presenters.paging import Pages, pages
from search.presenters.tabs import Counts, Tab, present_tabs
from search.presenters.twins import told_apart
from search.services import TEXT

_INDEXED_FILTERS = 2
_SAID = 80
"""Characters of a question that are repeated."""


@dataclass(frozen=True, slots=True)
class Link:
    """A word and where it leads; `facet` names the filter that a chip takes away."""

    label: str
    url: str
    facet: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """What helps where nothing was found."""

    title: str
    tips: tuple[str, ...]
    actions: tuple[Link, ...]
    sectors: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Everything that the template shows."""

    q: str
    title: str
    heading: str
    show: str
    total: int
    section: str
    tabs: tuple[Tab, ...]
    facets: tuple[Facet, ...]
    chips: tuple[Link, ...]
    clear_url: str
    cards: tuple[Card, ...]
    pages: Pages
    sort: str
    sorts: tuple[tuple[str, str], ...]
    find_hidden: list[dict[str, str]]
    facet_hidden: list[dict[str, str]]
    sort_hidden: list[dict[str, str]]
    named: NamedPage | None
    suggestion: Link | None
    relaxed: bool
    truncated: bool
    canonical: str
    indexed: bool
    exports: tuple[Link, ...]
    map_url: str
    help: Help | None


def present(
    query: SearchQuery, result: SearchResult, counts: Counts, *, scored: bool = False
) -> ResultPage:
    """Return the results page of an answer in the language of the question, which must be the active one.

    `counts` are those of the tabs; see `search.services.counts`. With `scored` each result says its score.
    """
    labels = Labels(query.lang)
    heading = heading_of(result.total)
    chips = chips_of(query, labels)
    facets = present_facets(query, result, labels)
    asked = proven(query.filters)
    return ResultPage(
        q=query.text,
        title=": ".join(part for part in (subject_of(query, labels), heading) if part),
        heading=heading,
        show=ngettext("Show %(count)s result", "Show %(count)s results", result.total)
        % {"count": grouped(result.total)},
        total=result.total,
        section=_section(query),
        tabs=present_tabs(query, counts),
        facets=facets,
        chips=chips,
        clear_url=address(query, filters=kinds_only(query)) if len(chips) > 1 else "",
        cards=told_apart(
            result.hits,
            [present_hit(hit, labels, asked=asked, scored=scored) for hit in result.hits],
        ),
        pages=_pages(query, result.total),
        sort=query.sort,
        sorts=(
            (schema.RELEVANCE, _("Relevance")),
            (schema.NEWEST, _("Newest")),
            (schema.NAME, pgettext("sort by", "Name")),
        ),
        find_hidden=hidden(query, leave_out=["q"]),
        facet_hidden=hidden(query, leave_out=[facet.name for facet in facets]),
        sort_hidden=hidden(query, leave_out=["sort"]),
        named=named_page(query),
        suggestion=_suggestion(query, result),
        relaxed=result.relaxed,
        truncated=result.truncated,
        canonical=address(query, page=query.page),
        indexed=_indexed(query, result),
        exports=_exports(query, result.total),
        map_url=address(replace(query, sort=schema.RELEVANCE), view="browse:search_map"),
        help=_help(query, counts, labels) if not result.total else None,
    )


def heading_of(total: int) -> str:
    """Return how many results there are, in words."""
    return ngettext("%(count)s result", "%(count)s results", total) % {"count": grouped(total)}


def last_page(query: SearchQuery, total: int) -> int:
    """Return the number of the last page of an answer."""
    return max(1, min(query.last_page, -(-total // query.page_size)))


def subject_of(query: SearchQuery, labels: Labels) -> str:
    """Return the words of a question and its first filters, as a title says them."""
    chosen = [
        labels.value(name, value) for name, values in query.filters.items() for value in values
    ]
    words = query.text[:_SAID]
    return ", ".join([part for part in (words, *chosen[:4]) if part])


def _section(query: SearchQuery) -> str:
    sections = {
        schema.SOLUTION: "solutions",
        schema.ORGANISATION: "organisations",
        schema.NEED: "needs",
    }
    sections[schema.DATASET] = "datasets"
    types = query.chosen("type")
    return sections.get(types[0], "") if len(types) == 1 else ""


def kinds_only(query: SearchQuery) -> dict[str, tuple[str, ...]]:
    """Return the chosen types of entries, without any other filter."""
    return {name: values for name, values in query.filters.items() if name == "type"}


def chips_of(query: SearchQuery, labels: Labels, *, view: str = RESULTS) -> tuple[Link, ...]:
    """Return the chosen filters, each with the address of the view without it."""
    types = query.chosen("type")
    return tuple(
        Link(
            labels.value(name, value),
            address(query, filters=without(query.filters, name, value), view=view),
            labels.facet(name, types),
        )
        for name, values in query.filters.items()
        if name != "type" or len(values) > 1
        for value in values
    )


def _pages(query: SearchQuery, total: int) -> Pages:
    return pages(query.page, last_page(query, total), lambda number: address(query, page=number))


def _suggestion(query: SearchQuery, result: SearchResult) -> Link | None:
    if not result.suggestion:
        return None
    return Link(result.suggestion, address(query, text=result.suggestion))


def _indexed(query: SearchQuery, result: SearchResult) -> bool:
    """Say whether search engines may list the page: what the site itself links to, and no endless combinations."""
    chosen = sum(len(values) for values in query.filters.values())
    plain = not query.text and query.sort == schema.RELEVANCE and query.page == 1
    return plain and chosen <= _INDEXED_FILTERS and result.total > 0


def _wider(query: SearchQuery, counts: Counts, labels: Labels) -> Iterator[Link]:
    """Yield the questions with one filter less, or without words, that find something."""
    for name, total in counts.wider.items():
        if name == TEXT:
            label = _("Without the words “%(text)s”: %(count)s")
            said, url = query.text[:_SAID], address(query, text="")
        else:
            label = _("Without “%(text)s”: %(count)s")
            said = ", ".join(labels.value(name, value) for value in query.chosen(name))
            url = address(query, filters=without(query.filters, name))
        yield Link(label % {"text": said, "count": grouped(total)}, url)


def _exports(query: SearchQuery, total: int) -> tuple[Link, ...]:
    """Return the files that the answer can be taken along as; none where it is longer than a search answers."""
    if not 0 < total <= schema.MAX_WINDOW:
        return ()
    return tuple(
        Link(form.upper(), address(query, view=view), facet=form) for form, view in FORMATS.items()
    )


def _help(query: SearchQuery, counts: Counts, labels: Labels) -> Help:
    tips = []
    plain = loosened(query.text)
    if plain:
        tips.append(
            _(
                "Words in quotation marks must stand side by side, and words after a minus must not be there."
            )
        )
    if query.text:
        tips.append(_("Check the spelling, or use fewer and more general words."))
        tips.append(_("Search in English or in Latvian: both are understood."))
    if query.filters:
        tips.append(_("Take away a filter: every one narrows the answer."))
    actions = []
    if plain:
        label = _("Search for the words without quotation marks and minus")
        actions.append(Link(label, address(query, text=plain)))
    actions.extend(_wider(query, counts, labels))
    if any(name != "type" for name in query.filters):
        actions.append(Link(_("Remove all filters"), address(query, filters=kinds_only(query))))
    actions.extend(
        Link(
            _("%(label)s: %(count)s") % {"label": tab.label, "count": grouped(tab.number)}, tab.url
        )
        for tab in present_tabs(query, counts)
        if tab.number and not tab.current
    )
    if query.text:
        said = urlencode({"text": query.text})
        actions.append(Link(_("Describe your need"), f"{reverse('matching:describe')}?{said}"))
        actions.append(Link(_("Show everything"), address(query, filters={}, text="")))
    title = (
        _("Nothing found for “%(text)s”") % {"text": query.text[:_SAID]}
        if query.text
        else _("Nothing found")
    )
    sectors = tuple(
        Link(
            labels.value("sector", slug),
            address(query, filters={"sector": (slug,)}, text="", sort=schema.RELEVANCE),
        )
        for slug in counts.popular
    )
    return Help(title, tuple(tips), tuple(actions), sectors)
