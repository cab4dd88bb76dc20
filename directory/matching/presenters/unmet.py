"""Say which needs nothing meets yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime

from directory.matching.services.unmet import working_on
from directory.needs.choices import NeedStatus
from directory.needs.models import Need
from directory.taxonomy.models import Sector


@dataclass(frozen=True, slots=True)
class UnmetRow:
    """A need as the list shows it."""

    title: str
    title_lang: str
    url: str
    kind: str
    buyer: str
    deadline: str
    status: str
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
                status=capfirst(str(need.status.label)),
                slug=need.slug,
                is_wanted=need.status not in {NeedStatus.AWARDED, NeedStatus.CANCELLED},
                working=tuple(str(row.organisation) for row in working.get(need.pk, ())),
            )
        )
    return rows


def present_sectors(sectors: Iterable[tuple[Sector, int]], *, chosen: str) -> list[dict[str, Any]]:
    """Return the sectors as links with counts."""
    page = reverse("matching:unmet-needs")
    return [
        {
            "label": str(sector),
            "count": count,
            "url": f"{page}?sector={sector.slug}",
            "current": sector.slug == chosen,
        }
        for sector, count in sectors
    ]
