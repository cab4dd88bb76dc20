"""Say matches in words: reasons with what they rest on, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.matching.choices import ADEQUATE, Feature
from directory.matching.records import Candidate, Deed, Gap, Match, Reason
from directory.matching.services.reading import label_of_work
from directory.media.belt import EmblemArt, belt_number, emblem_path
from directory.taxonomy.models import (
    Certification,
    Cpv,
    DataTheme,
    Language,
    Sector,
    Technology,
    Term,
)
from search import indexing
from search.contract import schema

_VOCABULARIES: Mapping[str, type[Term]] = {
    Feature.SECTOR: Sector,
    Feature.TECHNOLOGY: Technology,
    Feature.DATA_THEME: DataTheme,
    "certification": Certification,
}


#: The four kinds of things that speak for a supplier, in the order in which a bar shows them.
PARTS: Mapping[str, tuple[str, ...]] = {
    "text": (Feature.TEXT,),
    "proof": (
        Feature.PROJECTS,
        Feature.RECORD,
        Feature.NEARBY,
        Feature.CLIENT,
        Feature.RECENT,
    ),
    "field": (
        Feature.CPV,
        Feature.SUBJECT,
        Feature.WORK,
        Feature.SECTOR,
        Feature.TECHNOLOGY,
        Feature.DATA_THEME,
    ),
    "demand": (Feature.REQUIREMENTS, Feature.CAPACITY),
}
_PART_OF = {kind: part for part, kinds in PARTS.items() for kind in kinds}
#: Hundredths of the bar that stay empty between two parts.
_SPACE = 0.4
#: So many reasons stand open; the small ones behind them are folded away, one alone never.
REASONS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of the bar of a score, in hundredths of its width."""

    name: str
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class ReasonView:
    """A reason in words; ``url`` leads to its evidence, ``part`` names its part of the bar."""

    kind: str
    part: str
    label: str
    points: str
    weight: float
    url: str = ""
    evidence: str = ""
    evidence_lang: str = ""


@dataclass(frozen=True, slots=True)
class GapView:
    """Something missing or unknown, in words."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class MatchView:
    """One match as pages and the API show it; an adequate one meets the need well enough."""

    type: str
    public_id: str
    name: str
    name_lang: str
    kind: str
    url: str
    score: float
    shown_score: str
    is_adequate: bool
    reasons: Sequence[ReasonView]
    gaps: Sequence[GapView]
    is_sample: bool
    emblem: EmblemArt
    provider: str
    provider_lang: str
    bar: Sequence[BarPart]

    @property
    def telling(self) -> Sequence[ReasonView]:
        """The reasons that weigh most."""
        return self.reasons if self._is_short else self.reasons[:REASONS_SHOWN]

    @property
    def lesser(self) -> Sequence[ReasonView]:
        """The reasons behind them."""
        return () if self._is_short else self.reasons[REASONS_SHOWN:]

    @property
    def lesser_points(self) -> str:
        """What the reasons behind them add up to."""
        return number_format(round(sum(round(one.weight, 1) for one in self.lesser), 1), 1)

    @property
    def _is_short(self) -> bool:
        return len(self.reasons) <= REASONS_SHOWN + 1


def present_matches(matches: Sequence[Match], *, lang: str) -> list[MatchView]:
    """Return matches in a language, which must be the active one."""
    return [_present(match, lang) for match in matches]


def _present(match: Match, lang: str) -> MatchView:
    candidate = match.candidate
    name, name_lang = _text(candidate.name, lang)
    provider, provider_lang = _text(candidate.provider, lang)
    return MatchView(
        type=candidate.type,
        public_id=candidate.public_id,
        name=name,
        name_lang=name_lang,
        kind=_("Solution") if candidate.type == schema.SOLUTION else _("Organisation"),
        url=_page(candidate),
        score=match.score,
        shown_score=number_format(round(match.score), 0),
        is_adequate=match.score >= ADEQUATE,
        reasons=[_reason(reason, candidate, lang) for reason in match.reasons],
        gaps=[GapView(str(gap.kind), _gap(gap, lang)) for gap in match.gaps],
        is_sample=candidate.is_sample,
        emblem=emblem_path(candidate.emblem or belt_number(str(candidate.key))),
        provider=provider,
        provider_lang=provider_lang,
        bar=bar_of(match.reasons),
    )


def bar_of(reasons: Sequence[Reason]) -> list[BarPart]:
    """Return the parts of a score side by side, and what is missing to a hundred as the last of them."""
    points = dict.fromkeys(PARTS, 0.0)
    for reason in reasons:
        points[_PART_OF[str(reason.kind)]] += reason.points
    parts, start = [], 0.0
    for name, width in (*points.items(), ("gap", 100 - sum(points.values()))):
        if width > _SPACE:
            parts.append(BarPart(name, f"{start:.2f}%", f"{width - _SPACE:.2f}%"))
        start += width
    return parts


def _page(candidate: Candidate) -> str:
    return reverse(f"browse:{candidate.type}", args=[candidate.slug])


def _text(texts: Mapping[str, str], lang: str) -> tuple[str, str]:
    """Return a text and its language where that is another one."""
    if text := texts.get(lang):
        return text, ""
    return next(((text, other) for other, text in texts.items() if text), ("", ""))


def _reason(reason: Reason, candidate: Candidate, lang: str) -> ReasonView:
    url, evidence, evidence_lang = _page(candidate), "", ""
    if reason.deed is not None:
        evidence, evidence_lang = _text(reason.deed.title, lang)
        url = _deed_url(reason.deed, candidate)
    return ReasonView(
        kind=str(reason.kind),
        part=_PART_OF[str(reason.kind)],
        label=_because(reason, lang),
        points=number_format(round(reason.points, 1), 1),
        weight=round(reason.points, 2),
        url=url,
        evidence=evidence,
        evidence_lang=evidence_lang,
    )


def _deed_url(deed: Deed, candidate: Candidate) -> str:
    if deed.kind == "reference":
        return reverse("browse:reference", args=[deed.url])
    return deed.url or _page(candidate)


def _because(reason: Reason, lang: str) -> str:
    facts, deed = reason.facts, reason.deed
    if reason.kind == Feature.TEXT:
        return _("Its description uses the words of the need")
    if reason.kind == Feature.PROJECTS:
        return _("It carried out a like project")
    if reason.kind == Feature.CPV:
        return _cpv(facts, deed, lang)
    if reason.kind == Feature.RECORD:
        return ngettext(
            "%(number)d project or contract of this kind",
            "%(number)d projects or contracts of this kind",
            facts["count"],
        ) % {"number": facts["count"]}
    if reason.kind == Feature.CLIENT:
        return (
            _("It has done such work for this contracting authority")
            if facts["same"]
            else _("It has done such work for a similar client")
        )
    if reason.kind == Feature.SUBJECT:
        return _("By their words, a project of it is about the same: %(label)s") % {
            "label": _label(Cpv, facts["group"].ljust(8, "0"), lang)
        }
    if reason.kind == Feature.WORK:
        words = {"work": label_of_work(facts["work"], lang)}
        if deed is not None:
            return _("It has done work of this kind: %(work)s") % words
        return _("Its description names this kind of work: %(work)s") % words
    if reason.kind == Feature.NEARBY:
        if facts["near"]:
            return _("Such work done in this place or near it: %(near)d of %(count)d") % facts
        if facts["region"]:
            return _("It has done such work in the same region")
        return _("It has done such work, though farther away")
    if reason.kind == Feature.SECTOR:
        return _("Same sector: %(names)s") % {"names": _names(Feature.SECTOR, facts["slugs"], lang)}
    if reason.kind == Feature.TECHNOLOGY:
        return _("Uses the technology named: %(names)s") % {
            "names": _names(reason.kind, facts["slugs"], lang)
        }
    if reason.kind == Feature.DATA_THEME:
        return _("Works with this data: %(names)s") % {
            "names": _names(reason.kind, facts["slugs"], lang)
        }
    if reason.kind == Feature.RECENT:
        return _("Recent work in this branch, %(year)s") % {"year": facts["year"]}
    if reason.kind == Feature.REQUIREMENTS:
        names = ", ".join(_requirement(kind, slug, lang) for kind, slug in facts["met"])
        return _("Requirement met: %(names)s") % {"names": names}
    return _("The size of its team fits the budget")


def _cpv(facts: Mapping[str, Any], deed: Deed | None, lang: str) -> str:
    label = _label(Cpv, facts["code"], lang)
    words = {"code": facts["code"], "label": label}
    if facts["code"] == facts["wanted"]:
        if deed is not None:
            return _("A project or contract with the same CPV code %(code)s, %(label)s") % words
        return _("It offers the same CPV code %(code)s, %(label)s") % words
    if deed is not None:
        return _("A project or contract with a near CPV code %(code)s, %(label)s") % words
    return _("It offers a near CPV code %(code)s, %(label)s") % words


def _gap(gap: Gap, lang: str) -> str:
    if gap.kind in {"certification", "language", "trl"}:
        name = _requirement(gap.kind, gap.facts["slug"], lang)
        if gap.state == "missing":
            return _("Required and not stated among its own: %(name)s") % {"name": name}
        return _("Not known whether it meets: %(name)s") % {"name": name}
    if gap.kind == Feature.CPV:
        return _("Nothing known in the CPV division of %(code)s") % {"code": gap.facts["wanted"]}
    if gap.kind == Feature.SECTOR:
        return _("Another sector") if gap.state == "missing" else _("Its sectors are not known")
    if gap.kind == Feature.RECORD:
        return _("No projects or public contracts are known")
    if gap.kind == Feature.RECENT:
        return _("No dated work in this branch is known")
    return (
        _("A small team for this budget")
        if gap.state == "missing"
        else _("Not known whether its team is large enough for this budget")
    )


def _requirement(kind: str, slug: str, lang: str) -> str:
    if kind == "trl":
        return _("TRL %(level)s or higher") % {"level": slug}
    if kind == "language":
        language = Language.objects.filter(slug=slug).first()
        return str(language or slug)
    return _label(Certification, slug, lang)


def _names(kind: str, slugs: Sequence[str], lang: str) -> str:
    # The nearest terms say it: what stands above them is true as well.
    vocabulary = indexing.snapshot()[_VOCABULARIES[kind]]
    rows = [row for slug in slugs if (row := vocabulary.named(slug)) is not None]
    above = {key for row in rows for key in row.above}
    return ", ".join(row.label.get(lang) or row.slug for row in rows if row.pk not in above)


def _label(model: type[Term], slug: str, lang: str) -> str:
    term = indexing.snapshot()[model].named(slug)
    return slug if term is None else term.label.get(lang) or next(iter(term.label.values()), slug)
