"""What the pages of a sector and of a market share: figures, proof, supply, breakdowns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.browse.presenters.cards import Card
from directory.browse.presenters.found import Found, ask
from directory.browse.presenters.links import Link, search_url
from directory.browse.presenters.references import (
    Figure,
    Proof,
    ReferenceRow,
    newest_first,
    proofs_of,
    row_of,
)
from directory.browse.presenters.text import whole
from directory.catalogue.models import Reference
from directory.taxonomy.models import Term

CARDS = 6
PROJECTS = 12
#: Projects looked at for results that stand as headlines.
LOOKED_AT = 40
BREAKDOWN = 12


@dataclass(frozen=True, slots=True)
class Item:
    """A word with a count, as the index list takes it."""

    label: str
    count: str
    url: str
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """The first entries of one kind, and the search for all of them."""

    total: int
    cards: tuple[Card, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class Projects:
    """Projects carried out, newest first."""

    total: int
    rows: tuple[ReferenceRow, ...]
    proofs: tuple[Proof, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class Supply:
    """What the index found for one term: both kinds of supply and the counts beside them."""

    solutions: Found
    organisations: Found

    @property
    def answered(self) -> bool:
        """Return whether the index answered."""
        return self.solutions.answered and self.organisations.answered

    def total(self, entry_type: str) -> int:
        """Return how many entries of a type carry the term."""
        return self.solutions.count("type", entry_type)


def supply_of(facet: str, slug: str) -> Supply:
    """Return what the index knows of a term, in two searches."""
    return Supply(
        solutions=ask("solution", cards=CARDS, **{facet: slug}),
        organisations=ask("organisation", cards=CARDS, **{facet: slug}),
    )


def figures_of(supply: Supply, facet: str, slug: str) -> tuple[Figure, ...]:
    """Return the totals of a term, each with its search."""
    if not supply.answered:
        return ()
    projects, organisations, solutions, needs = (
        supply.total(name) for name in ("reference", "organisation", "solution", "need")
    )
    words = (
        ("reference", projects, ngettext("project carried out", "projects carried out", projects)),
        ("solution", solutions, ngettext("solution", "solutions", solutions)),
        ("organisation", organisations, ngettext("organisation", "organisations", organisations)),
        ("need", needs, ngettext("public need", "public needs", needs)),
    )
    return tuple(
        Figure(whole(number), label, _search(name, facet, slug) if number else "")
        for name, number, label in words
        if number or name != "need"
    )


def solutions_block(supply: Supply, facet: str, slug: str) -> Block:
    """Return the first solutions of a term."""
    number = supply.total("solution")
    label = ngettext("All %(number)s solution", "All %(number)s solutions", number)
    return _block(supply.solutions, number, label, _search("solution", facet, slug))


def organisations_block(supply: Supply, facet: str, slug: str) -> Block:
    """Return the first organisations of a term."""
    number = supply.total("organisation")
    label = ngettext("All %(number)s organisation", "All %(number)s organisations", number)
    return _block(supply.organisations, number, label, _search("organisation", facet, slug))


def projects_block(
    rows: QuerySet[Reference], *, total: int, facet: str, slug: str
) -> Projects | None:
    """Return the newest projects and their headlines, or None without any; one query."""
    newest = list(newest_first(rows)[:LOOKED_AT])
    if not newest:
        return None
    number = max(total, len(newest))
    label = ngettext("All %(number)s project", "All %(number)s projects", number)
    return Projects(
        total=number,
        rows=tuple(row_of(row) for row in newest[:PROJECTS]),
        proofs=proofs_of(newest),
        more=_more(number, PROJECTS, label, _search("reference", facet, slug)),
    )


def breakdown(
    terms: Iterable[Term], counts: Mapping[str, int], *, limit: int = BREAKDOWN, **chosen: str
) -> tuple[Item, ...]:
    """Return the terms with most entries, each with the search it stands for.

    ``chosen`` are the parameters of the search; the one that is ``*`` takes the term.
    """
    rows = [(term, counts.get(term.slug, 0)) for term in terms]
    rows = sorted((row for row in rows if row[1]), key=lambda row: (-row[1], row[0].order))[:limit]
    return items(
        (
            str(term.label),
            number,
            search_url(**{k: term.slug if v == "*" else v for k, v in chosen.items()}),
        )
        for term, number in rows
    )


def items(rows: Iterable[tuple[str, int, str]]) -> tuple[Item, ...]:
    """Return words with counts, their bars in proportion to the longest."""
    listed: Sequence[tuple[str, int, str]] = list(rows)
    longest = max((number for _label, number, _url in listed), default=0) or 1
    return tuple(
        Item(label, whole(number), url, share=round(100 * number / longest))
        for label, number, url in listed
    )


def no_counts() -> str:
    """Return the sentence for a page whose index does not answer."""
    return _("The search does not answer just now, so counts are missing from this page.")


def _block(found: Found, number: int, label: str, url: str) -> Block:
    return Block(number, found.cards, _more(number, len(found.cards), label, url))


def _more(number: int, shown: int, label: str, url: str) -> Link | None:
    return Link(label % {"number": whole(number)}, url) if number > shown else None


def _search(entry_type: str, facet: str, slug: str) -> str:
    return search_url(**{"type": entry_type, facet: slug})
