"""What universities and research teams offer: training programmes and calls for partners."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory.browse.presenters.cards import Card, Evidence, Owner, Status, evidence
from directory.browse.presenters.emblem import emblem_of, numbers_of
from directory.browse.presenters.facts import Fact, known, site
from directory.browse.presenters.links import Link, language_names, term_links
from directory.browse.presenters.maturity import level_in_words
from directory.browse.presenters.text import Block, Text, blocks, summary, text_of
from directory.catalogue.models import Organisation, PartnerCall, TrainingProgramme
from directory.media.belt import EmblemArt, emblem_path


@dataclass(frozen=True, slots=True)
class OfferPage:
    """What the page of a programme or a call shows."""

    title: Text
    description: str
    kind: str
    is_sample: bool
    status: Status | None
    emblem: EmblemArt
    organisation: Link
    paragraphs: tuple[Block, ...]
    lang: str
    trl: int | None
    trl_explanation: str
    chips: tuple[Link, ...]
    facts: tuple[Fact, ...]
    url: str


def present_programme(programme: TrainingProgramme) -> OfferPage:
    """Return the page of a training programme; two queries beside its own."""
    technologies = term_links(programme.technologies.all(), "organisation")
    return _page(
        programme,
        programme.organisation,
        status=None,
        trl=None,
        chips=technologies,
        facts=(
            Fact(_("Level"), capfirst(str(programme.get_level_display()))),
            Fact(_("Languages"), capfirst(language_names(programme.languages.all()))),
            site(_("Website"), programme.url),
        ),
    )


def present_call(call: PartnerCall) -> OfferPage:
    """Return the page of a call for partners; two queries beside its own."""
    return _page(
        call,
        call.organisation,
        status=status_of(call),
        trl=call.trl,
        chips=(
            *term_links(call.sectors.all(), "solution"),
            *term_links(call.technologies.all(), "solution"),
        ),
        facts=(
            Fact(_("Open until"), _day(call.closes_on)),
            site(_("Website"), call.url),
        ),
    )


def status_of(call: PartnerCall) -> Status:
    """Return whether a call is still open today."""
    return Status(_("Open"), "good") if is_open(call.closes_on) else Status(_("Ended"), "")


def is_open(closes_on: date | None) -> bool:
    """Return whether a call with this last day is open today."""
    return closes_on is None or closes_on >= timezone.localdate()


def programme_cards(rows: Iterable[TrainingProgramme]) -> tuple[Card, ...]:
    """Return training programmes as a list shows them; rows should come with organisations."""
    return _cards(
        [
            (row, (Evidence(_("Level"), capfirst(str(row.get_level_display()))),), None)
            for row in rows
        ]
    )


def call_cards(rows: Iterable[PartnerCall]) -> tuple[Card, ...]:
    """Return calls for partners as a list shows them; rows should come with organisations."""
    return _cards(
        [
            (
                row,
                (Evidence(_("TRL"), trl=row.trl), Evidence(_("Open until"), _day(row.closes_on))),
                status_of(row),
            )
            for row in rows
        ]
    )


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def _page(
    entry: TrainingProgramme | PartnerCall,
    organisation: Organisation,
    *,
    status: Status | None,
    trl: int | None,
    chips: tuple[Link, ...],
    facts: Iterable[Fact],
) -> OfferPage:
    title, words = text_of(entry, entry.name_field), text_of(entry, "description")
    owner = text_of(organisation, "name")
    return OfferPage(
        title=title,
        description=summary(words, title),
        kind=capfirst(str(entry._meta.verbose_name)),
        is_sample=entry.is_sample,
        status=status,
        emblem=emblem_of(organisation),
        organisation=Link(owner.text, organisation.get_absolute_url(), owner.lang),
        paragraphs=blocks(words.text),
        lang=words.lang,
        trl=trl,
        trl_explanation=level_in_words(trl),
        chips=chips,
        facts=known(facts),
        url=entry.url,
    )


def _cards(
    rows: Sequence[tuple[TrainingProgramme | PartnerCall, tuple[Evidence, ...], Status | None]],
) -> tuple[Card, ...]:
    numbers = numbers_of([row.organisation for row, _facts, _status in rows])
    cards = []
    for row, facts, status in rows:
        title, words = text_of(row, row.name_field), text_of(row, "description")
        owner = text_of(row.organisation, "name")
        cards.append(
            Card(
                name=title.text,
                name_lang=title.lang,
                text=summary(words, limit=220) if words else "",
                text_lang=words.lang,
                kind=capfirst(str(row._meta.verbose_name)),
                owners=(Owner(owner.text, row.organisation.get_absolute_url()),),
                status=status,
                emblem=emblem_path(numbers[row.organisation_id]),
                evidence=evidence(*facts),
                url=row.get_absolute_url(),
                is_sample=row.is_sample,
            )
        )
    return tuple(cards)
