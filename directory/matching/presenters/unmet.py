"""Say which needs nothing meets yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import pgettext

from directory.matching.services.unmet import working_on
from directory.needs.choices import NeedStatus
from directory.needs.models import Need
from directory.taxonomy.models import Term
from search.presenters.cards import Day, Status


@dataclass(frozen=True, slots=True)
class UnmetRow:
    """A need as the list shows it."""

    title: str
    title_lang: str
    url: str
    kind: str
    buyer: str
    deadline: str
    day: Day | None
    status: Status
    is_sample: bool
    slug: str
    is_wanted: bool
    #: Names of the organisations that say to work on it.
    working: tuple[str, ...]


def present_unmet(needs: Iterable[Need], *, lang: str) -> list[UnmetRow]:
    """Return needs in a language; they should come with their buyers."""
    rows = []
    found = list(needs)
    working = working_on(found)
    for need in found:
        title, title_lang = need.text("title", lang)
        rows.append(
            UnmetRow(
                title=title,
                title_lang="" if title_lang == lang else title_lang,
                url=need.get_absolute_url(),
                kind=capfirst(str(need.get_kind_display())),
                buyer=need.buyer_label,
                deadline=date_format(localtime(need.deadline), "DATETIME_FORMAT")
                if need.deadline
                else "",
                day=_day(need),
                status=_status(need),
                is_sample=need.is_sample,
                slug=need.slug,
                is_wanted=need.status not in {NeedStatus.AWARDED, NeedStatus.CANCELLED},
                working=tuple(str(row.organisation) for row in working.get(need.pk, ())),
            )
        )
    return rows


def _day(need: Need) -> Day | None:
    if need.deadline is None:
        return None
    local = localtime(need.deadline)
    month = date_format(local, pgettext("date format of a month in short", "M"))
    return Day(str(local.day), month, need.status != NeedStatus.OPEN)


def _status(need: Need) -> Status:
    """Return the state of a need in the words of the other pages: what is closed has ended."""
    if need.status == NeedStatus.CLOSED:
        return Status(pgettext("a need is", "Ended"))
    return Status(
        capfirst(str(need.status.label)), "good" if need.status == NeedStatus.OPEN else ""
    )


def present_terms(
    terms: Iterable[tuple[Term, int]], *, name: str, chosen: Mapping[str, str], every: str
) -> list[dict[str, Any]]:
    """Return terms as links with counts after one to ``every``; ``name`` is their parameter, the others stay."""
    page = reverse("matching:unmet-needs")
    kept = {key: value for key, value in chosen.items() if value and key != name}
    found = [
        {
            "label": str(term),
            "count": count,
            "url": f"{page}?{urlencode(kept | {name: term.slug})}",
            "current": term.slug == chosen.get(name),
        }
        for term, count in terms
    ]
    first = {
        "label": every,
        "url": f"{page}?{urlencode(kept)}" if kept else page,
        "current": not chosen.get(name),
    }
    return [first, *found] if found else []
