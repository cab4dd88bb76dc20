"""Links of a page: into the search, between languages, along the breadcrumb."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override

from directory.catalogue.models import Organisation, Solution
from directory.taxonomy.choices import MarketKind
from directory.taxonomy.models import (
    Certification,
    Cpv,
    DataTheme,
    Market,
    Region,
    Sector,
    Technology,
    Term,
)
from search.contract.text.collation import collation_key

TermT = TypeVar("TermT", bound=Term)

#: The facet that holds the terms of a vocabulary.
FACETS: Mapping[type[Term], str] = {
    Sector: "sector",
    Technology: "technology",
    DataTheme: "data_theme",
    Market: "market",
    Certification: "certification",
    Region: "region",
}
_AFTER_GROUPS = 10**6
#: How the link to a language is written, in that language.
SWITCH = {"en": "In English", "lv": "Latviski"}


@dataclass(frozen=True, slots=True)
class Link:
    """A label, and the address it leads to where there is one."""

    label: str
    url: str = ""
    lang: str = ""


class Alternate(NamedTuple):
    """The same page in one language."""

    lang: str
    url: str
    label: str


def enquire_url(entry: Organisation | Solution) -> str:
    """Return where somebody writes to an organisation, or to those who provide a solution."""
    return reverse(f"enquiries:{entry.type_name}", args=[entry.slug]) if entry.slug else ""


def visit_url(entry: Organisation | Solution) -> str:
    """Return where a visit of an entry's website begins: it is counted and led on."""
    if not entry.website or not entry.slug:
        return ""
    return reverse("browse:visit", args=[entry.type_name, entry.slug])


def search_url(**chosen: str) -> str:
    """Return the address of the search with words (``q``) and facets chosen."""
    return f"{reverse('search:results')}?{urlencode(chosen)}"


def in_order(terms: Iterable[TermT]) -> list[TermT]:
    """Return terms as the vocabulary arranges them; countries as a reader looks for them, by name."""
    return sorted(terms, key=_place)


def _place(term: Term) -> tuple[int, str]:
    if isinstance(term, Market) and term.kind == MarketKind.COUNTRY:
        # Groups of countries keep the editors' order, and stand before the countries.
        return (_AFTER_GROUPS, by_name(term))
    return (term.order, term.slug)


def by_name(term: Term) -> str:
    """Return what orders terms by their names as a reader of the active language expects."""
    return collation_key(str(term.label or term.slug), get_language() or settings.LANGUAGE_CODE)


def term_link(term: Term, entry_type: str) -> Link:
    """Return a term with the search for entries of a type that carry it."""
    facet = FACETS.get(type(term))
    label = str(term.label or term.slug)
    return Link(label, search_url(**{"type": entry_type, facet: term.slug}) if facet else "")


def term_links(terms: Iterable[Term], entry_type: str) -> tuple[Link, ...]:
    """Return terms in order, each with its search."""
    return tuple(term_link(term, entry_type) for term in in_order(terms))


def labels(terms: Iterable[Term]) -> str:
    """Return the labels of terms in order, separated by commas."""
    return ", ".join(str(term.label or term.slug) for term in in_order(terms))


def language_names(terms: Iterable[Term]) -> str:
    """Return the names of languages in order, as they stand in a line: in Latvian without the word for language."""
    names = [str(term.label or term.slug) for term in in_order(terms)]
    if get_language() == "lv":
        names = [f"{name[:1].lower()}{name[1:]}".removesuffix(" valoda") for name in names]
    return ", ".join(names)


def cpv_code(term: Cpv) -> str:
    """Return a CPV code with its check digit."""
    return f"{term.slug}-{term.check_digit}" if term.check_digit else term.slug


def cpv_links(terms: Iterable[Cpv], entry_type: str) -> tuple[Link, ...]:
    """Return CPV codes with labels, each with a search for its words."""
    return tuple(
        Link(f"{cpv_code(term)} {term.label}", search_url(q=str(term.label), type=entry_type))
        for term in sorted(terms, key=lambda term: term.slug)
    )


def alternates(address: Callable[[], str]) -> tuple[Alternate, ...]:
    """Return the address of this page in every language of the site."""
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.append(Alternate(language, address(), SWITCH.get(language, language)))
    return tuple(found)


def home_url() -> str:
    """Return the address of the home page in the active language."""
    return f"/{get_language()}/"


def about_url(part: str) -> str:
    """Return the address of a part of the page about the directory."""
    return f"{home_url()}about/#{part}"


def belt_url() -> str:
    """Return where the home page explains how a band is read."""
    return f"{home_url()}#belt"
