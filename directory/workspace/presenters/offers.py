"""Say which needs an organisation could meet, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import get_language

from directory.matching.presenters import MatchView, present_matches
from directory.matching.services.offers import Fit


@dataclass(frozen=True, slots=True)
class FitView:
    """A need with what meets it best; ``takes_responses`` says that it is answered on this site."""

    key: int
    title: str
    title_lang: str
    url: str
    kind: str
    buyer: str
    deadline: datetime | None
    takes_responses: bool
    is_sample: bool
    match: MatchView


def present_fits(fits: Iterable[Fit]) -> list[FitView]:
    """Return needs for an organisation in the active language."""
    lang = get_language() or "en"
    rows = list(fits)
    views = present_matches([fit.match for fit in rows], lang=lang)
    found = []
    for fit, match in zip(rows, views, strict=True):
        title, title_lang = fit.need.text("title", lang)
        found.append(
            FitView(
                key=fit.need.pk,
                title=title,
                title_lang="" if title_lang == lang else title_lang,
                url=fit.need.get_absolute_url(),
                kind=capfirst(str(fit.need.get_kind_display())),
                buyer=fit.need.buyer_label,
                deadline=fit.need.deadline,
                takes_responses=fit.need.responses_here,
                is_sample=fit.need.is_sample,
                match=match,
            )
        )
    return found
