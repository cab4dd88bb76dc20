"""Say a frozen shortlist in a language: entries as they were, what was decided, and the trail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import translate_url
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.buyers.choices import Verdict
from directory.buyers.models import Decision, Shortlist, ShortlistEntry, in_language
from directory.catalogue.choices import OrganisationKind, SolutionKind, size_label
from directory.catalogue.models.entry import LANGUAGES


@dataclass(frozen=True, slots=True)
class Said:
    """A frozen text with its language where that is another one than the reader's."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class ReasonView:
    label: Said
    points: str
    evidence: Said
    url: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What somebody decided; ``by`` is empty where the account is gone."""

    verdict: str
    label: str
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry as it was; ``decisions`` begin with the one that counts."""

    number: int
    key: int
    type: str
    kind: str
    public_id: str
    name: Said
    tagline: Said
    description: Said
    url: str
    score: float
    shown_score: str
    facts: Sequence[tuple[str, str]]
    reasons: Sequence[ReasonView]
    gaps: Sequence[Said]
    decisions: Sequence[DecisionView]
    is_sample: bool

    @property
    def decision(self) -> DecisionView | None:
        """Return the decision that counts."""
        return self.decisions[0] if self.decisions else None


@dataclass(frozen=True, slots=True)
class ShortlistView:
    """A whole list."""

    title: str
    asked: Said
    need_title: Said
    need_url: str
    buyer: str
    codes: Sequence[str]
    sectors: Sequence[str]
    made_at: datetime
    made_by: str
    digest: str
    entries: Sequence[EntryView]
    counts: Mapping[str, int]
    undecided: int


def present_shortlist(shortlist: Shortlist) -> ShortlistView:
    """Return a list in the active language; two queries beside the list itself."""
    entries = list(shortlist.entries.order_by("position"))
    decided: dict[int, list[Decision]] = {}
    rows = Decision.objects.filter(entry__shortlist=shortlist).select_related("by")
    for row in rows.order_by("-pk"):
        decided.setdefault(row.entry_id, []).append(row)
    views = [_entry(entry, decided.get(entry.pk, ())) for entry in entries]
    verdicts = [view.decision.verdict if view.decision else "" for view in views]
    demand = shortlist.demand
    return ShortlistView(
        title=shortlist.title,
        asked=_said(demand["text"]),
        need_title=_said(demand["title"]),
        need_url=_here(demand.get("url", "")),
        buyer=demand["buyer"] if demand.get("buyer") else "",
        codes=[f"{one['slug']} {_said(one['label'])}" for one in demand["cpv"]],
        sectors=[str(_said(one["label"])) for one in demand["sectors"]],
        made_at=shortlist.made_at,
        made_by=_person(shortlist.made_by),
        digest=shortlist.digest,
        entries=views,
        counts={name: verdicts.count(name) for name in Verdict.values},
        undecided=verdicts.count(""),
    )


def _entry(entry: ShortlistEntry, decisions: Sequence[Decision]) -> EntryView:
    card = entry.card
    return EntryView(
        number=entry.position,
        key=entry.pk,
        type=entry.type,
        kind=_("Solution") if entry.type == "solution" else _("Organisation"),
        public_id=entry.public_id,
        name=_said(card["name"]),
        tagline=_said(card["tagline"]),
        description=_said(card["description"]),
        url=_here(card["url"]),
        score=entry.score,
        shown_score=number_format(round(entry.score), 0),
        facts=_facts(entry),
        reasons=[
            ReasonView(
                label=_said(one["label"]),
                points=number_format(round(one["points"], 1), 1),
                evidence=_said(one["evidence"]),
                url=_here(one["url"]),
            )
            for one in entry.reasons
        ],
        gaps=[_said(one["label"]) for one in entry.gaps],
        decisions=[
            DecisionView(
                verdict=row.verdict,
                label=str(Verdict(row.verdict).label),
                reason=row.reason,
                at=row.at,
                by=_person(row.by),
            )
            for row in decisions
        ],
        is_sample=card["is_sample"],
    )


def _facts(entry: ShortlistEntry) -> list[tuple[str, str]]:
    card = entry.card
    kinds: Any = SolutionKind if entry.type == "solution" else OrganisationKind
    kind = str(kinds(card["kind"]).label) if card["kind"] in kinds.values else card["kind"]
    providers = [
        " ".join(filter(None, (str(_said(one["name"])), one["registration_number"])))
        for one in card["providers"]
    ]
    facts = [
        (_("Kind"), kind),
        (_("Registration number"), card.get("registration_number", "")),
        (_("Provided by"), ", ".join(providers)),
        (_("Employees"), size_label(card.get("employees", ""))),
        ("TRL", str(card["trl"]) if card.get("trl") else ""),
        (_("Certifications"), ", ".join(str(_said(one["label"])) for one in card["certifications"])),
        (_("Website"), card["website"]),
    ]  # fmt: skip
    return [(label, value) for label, value in facts if value]


def _said(texts: Mapping[str, str]) -> Said:
    text, lang = in_language(dict(texts))
    return Said(text, "" if lang == get_language() else lang)


def _here(url: str) -> str:
    """Return an address of this site in the active language; an outer one as it is."""
    if not url.startswith("/"):
        return url
    wanted = get_language() or LANGUAGES[0]
    # An address is only known in its own language: lists keep it in the first one.
    with translation.override(LANGUAGES[0]):
        return translate_url(url, wanted)


def _person(user: Any) -> str:
    return str(user) if user is not None else ""
