"""Readiness for a buyer's market: facts of the entry with their source, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.browse.presenters.links import in_order, labels, language_names
from directory.catalogue.choices import Stage
from directory.catalogue.models import Organisation, Reference, Solution
from directory.taxonomy.models import Certification, Language, Market

#: Countries named one by one; the others are counted.
COUNTRIES_NAMED = 8


@dataclass(frozen=True, slots=True)
class Point:
    """One fact and where it stands, or what is missing."""

    met: bool
    text: str
    source: str = ""


def readiness_of(
    solution: Solution,
    *,
    references: Sequence[Reference],
    providers: Iterable[Organisation],
    markets: Sequence[Market],
    languages: Sequence[Language],
    certifications: Sequence[Certification],
) -> tuple[Point, ...]:
    """Return the points that a buyer abroad asks about, always the same ones in the same order.

    ``providers`` should come with their certifications.
    """
    held = {term for provider in providers for term in provider.certifications.all()}
    return (
        _delivered(references),
        _offered(markets),
        _languages(languages),
        _certified(certifications, sorted(held - set(certifications), key=lambda t: t.slug)),
        _stage(solution),
    )


def _delivered(references: Sequence[Reference]) -> Point:
    countries = {row.country_id: row.country for row in references if row.country is not None}
    if not countries:
        return Point(False, _("No project in a named country yet"))
    shown = _first_of(in_order(countries.values()))
    number = sum(1 for row in references if row.country is not None)
    source = ngettext("%d project on this page", "%d projects on this page", number) % number
    return Point(True, _("Delivered in: %(countries)s") % {"countries": shown}, source)


def _first_of(named: Sequence[Market]) -> str:
    """Return the first of some countries, and how many more there are."""
    shown = ", ".join(str(term) for term in named[:COUNTRIES_NAMED])
    if (rest := len(named) - COUNTRIES_NAMED) > 0:
        more = ngettext("%(countries)s and %(rest)d more", "%(countries)s and %(rest)d more", rest)
        shown = more % {"countries": shown, "rest": rest}
    return shown


def _offered(markets: Sequence[Market]) -> Point:
    if not markets:
        return Point(False, _("No export market named"))
    text = _("Offered in: %(markets)s") % {"markets": _first_of(in_order(markets))}
    return Point(True, text, _("stated by the provider"))


def _languages(languages: Sequence[Language]) -> Point:
    if not languages:
        return Point(False, _("Languages not stated"))
    text = _("Languages: %(languages)s") % {"languages": language_names(languages)}
    return Point(True, text, _("stated by the provider"))


def _certified(own: Sequence[Certification], held: Sequence[Certification]) -> Point:
    if own:
        text = _("Certified: %(certificates)s") % {"certificates": labels([*own, *held])}
        return Point(True, text, _("stated by the provider"))
    if held:
        text = _("The provider is certified: %(certificates)s") % {"certificates": labels(held)}
        return Point(True, text, _("the provider's profile"))
    return Point(False, _("No certification stated"))


def _stage(solution: Solution) -> Point:
    if solution.stage == Stage.EXPORT:
        return Point(True, _("Sold outside Latvia already"), _("stated by the provider"))
    if solution.stage == Stage.MARKET:
        return Point(True, _("On the market"), _("stated by the provider"))
    if solution.stage:
        stage = {"stage": solution.get_stage_display()}
        return Point(False, _("Not on the market yet; stage: %(stage)s") % stage)
    return Point(False, _("Commercialisation stage not stated"))
