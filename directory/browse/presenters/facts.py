"""Facts beside an entry: label and value, each only where it is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directory.browse.presenters.emblem import register_of
from directory.browse.presenters.links import Link, term_link
from directory.browse.presenters.text import in_riga, money
from directory.catalogue.choices import size_label
from directory.catalogue.models import FundingRound, Organisation

#: So many terms stand beside a label; one more than that is shown rather than folded away.
TERMS_SHOWN = 12

#: Legal forms of the Register of Enterprises that readers abroad do not know.
LEGAL_FORMS = {
    "SIA": lambda: _("limited liability company (SIA)"),
    "AS": lambda: _("joint-stock company (AS)"),
    "VAS": lambda: _("state joint-stock company (VAS)"),
    "VSIA": lambda: _("state limited liability company (VSIA)"),
    "PSIA": lambda: _("municipal limited liability company (PSIA)"),
    "PS": lambda: _("general partnership (PS)"),
    "KS": lambda: _("limited partnership (KS)"),
    "BDR": lambda: _("association (BDR)"),
    "NOD": lambda: _("foundation (NOD)"),
    "FIL": lambda: _("branch (FIL)"),
    "EAS": lambda: _("European company (SE)"),
}


#: What solutions say of their licence where it has no name of its own.
LICENCES = {
    "commercial": lambda: pgettext("licence", "Commercial"),
    "proprietary": lambda: pgettext("licence", "Proprietary"),
    "open source": lambda: pgettext("licence", "Open source"),
}
#: Rounds of funding as organisations write them.
ROUNDS = {
    "pre-seed": lambda: pgettext("round of funding", "Pre-seed"),
    "seed": lambda: pgettext("round of funding", "Seed"),
    "series a": lambda: pgettext("round of funding", "Series A"),
    "series b": lambda: pgettext("round of funding", "Series B"),
    "series c": lambda: pgettext("round of funding", "Series C"),
    "grant": lambda: pgettext("round of funding", "Grant"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with a value, or with links."""

    label: str
    value: str = ""
    lang: str = ""
    url: str = ""
    links: tuple[Link, ...] = ()
    external: bool = False

    #: What does not fit beside the label: folded away.
    more: tuple[Link, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.value or self.links)


@dataclass(frozen=True, slots=True)
class Register:
    """What the register states, with its source."""

    facts: tuple[Fact, ...]
    source: str
    checked_on: Any


#: How sources are called; others are shown as they are written.
SOURCES = {
    "awarded on this site": lambda: _("awarded on this site"),
    "drawn": lambda: _("Drawn by this site's code"),
    "iub": lambda: _("IUB open data"),
    "IUB open data": lambda: _("IUB open data"),
    "pilot agreed on this site": lambda: _("pilot agreed on this site"),
    "register": lambda: _("Register of Enterprises"),
    "ur": lambda: _("Register of Enterprises"),
}


def source_label(source: str) -> str:
    """Return a source as readers know it."""
    return SOURCES[source]() if source in SOURCES else source


def known(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts that say something."""
    return tuple(fact for fact in facts if fact)


def host(url: str) -> str:
    """Return the name of a site as people read it."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def site(label: str, url: str) -> Fact:
    """Return an address outside this site, shown by its host."""
    return Fact(label, host(url), url=url, external=True) if url else Fact(label)


def register_facts(organisation: Organisation) -> Register | None:
    """Return what the register says of an organisation, or None where nothing is known."""
    record = register_of(organisation)
    if record is None:
        return None
    form = LEGAL_FORMS.get(record.legal_form)
    facts = known(
        (
            Fact(_("Legal name"), record.legal_name, lang="lv"),
            Fact(_("Legal form"), capfirst(form()) if form else record.legal_form),
            Fact(_("Registration number"), record.registration_number or ""),
            Fact(_("Registered on"), _date(record.registered_on)),
            Fact(_("Status"), capfirst(str(record.get_status_display()))),
            Fact(_("Closed on"), _date(record.closed_on)),
        )
    )
    return Register(facts, source_label(record.source), record.checked_on) if facts else None


def verification_facts(organisation: Organisation) -> tuple[Fact, ...]:
    """Return what was checked about an organisation, newest first; one query."""
    if organisation.pk is None:
        return ()
    rows = organisation.verifications.order_by("-verified_on", "-pk")
    return tuple(
        Fact(
            _date(row.verified_on),
            capfirst(str(row.get_what_display()))
            + (" (" + _("valid until") + f" {_date(row.expires_on)})" if row.expires_on else ""),
        )
        for row in rows
    )


def funding_facts(rounds: Iterable[FundingRound]) -> tuple[Fact, ...]:
    """Return the money an organisation raised, newest first, each with its source."""
    rows = sorted(rounds, key=lambda row: (-row.year, row.kind))
    return tuple(
        Fact(
            str(row.year),
            ", ".join(part for part in (_round(row.kind), money(row.amount, row.currency)) if part)
            or "–",
            url=row.source_url,
            external=bool(row.source_url),
        )
        for row in rows
    )


def licence_of(text: str) -> str:
    """Return a licence as it is written; a name that is no licence's own in the reader's language."""
    known = LICENCES.get(text.strip().casefold())
    return known() if known else text


def _round(kind: str) -> str:
    """Return what a round of funding is called: the usual ones in the reader's language."""
    known = ROUNDS.get(kind.strip().casefold())
    return known() if known else capfirst(kind)


def organisation_facts(organisation: Organisation) -> tuple[Fact, ...]:
    """Return what an organisation says of itself; the links search for others like it."""
    place = [organisation.city]
    region = organisation.region
    return known(
        (
            Fact(_("Place"), ", ".join(part for part in place if part)),
            Fact(_("Region"), links=(term_link(region, "organisation"),) if region else ()),
            Fact(_("Founded"), str(organisation.founded or "")),
            Fact(_("Employees"), size_label(organisation.employees)),
            Fact(_("Activity"), capfirst(str(organisation.get_activity_display()))),
            Fact(_("Startup stage"), capfirst(str(organisation.get_startup_stage_display()))),
            site(_("Website"), organisation.website),
            Fact(_("Last confirmed"), _confirmed_on(organisation)),
        )
    )


def _confirmed_on(organisation: Organisation) -> str:
    """Return the day on which the team last said that its profile holds, or nothing."""
    moment = getattr(getattr(organisation, "confirmation", None), "confirmed_at", None)
    return _date(moment and in_riga(moment).date())


def terms_fact(label: str, links: Sequence[Link]) -> Fact:
    """Return terms as one fact, many of them folded away."""
    shown = TERMS_SHOWN if len(links) > TERMS_SHOWN + 1 else len(links)
    return Fact(label, links=tuple(links[:shown]), more=tuple(links[shown:]))


def _date(day: Any) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
