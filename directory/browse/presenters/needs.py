"""Public-sector needs: rows, cards and the page of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directory.browse.presenters.cards import Card, Day, Evidence, Status, evidence, owners
from directory.browse.presenters.emblem import emblem_of, numbers_of
from directory.browse.presenters.facts import Fact, known, site, terms_fact
from directory.browse.presenters.links import (
    Link,
    cpv_links,
    search_url,
    term_links,
)
from directory.browse.presenters.text import (
    Block,
    Text,
    blocks,
    date_and_time,
    foreign,
    in_riga,
    money,
    summary,
    text_of,
)
from directory.media.belt import EmblemArt, emblem_path
from directory.needs.choices import NeedStatus
from directory.needs.models import Need

#: Words of the needs' codes and sectors that go into the search for suppliers.
WORDS_ASKED = 3


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need in a table."""

    title: Text
    url: str
    kind: str
    status: Status
    deadline: str


@dataclass(frozen=True, slots=True)
class NeedPage:
    """What the page of one need shows."""

    title: Text
    description: str
    kind: str
    is_sample: bool
    is_open: bool
    status: Status
    explanation: str
    date: Day | None
    emblem: EmblemArt
    buyer: Link
    deadline: datetime | None
    deadline_text: str
    paragraphs: tuple[Block, ...]
    lang: str
    facts: tuple[Fact, ...]
    suppliers_url: str
    source_url: str


def status_of(need: Need) -> Status:
    """Return the state of a need at this moment, as a reader says it."""
    kinds = {NeedStatus.OPEN: "good", NeedStatus.AWARDED: "amber", NeedStatus.CANCELLED: "carmine"}
    return Status(status_label(need.status), kinds.get(need.status, ""))


def status_label(status: NeedStatus) -> str:
    """Return a state in the words of the pages: what is closed has ended."""
    return {
        NeedStatus.OPEN: pgettext("a need is", "Open"),
        NeedStatus.CLOSED: pgettext("a need is", "Ended"),
        NeedStatus.AWARDED: pgettext("a need is", "Awarded"),
        NeedStatus.CANCELLED: pgettext("a need is", "Cancelled"),
    }[status]


def open_first(needs: QuerySet[Any], *, at: datetime) -> QuerySet[Any]:
    """Return the open needs by deadline, then the ended ones, the latest first."""
    is_open = Q(settled="") & (Q(deadline__isnull=True) | Q(deadline__gt=at))
    return needs.select_related("buyer", "country").order_by(
        Case(When(is_open, then=Value(0)), default=Value(1)),
        Case(When(is_open, then=F("deadline"))).asc(nulls_last=True),
        F("deadline").desc(nulls_last=True),
        "-pk",
    )


def need_rows(needs: QuerySet[Need], *, at: datetime, limit: int) -> tuple[NeedRow, ...]:
    """Return needs as rows of a table, open ones first; one query."""
    return tuple(
        NeedRow(
            title=text_of(need, "title"),
            url=need.get_absolute_url(),
            kind=capfirst(str(need.get_kind_display())),
            status=status_of(need),
            deadline=date_and_time(need.deadline) if need.deadline else "",
        )
        for need in open_first(needs, at=at)[:limit]
    )


def need_cards(needs: Iterable[Need]) -> tuple[Card, ...]:
    """Return needs as a list shows them; the rows should come with their buyers."""
    rows = list(needs)
    numbers = numbers_of(rows)
    return tuple(_card(need, numbers[need.pk]) for need in rows)


def _card(need: Need, number: str) -> Card:
    title, text = text_of(need, "title"), text_of(need, "description")
    deadline = date_and_time(need.deadline) if need.deadline else ""
    return Card(
        name=title.text,
        name_lang=title.lang,
        text=summary(text, limit=220) if text else "",
        text_lang=text.lang,
        kind=capfirst(str(need.get_kind_display())),
        owners=owners(buyer_of(need)),
        status=status_of(need),
        date=day_of(need),
        emblem=emblem_path(number),
        evidence=evidence(
            Evidence(_("Deadline"), deadline), Evidence(_("Budget"), budget_of(need))
        ),
        url=need.get_absolute_url(),
        is_sample=need.is_sample,
    )


def buyer_of(need: Need) -> Link:
    """Return the contracting authority, linked where it has a public entry."""
    if need.buyer is None:
        at_home = need.country is None or need.country.slug == "lv"
        return Link(need.buyer_name, lang=foreign("lv") if at_home else "")
    name = text_of(need.buyer, "name")
    return Link(name.text, need.buyer.get_absolute_url() if need.buyer.live else "", name.lang)


def budget_of(need: Need) -> str:
    """Return the budget as far as it is stated."""
    low, high = (money(amount, need.currency) for amount in (need.budget_min, need.budget_max))
    if low and high and low != high:
        return _("%(low)s to %(high)s") % {"low": low, "high": high}
    if high:
        return high if low == high else _("up to %(amount)s") % {"amount": high}
    return _("from %(amount)s") % {"amount": low} if low else ""


def day_of(need: Need) -> Day | None:
    """Return the day of the deadline, or None for a need without one."""
    if need.deadline is None:
        return None
    local = in_riga(need.deadline)
    return Day(
        str(local.day),
        date_format(local, pgettext("date format of a month in short", "M")),
        need.status != NeedStatus.OPEN,
    )


def present_need(need: Need) -> NeedPage:
    """Return the page of one need; four queries beside the need's own."""
    title, text = text_of(need, "title"), text_of(need, "description")
    cpv = sorted(need.cpv.all(), key=lambda term: term.slug)
    sectors = list(need.sectors.all())
    words = [str(term.label) for term in (*sectors, *cpv)][:WORDS_ASKED]
    certifications = list(need.required_certifications.all())
    return NeedPage(
        title=title,
        description=summary(text, title),
        kind=capfirst(str(need.get_kind_display())),
        is_sample=need.is_sample,
        is_open=need.status == NeedStatus.OPEN,
        status=status_of(need),
        explanation=_explanation(need),
        date=day_of(need),
        emblem=emblem_of(need),
        buyer=buyer_of(need),
        deadline=need.deadline,
        deadline_text=date_and_time(need.deadline) if need.deadline else "",
        paragraphs=blocks(text.text),
        lang=text.lang,
        facts=_facts(
            need,
            codes=cpv_links(cpv, "solution"),
            sectors=term_links(sectors, "need"),
            certifications=term_links(certifications, "organisation"),
        ),
        suppliers_url=search_url(q=" ".join(words)) if words else "",
        source_url=need.source_url,
    )


def _explanation(need: Need) -> str:
    """Return what the state means for a supplier."""
    if need.status == NeedStatus.OPEN:
        if need.deadline is None:
            return _("The authority has set no deadline.")
        return _("Open until the deadline, by the clock of Riga.")
    return {
        NeedStatus.CLOSED: _("The deadline has passed. The entry shows what was asked for."),
        NeedStatus.AWARDED: _("A supplier has been chosen."),
        NeedStatus.CANCELLED: _("The authority has withdrawn this need."),
    }[need.status]


def _facts(
    need: Need,
    *,
    codes: tuple[Link, ...],
    sectors: tuple[Link, ...],
    certifications: tuple[Link, ...],
) -> tuple[Fact, ...]:
    """Return what the head of the page does not say already."""
    buyer = buyer_of(need)
    announced = date_format(need.published, "DATE_FORMAT") if need.published else ""
    deadline = date_and_time(need.deadline) if need.deadline else ""
    return known(
        (
            Fact(_("Contracting authority"), buyer.label, lang=buyer.lang, url=buyer.url),
            Fact(_("Announced"), announced),
            Fact(_("Deadline"), deadline and _("%(moment)s (Riga time)") % {"moment": deadline}),
            Fact(_("Budget"), budget_of(need) or _("Not stated at source")),
            Fact(_("Country"), str(need.country or "")),
            terms_fact(_("Required certifications"), certifications),
            terms_fact(_("Sectors"), sectors),
            terms_fact(_("CPV codes"), codes),
            site(_("Source"), need.source_url),
        )
    )
