"""Arrange the options of facets: along the tree where there is one, the rest on demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from search.contract import schema
from search.contract.query import SearchQuery
from search.contract.result import FacetOption, FacetResult, SearchResult
from search.contract.text import collation_key
from search.indexing import TermRow, Vocabulary, holders
from search.presenters.labels import Labels
from search.presenters.links import values_address

SHOWN = 8
"""Options of a facet that are shown at once; the others stand below "Show more"."""

LONG = 17
"""A facet of more options than this has a page of all of them, with a search of its own."""

OPEN = frozenset({"kind", "sector", "technology", "market", "certification"})
_DEEPEST = 2
_COUNTRY = 2


class Option(NamedTuple):
    """Hold one option as it is shown; `depth` is its indent."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks an option
    selected: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """Hold one facet as it is shown: the first options, and the others on demand.

    `all_url` leads to the page of all options, where they are many.
    """

    name: str
    label: str
    options: tuple[Option, ...]
    more: tuple[Option, ...]
    chosen: int
    open: bool
    all_url: str = ""


def present_facets(query: SearchQuery, result: SearchResult, labels: Labels) -> tuple[Facet, ...]:
    """Return the facets that can narrow this answer, or do so now; kinds where one type of entry alone is shown."""
    types = query.chosen("type")
    found = []
    for facet in result.facets:
        chosen = len(query.chosen(facet.name))
        if facet.name == "type" or (facet.name == "kind" and len(types) != 1 and not chosen):
            continue
        options, more = _arranged(facet, labels)
        if options and (chosen or any(option.count for option in options)):
            opened = bool(chosen) or facet.name in OPEN
            label = labels.facet(facet.name, types)
            all_url = ""
            if len(facet.options) > LONG:
                all_url = values_address(query, facet.name)
            found.append(Facet(facet.name, label, options, more, chosen, opened, all_url))
    return tuple(found)


def every_option(facet: FacetResult, labels: Labels) -> list[Option]:
    """Return all options of a facet: a tree from top to bottom in the order of its vocabulary, others as they come."""
    vocabulary = labels.vocabulary(facet.name)
    if vocabulary is None:
        return _flat(facet, labels)
    counted = {one.value: one for one in facet.options}
    terms = {value: term for value in counted if (term := vocabulary.named(value)) is not None}
    depths = schema.FACET_BY_NAME[facet.name].order == "vocabulary"
    found = [
        Option(
            value,
            labels.term(term),
            counted[value].count,
            counted[value].selected,
            min(term.depth, _DEEPEST) if depths else 0,
        )
        for value, term in sorted(terms.items(), key=lambda one: one[1].place)
    ]
    strangers = [one for value, one in counted.items() if value not in terms]
    return found + [Option(one.value, one.value, one.count, one.selected) for one in strangers]


def _flat(facet: FacetResult, labels: Labels) -> list[Option]:
    """Return the options of a facet as they come."""
    vocabulary = labels.vocabulary(facet.name)
    if vocabulary is None:
        return [
            Option(value, labels.value(facet.name, value), count, selected)
            for value, count, selected in facet.options
        ]
    names = _names(vocabulary, labels.lang)
    return [
        Option(value, names.get(value, value), count, selected)
        for value, count, selected in facet.options
    ]


@lru_cache(maxsize=32)
def _names(vocabulary: Vocabulary, lang: str) -> dict[str, str]:
    """Return slug → what its term is called."""
    labels = Labels(lang)
    return {
        slug: labels.term(term)
        for slug in vocabulary.slugs
        if (term := vocabulary.named(slug)) is not None
    }


@lru_cache(maxsize=8)
def _places(vocabulary: Vocabulary, lang: str) -> dict[str, int]:
    """Return slug → the place of what its term is called in the alphabet of the language."""
    names = sorted(_names(vocabulary, lang).items(), key=lambda one: collation_key(one[1], lang))
    return {slug: place for place, (slug, _name) in enumerate(names)}


@lru_cache(maxsize=16)
def _lines(vocabulary: Vocabulary) -> dict[str, tuple[TermRow, tuple[str, ...]]]:
    """Return slug → its term, and the slugs of what lies above it, nearest first."""
    return {
        slug: (
            term,
            tuple(above.slug for pk in term.above if (above := vocabulary.term(pk)) is not None),
        )
        for slug in vocabulary.slugs
        if (term := vocabulary.named(slug)) is not None
    }


def _arranged(facet: FacetResult, labels: Labels) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    vocabulary = labels.vocabulary(facet.name)
    if vocabulary is not None and schema.FACET_BY_NAME[facet.name].order == "vocabulary":
        options = _tree(facet, vocabulary, labels)
    else:
        options = _flat(facet, labels)
        if facet.name == "market":
            # Everybody in Europe sells to Europe: countries tell entries apart, groups come after. Equals stand by
            # their names, not by their codes, which readers don't see.
            places = _places(vocabulary, labels.lang) if vocabulary else {}
            last = len(places)
            groups = holders(vocabulary) if vocabulary else frozenset()
            options.sort(
                key=lambda option: (
                    option.value in groups or len(option.value) != _COUNTRY,
                    -option.count,
                    places.get(option.value, last),
                )
            )
    return _cut(options)


def _cut(options: list[Option]) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """Keep the first options and every chosen one with the levels above it in sight."""
    if len(options) <= SHOWN + 1:
        return tuple(options), ()
    if not any(option.depth or option.selected for option in options):
        return tuple(options[:SHOWN]), tuple(options[SHOWN:])
    shown: list[Option] = []
    more: list[Option] = []
    branch: list[Option] = []
    for option in options:
        if option.depth == 0:
            _place(branch, shown, more)
            branch = []
        branch.append(option)
    _place(branch, shown, more)
    return tuple(shown), tuple(more)


def _place(branch: list[Option], shown: list[Option], more: list[Option]) -> None:
    if len(shown) < SHOWN or any(option.selected for option in branch):
        shown.extend(branch)
    else:
        more.extend(branch)


def _tree(facet: FacetResult, vocabulary: Vocabulary, labels: Labels) -> list[Option]:
    """Return the options of a tree: the top level by count, and the levels below along the chosen path."""
    counted = {option.value: option for option in facet.options}
    lines = _lines(vocabulary)
    children = _children(counted, lines)
    opened = _opened(facet, lines)
    roots = children.get(None, [])
    # A country that everything is in says nothing: its parts stand in its place.
    while len(roots) == 1 and not counted[roots[0].slug].selected and children.get(roots[0].slug):
        roots = children[roots[0].slug]
    found: list[Option] = []
    waiting = [(term, 0) for term in reversed(_by_count(roots, counted))]
    while waiting:
        term, depth = waiting.pop()
        option = counted[term.slug]
        found.append(
            Option(
                term.slug, labels.term(term), option.count, option.selected, min(depth, _DEEPEST)
            )
        )
        if term.slug in opened:
            below = _by_place(children.get(term.slug, []))
            waiting.extend((child, depth + 1) for child in reversed(below))
    strangers = [option for value, option in counted.items() if value not in lines]
    return found + [
        Option(option.value, option.value, option.count, option.selected) for option in strangers
    ]


def _children(
    counted: Mapping[str, FacetOption], lines: Mapping[str, tuple[TermRow, tuple[str, ...]]]
) -> dict[str | None, list[TermRow]]:
    found: dict[str | None, list[TermRow]] = {}
    for value in counted:
        if value in lines:
            term, above = lines[value]
            parent = None
            for slug in above:
                if slug in counted:
                    parent = slug
                    break
            found.setdefault(parent, []).append(term)
    return found


def _opened(
    facet: FacetResult, lines: Mapping[str, tuple[TermRow, tuple[str, ...]]]
) -> frozenset[str]:
    opened: set[str] = set()
    for option in facet.options:
        if option.selected and option.value in lines:
            opened.update((option.value, *lines[option.value][1]))
    return frozenset(opened)


def _by_count(terms: list[TermRow], counted: Mapping[str, FacetOption]) -> list[TermRow]:
    return sorted(terms, key=lambda term: (-counted[term.slug].count, term.place))


def _by_place(terms: list[TermRow]) -> list[TermRow]:
    return sorted(terms, key=lambda term: term.place)
