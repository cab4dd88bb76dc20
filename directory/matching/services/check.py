"""Check a draft regulation: what it asks of people, and what exists already that could carry it."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path

from django.utils.translation import gettext as _

from directory.catalogue.models.entry import LANGUAGES
from directory.matching.records import Match
from directory.matching.scoring.check import Finding, Rule, find, language_of, rule
from directory.matching.scoring.passages import Place, subject_of
from directory.matching.scoring.score import ranked
from directory.matching.services.finds import FITTING, Finds
from search.contract import schema
from search.contract.result import Hit

_DATA = Path(__file__).resolve().parents[1] / "data"
RULES = _DATA / "check_rules.csv"
WORDS = _DATA / "check_words.csv"
#: Passages for which fitting entries are looked up: those that tell of most.
LOOKED_UP = 20
SHOWN = 200
#: Characters of a draft that are read; more than any law has.
MOST_READ = 1_500_000
#: Characters of a draft by which the words of its title are understood.
_MOST_CONTEXT = 20_000


class UncheckableError(Exception):
    """A text cannot be checked; the message says why, for the reader."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding with what exists already."""

    finding: Finding
    solutions: Sequence[Match] = ()
    datasets: Sequence[Hit] = ()
    needs: Sequence[Hit] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """The result of a check; ``counts`` is kind → passages, ``total`` all of them, also those not shown.

    ``general`` is kind → solutions for such duties of any draft, ``whole`` what fits what the draft
    says it is about.
    """

    lang: str
    subject: str
    counts: Mapping[str, int]
    total: int
    checked: Sequence[Checked]
    general: Mapping[str, Sequence[Match]]
    whole: Checked | None
    is_cut: bool = False


def check(*, text: str) -> Check:
    """Return what a draft in Latvian or English asks for; nothing is stored. Raises UncheckableError."""
    if len(text.split()) < 5:
        raise UncheckableError(_("There are too few words to check."))
    is_cut, text = len(text) > MOST_READ, text[:MOST_READ]
    lang = language_of(text)
    if not lang:
        raise UncheckableError(
            _("The text is neither in Latvian nor in English, the languages of these rules.")
        )
    found = find(text, rules=rules(), lang=lang)
    counts = Counter(kind for one in found for kind in one.kinds)
    telling = sorted(found, key=lambda one: (-len(one.kinds), one.number))[:LOOKED_UP]
    looked = {one.number for one in telling}
    subject, finds = subject_of(text[:_MOST_CONTEXT]), Finds(lang)
    return Check(
        lang=lang,
        subject=subject,
        counts=counts,
        total=len(found),
        checked=[
            _looked_up(one, subject, finds) if one.number in looked else Checked(one)
            for one in found[:SHOWN]
        ],
        general={kind: _for_kind(kind) for kind in counts},
        whole=_of_whole(subject, text, finds),
        is_cut=is_cut,
    )


@once
def rules() -> Mapping[str, Sequence[Rule]]:
    """Return language → rules, as the file beside lists them."""
    found: dict[str, list[Rule]] = defaultdict(list)
    with RULES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["lang"]].append(rule(row["kind"], row["lang"], row["phrase"]))
    return dict(found)


@once
def kind_words() -> Mapping[tuple[str, str], str]:
    """Return (kind, language) → what a solution for such duties is described by."""
    with WORDS.open(encoding="utf-8", newline="") as lines:
        return {(row["kind"], row["lang"]): row["words"] for row in csv.DictReader(lines)}


def _for_kind(kind: str) -> list[Match]:
    """Return the solutions for duties of a kind, described in any language, best first."""
    found: dict[int, Match] = {}
    for lang in LANGUAGES:
        for one in Finds(lang).solutions(kind_words()[kind, lang]):
            known = found.get(one.candidate.key)
            if known is None or one.score > known.score:
                found[one.candidate.key] = one
    return ranked(found.values())[:FITTING]


def _of_whole(subject: str, text: str, finds: Finds) -> Checked | None:
    """Return what fits what a draft says it is about, or None where it does not say."""
    if not subject:
        return None
    context = text[:_MOST_CONTEXT]
    return Checked(
        Finding(0, Place(), subject, (), ()),
        solutions=finds.solutions(subject),
        datasets=finds.entries(subject, context=context, type_name=schema.DATASET),
        needs=finds.entries(subject, context=context, type_name=schema.NEED),
    )


def _looked_up(finding: Finding, subject: str, finds: Finds) -> Checked:
    said = f"{finding.passage} {finding.lead}".strip()
    context = f"{finding.heading} {subject}"
    return Checked(
        finding,
        solutions=finds.solutions(said),
        datasets=finds.entries(said, context=context, type_name=schema.DATASET),
        needs=finds.entries(said, context=context, type_name=schema.NEED),
    )
