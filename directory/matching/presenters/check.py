"""Say in words what a check found, and ask a drafter what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.matching.presenters.matches import MatchView, present_matches
from directory.matching.services.check import Check, Checked
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
    passage: str
    kinds: Sequence[str]
    phrases: str
    questions: Sequence[str]
    solutions: Sequence[MatchView]
    datasets: Sequence[FoundEntry]
    needs: Sequence[FoundEntry]


@dataclass(frozen=True, slots=True)
class CheckView:
    """A whole check; ``figures`` are pairs of a kind in words and its number."""

    lang: str
    summary: str
    figures: Sequence[Mapping[str, Any]]
    passages: Sequence[PassageView]
    left_off: int


def present_check(check: Check, *, lang: str) -> CheckView:
    """Return a check in a language, which must be the active one."""
    labels, questions = _labels(), _questions()
    return CheckView(
        lang=check.lang,
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
        passages=[_passage(one, labels, questions, lang) for one in check.checked],
        left_off=check.total - len(check.checked),
    )


def _passage(
    checked: Checked, labels: Mapping[str, str], questions: Mapping[str, str], lang: str
) -> PassageView:
    finding = checked.finding
    place = (
        _("Point %(number)s") % {"number": finding.place.rstrip(".")}
        if finding.place
        else _("Sentence %(number)s") % {"number": finding.number}
    )
    return PassageView(
        place=place,
        passage=finding.passage,
        kinds=[labels[kind] for kind in finding.kinds if kind in labels],
        phrases=", ".join(finding.phrases),
        questions=[questions[kind] for kind in finding.kinds if kind in questions],
        solutions=present_matches(checked.solutions, lang=lang),
        datasets=_entries(checked.datasets, lang),
        needs=_entries(checked.needs, lang),
    )


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
    }
