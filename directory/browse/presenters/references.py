"""Finished projects: the table of them, what they sum up to, and the page of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from directory.browse.presenters.cards import Card, solution_cards
from directory.browse.presenters.emblem import emblem_of
from directory.browse.presenters.facts import host
from directory.browse.presenters.links import Link, cpv_links, search_url, term_link
from directory.browse.presenters.text import Block, Text, blocks, summary, text_of
from directory.browse.presenters.threads import Spark, present_spark
from directory.catalogue.models import Entry, Organisation, Reference, Solution
from directory.media.belt import EmblemArt

#: Results up to this length stand as headlines.
HEADLINE_LENGTH = 80
#: So many other projects of the same organisation stand below one.
OTHERS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts."""

    value: str
    label: str
    url: str = ""
    spark: Spark | None = None


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One finished project, as the references component takes it."""

    title: str
    title_lang: str
    url: str
    client: str
    client_lang: str
    client_kind: str
    country: str
    year: int | None
    result: str
    lang: str
    owner: str
    owner_url: str
    owner_lang: str
    source_url: str
    is_sample: bool
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A finished project whose result is the headline."""

    result: str
    title: str
    where: str
    url: str
    lang: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class ReferencePage:
    """What the page of one project shows."""

    title: Text
    description: str
    is_sample: bool
    emblem: EmblemArt
    result: Text
    paragraphs: tuple[Block, ...]
    figures: tuple[Figure, ...]
    facts: tuple[dict[str, Any], ...]
    organisation: Link
    solution: Link | None
    source_url: str
    source_host: str
    made_with: tuple[Card, ...]
    others: tuple[ReferenceRow, ...]
    all_url: str


def newest_first(rows: QuerySet[Reference]) -> QuerySet[Reference]:
    """Return projects by year, with what their rows show."""
    return rows.select_related("organisation", "solution", "country", "sector").order_by(
        F("year").desc(nulls_last=True), "-pk"
    )


def row_of(reference: Reference) -> ReferenceRow:
    """Return one project as a row; its owner is the solution, or else the organisation."""
    maker = _public_maker(reference)
    name, client = text_of(maker, "name"), text_of(reference, "client")
    title, result = text_of(reference, "title"), text_of(reference, "result")
    return ReferenceRow(
        title=title.text,
        title_lang=title.lang or (get_language() or ""),
        url=reference.get_absolute_url(),
        client=client.text,
        client_lang=client.lang,
        client_kind=capfirst(reference.get_client_kind_display()),
        country=str(reference.country or ""),
        year=reference.year,
        result=result.text,
        lang=result.lang,
        owner=name.text,
        owner_url=maker.get_absolute_url(),
        owner_lang=name.lang,
        source_url=reference.source_url,
        is_sample=reference.is_sample,
    )


def proofs_of(rows: Iterable[Reference], *, limit: int = 3) -> tuple[Proof, ...]:
    """Return the first projects whose result is short enough for a headline, one a maker."""
    found: dict[int, Proof] = {}
    for reference in rows:
        result = text_of(reference, "result")
        if not result or len(result.text) > HEADLINE_LENGTH or reference.organisation_id in found:
            continue
        row = row_of(reference)
        where = ", ".join(str(part) for part in (row.owner, row.country, row.year) if part)
        found[reference.organisation_id] = Proof(
            row.result, row.title, where, row.url, row.lang, row.is_sample
        )
    return tuple(found.values())[:limit]


def figures_of(rows: Sequence[Reference]) -> tuple[Figure, ...]:
    """Return what projects sum up to: how many, in how many countries, the latest year."""
    if not rows:
        return ()
    codes = list(dict.fromkeys(row.country.public_code for row in rows if row.country))
    years = [row.year for row in rows if row.year]
    figures = [
        Figure(
            str(len(rows)),
            ngettext("project carried out", "projects carried out", len(rows)),
            spark=present_spark(years),
        )
    ]
    if codes:
        shown = ", ".join(codes[:6]) + ("…" if len(codes) > 6 else "")
        label = ngettext("country: %(codes)s", "countries: %(codes)s", len(codes))
        figures.append(Figure(str(len(codes)), label % {"codes": shown}))
    if years:
        figures.append(Figure(str(max(years)), _("latest project")))
    return tuple(figures)


def present_reference(reference: Reference) -> ReferencePage:
    """Return the page of one project; ten queries at most beside the project's own."""
    title, result = text_of(reference, "title"), text_of(reference, "result")
    organisation = _entry_link(reference.organisation)
    maker = reference.solution
    solution = _entry_link(maker) if maker is not None and maker.live else None
    client = text_of(reference, "client")
    facts: list[dict[str, Any]] = [
        {"label": _("Client"), "value": str(client), "lang": client.lang},
        {"label": _("Kind of client"), "value": capfirst(reference.get_client_kind_display())},
        {"label": _("Year"), "value": str(reference.year or "")},
    ]
    if reference.country is not None:
        link = Link(str(reference.country), reverse("browse:market", args=[reference.country.slug]))
        facts.append({"label": _("Country"), "links": [link]})
    if reference.sector is not None:
        facts.append({"label": _("Sector"), "links": [term_link(reference.sector, "reference")]})
    cpv = cpv_links(reference.cpv.all(), "reference")
    if cpv:
        facts.append({"label": _("CPV codes"), "links": cpv})
    short = bool(result) and len(result.text) <= HEADLINE_LENGTH
    return ReferencePage(
        title=title,
        description=summary(result, title),
        is_sample=reference.is_sample,
        emblem=emblem_of(reference, owner=reference.organisation),
        result=result if short else Text(),
        paragraphs=() if short else blocks(result.text),
        figures=(),
        facts=tuple(fact for fact in facts if fact.get("value") or fact.get("links")),
        organisation=organisation,
        solution=solution,
        source_url=reference.source_url,
        source_host=host(reference.source_url),
        made_with=solution_cards([maker]) if maker is not None and solution else (),
        others=_others(reference),
        all_url=all_of(reference.organisation),
    )


def _others(reference: Reference) -> tuple[ReferenceRow, ...]:
    """Return what else the same organisation carried out, the newest first."""
    rows = Reference.objects.public().filter(organisation=reference.organisation)
    return tuple(row_of(one) for one in newest_first(rows.exclude(pk=reference.pk))[:OTHERS])


def all_of(organisation: Organisation) -> str:
    """Return the search for an organisation's projects by its name."""
    return search_url(type="reference", q=str(text_of(organisation, "name")))


def _entry_link(entry: Entry) -> Link:
    name = text_of(entry, entry.name_field)
    return Link(str(name), entry.get_absolute_url(), name.lang)


def _public_maker(reference: Reference) -> Solution | Organisation:
    if reference.solution is not None and reference.solution.live:
        return reference.solution
    return reference.organisation
