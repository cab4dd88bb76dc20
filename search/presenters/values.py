"""All values of one facet on a page of their own, with a search among them that needs no script."""

from __future__ import annotations

from dataclasses import dataclass

from search.contract import schema
from search.contract.query import SearchQuery
from search.contract.result import SearchResult
from search.contract.text import fold
from search.presenters.facets import Option, every_option
from search.presenters.labels import Labels
from search.presenters.links import address, hidden, values_address, without
from search.presenters.numbers import grouped
from search.presenters.page import subject_of

MOST = 100
"""Characters of what is sought among the values; no label is longer."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value; `url` leads to the results narrowed to it, or widened again where it is chosen."""

    label: str
    url: str
    count: str
    chosen: bool
    depth: int
    none: bool


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """What the page of all values shows."""

    name: str
    label: str
    subject: str
    within: str
    total: int
    values: tuple[Value, ...]
    back_url: str
    all_url: str
    hidden: list[dict[str, str]]


def present_values(query: SearchQuery, result: SearchResult, facet: str, within: str) -> ValuesPage:
    """Return the values of a facet under the question, in the language of the question."""
    labels = Labels(query.lang)
    sought = " ".join(within.split())[:MOST]
    options = every_option(result.facet(facet), labels)
    found = [one for one in options if _fits(one, sought)]
    return ValuesPage(
        name=facet,
        label=labels.facet(facet, query.chosen("type")),
        subject=subject_of(query, labels),
        within=sought,
        total=len(options),
        values=tuple(_value(query, labels, facet, one, indented=not sought) for one in found),
        back_url=address(query),
        all_url=values_address(query, facet),
        hidden=hidden(query),
    )


def _fits(option: Option, sought: str) -> bool:
    label = fold(option.label)
    return all(word in label for word in fold(sought).split())


def _value(
    query: SearchQuery, labels: Labels, facet: str, option: Option, *, indented: bool
) -> Value:
    if option.selected:
        filters = without(query.filters, facet, option.value)
    else:
        # A value holds all that lie below it: beside it they would change nothing, so the last chosen stands for both.
        beside = [
            one for one in query.chosen(facet) if not _on_one_path(labels, facet, one, option)
        ]
        filters = {**query.filters, facet: tuple(sorted((*beside, option.value)))}
    return Value(
        label=option.label,
        url=address(query, filters=filters),
        count=grouped(option.count),
        chosen=option.selected,
        depth=option.depth if indented else 0,
        none=not option.count,
    )


def _on_one_path(labels: Labels, facet: str, value: str, option: Option) -> bool:
    """Say whether one of two values lies below the other in the tree of a facet that is shown as one."""
    vocabulary = labels.vocabulary(facet)
    if vocabulary is None or schema.FACET_BY_NAME[facet].order != "vocabulary":
        return False
    one, other = vocabulary.named(value), vocabulary.named(option.value)
    return bool(one and other and (one.pk in other.above or other.pk in one.above))
