"""Say in words what a check found, and ask a drafter what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.matching.presenters.matches import MatchView, present_matches
from directory.matching.records import Match
from directory.matching.scoring.check import OBLIGATION
from directory.matching.scoring.passages import Place
from directory.matching.services.check import MOST_READ, Check, Checked
from search.contract.result import Hit
from search.presenters.evidence import text_in


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry that could carry what a passage asks for."""

    name: str
    url: str
    name_lang: str = ""


@dataclass(frozen=True, slots=True)
class PassageView:
    """One passage with what it tells of, the questions it raises and what exists already."""

    place: str
    heading: str
    lead: str
    passage: str
    kinds: Sequence[str]
    phrases: str
    questions: Sequence[str]
    solutions: Sequence[MatchView]
    general: Sequence[MatchView]
    datasets: Sequence[FoundEntry]
    needs: Sequence[FoundEntry]


@dataclass(frozen=True, slots=True)
class KindView:
    """One kind of duty: how often it is found, what a drafter should ask, and what could carry it in general."""

    label: str
    count: int
    question: str
    solutions: Sequence[MatchView]


@dataclass(frozen=True, slots=True)
class CheckView:
    """A whole check; ``figures`` are pairs of a kind in words and its number."""

    lang: str
    subject: str
    summary: str
    figures: Sequence[Mapping[str, Any]]
    kinds: Sequence[KindView]
    whole: PassageView | None
    passages: Sequence[PassageView]
    left_off: int
    remark: str


def present_check(check: Check, *, lang: str) -> CheckView:
    """Return a check in a language, which must be the active one."""
    labels, questions = _labels(), _questions()
    return CheckView(
        lang=check.lang,
        subject=check.subject,
        summary=ngettext(
            "%(number)d passage asks something of people or institutions.",
            "%(number)d passages ask something of people or institutions.",
            check.total,
        )
        % {"number": check.total},
        figures=[
            {"value": str(check.counts[kind]), "label": label}
            for kind, label in labels.items()
            if check.counts.get(kind)
        ],
        kinds=[
            KindView(
                label,
                check.counts[kind],
                questions[kind],
                present_matches(check.general.get(kind, ()), lang=lang),
            )
            for kind, label in labels.items()
            if check.counts.get(kind)
        ],
        whole=_passage(check.whole, labels, questions, lang) if check.whole is not None else None,
        passages=[
            _passage(one, labels, questions, lang, general=check.general) for one in check.checked
        ],
        left_off=check.total - len(check.checked),
        remark=_("Only the first %(number)s characters of the draft were read.")
        % {"number": number_format(MOST_READ, 0, force_grouping=True)}
        if check.is_cut
        else "",
    )


def _passage(
    checked: Checked,
    labels: Mapping[str, str],
    questions: Mapping[str, str],
    lang: str,
    *,
    general: Mapping[str, Sequence[Match]] | None = None,
) -> PassageView:
    finding = checked.finding
    instead: list[Match] = []
    if not checked.solutions and general:
        # What carries such duties of any draft; the duty itself says too little to look for.
        kinds = [kind for kind in finding.kinds if kind != OBLIGATION] or finding.kinds
        instead = [one for kind in kinds for one in general.get(kind, ())[:1]]
    return PassageView(
        place=_place(finding.place) or _("Sentence %(number)s") % {"number": finding.number},
        heading=finding.heading,
        lead=finding.lead,
        passage=finding.passage,
        kinds=[labels[kind] for kind in finding.kinds if kind in labels],
        phrases=", ".join(finding.phrases),
        questions=[questions[kind] for kind in finding.kinds if kind in questions],
        solutions=present_matches(checked.solutions, lang=lang),
        general=present_matches(_once(instead), lang=lang),
        datasets=_entries(checked.datasets, lang),
        needs=_entries(checked.needs, lang),
    )


def _once(matches: Iterable[Match]) -> list[Match]:
    return list({one.candidate.key: one for one in matches}.values())


def _place(place: Place) -> str:
    """Return a place as it is quoted: the article with its part and point, or the point of rules without articles."""
    rest = [f"({place.part})" if place.part else "", place.item]
    if place.article:
        first = _("Article %(number)s") % {"number": place.article}
        return " ".join(filter(None, [first, *rest, place.point.rstrip(".")]))
    if place.point:
        first = _("Point %(number)s") % {"number": place.point.rstrip(".")}
        return " ".join(filter(None, [first, *rest]))
    return ""


def _entries(hits: Iterable[Hit], lang: str) -> list[FoundEntry]:
    found = []
    for hit in hits:
        name, name_lang = text_in(hit.card["name"], lang)
        found.append(FoundEntry(name, reverse(f"browse:{hit.type}", args=[hit.slug]), name_lang))
    return found


def _labels() -> dict[str, str]:
    return {
        "obligation": _("obligation"),
        "register": _("register or information system"),
        "submission": _("submission"),
        "certificate": _("certificate or permit"),
        "deadline": _("time limit"),
        "sharing": _("data sharing"),
        "paper": _("paper or presence"),
    }


def _questions() -> dict[str, str]:
    return {
        "obligation": _("Can this be met on line from start to end, with its state visible?"),
        "register": _(
            "Does a register with these data exist already, and will its data be open by default?"
        ),
        "submission": _("Can the data be reused from another institution instead of asked again?"),
        "certificate": _(
            "Can the institution check the fact in a register, so that nobody has to bring a paper?"
        ),
        "deadline": _("Can a system count the time limit and remind those it concerns?"),
        "sharing": _(
            "By which interface are the data passed on, and who answers for their protection?"
        ),
        "paper": _("Why on paper or in person: can the same be done electronically?"),
    }
