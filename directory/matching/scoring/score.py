"""Score a candidate against a demand: every point a reason, everything missing a gap.

The score is the sum of weight times value over features whose values lie between 0 and 1, so that
a candidate which is no worse in every feature never ranks lower.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from directory.matching.choices import Feature
from directory.matching.records import Candidate, Deed, Demand, Gap, Match, Reason
from directory.matching.scoring.cpv import shared_digits
from directory.matching.scoring.likeness import FURTHER, alike, text_likeness
from directory.matching.scoring.places import nearness
from directory.matching.scoring.reading import Reader, Told, subject_alike
from directory.matching.scoring.words import Weigh
from directory.matching.scoring.works import Named, covered, works_alike

Weights = Mapping[str, float]
Found = tuple[float, dict[str, Any], Deed | None]

NOTHING: Found = (0.0, {}, None)
PLAIN = Reader()
SHOWN_WORDS = 8
_RECENT_YEARS = 3
_OLDER_YEARS = 6
_SAME_REGION = 0.2
_LIKE_CLIENT = 0.8
_SIMILAR = 0.1
_NEAR = 0.1
#: From how near on work was done in the place or near it: some seventy kilometres.
_HERE = 0.5
#: Holds the share of work done nearby down where little work of the kind is known.
_DOUBT = 0.15
_SAME_SUBJECT = 0.3
_KINDRED = 0.25
#: The part of the kind of work that deeds prove; the rest is what the candidate says of itself.
_PROVEN = 0.75
#: From how far on a deed counts as one of the kind.
_COUNTED = 0.15
#: What a deed counts by its code where words don't tell the kind of work.
_BY_CODE = 0.5
#: Sentences whose runs of letters, subject and kinds of work are compared: the title and what comes next to it.
_READ = 3
#: Budgets in euro up to which a team of a size can carry a need alone.
_CARRIES = {"1-9": 250_000.0, "10-49": 2_000_000.0, "50-249": 10_000_000.0}


def score(
    demand: Demand,
    candidate: Candidate,
    deeds: Sequence[Deed],
    *,
    weights: Weights,
    weigh: Weigh,
    year: int,
    reader: Reader = PLAIN,
) -> Match:
    """Return the match of one candidate; ``year`` is the present one."""
    asked = [reader.tell(text, demand.cpv) for text in demand.texts[:_READ]]
    named = [one.named for one in asked]
    compared = [_compare(demand, asked, deed, weigh, reader) for deed in deeds]
    values: dict[str, Found] = {
        Feature.TEXT: _text(demand, candidate, weigh),
        Feature.PROJECTS: _projects(compared),
        Feature.CPV: _cpv(demand, candidate, deeds, reader),
        Feature.SUBJECT: _subject(compared),
        Feature.WORK: _work(named, candidate, compared),
        Feature.RECORD: _record(compared),
        Feature.NEARBY: _nearby(demand, compared),
        Feature.CLIENT: _client(demand, compared, weigh),
        Feature.SECTOR: _sector(demand, candidate, deeds),
        Feature.TECHNOLOGY: _shared(demand.technologies, candidate.technologies),
        Feature.DATA_THEME: _shared(demand.data_themes, candidate.data_themes),
        Feature.RECENT: _recent(demand, deeds, year),
        Feature.REQUIREMENTS: _requirements(demand, candidate),
        Feature.CAPACITY: _capacity(demand, candidate),
    }
    full = sum(weights[kind] for kind in askable(demand, named)) or 1.0
    reasons = [
        Reason(kind, value, 100 * weights[kind] * value / full, facts, deed)
        for kind, (value, facts, deed) in values.items()
        if value > 0 and weights[kind] > 0
    ]
    reasons.sort(key=lambda reason: -reason.points)
    total = sum(reason.points for reason in reasons)
    return Match(
        candidate, round(total, 4), tuple(reasons), tuple(_gaps(demand, candidate, deeds, values))
    )


def askable(demand: Demand, named: Sequence[Named]) -> set[str]:
    """Return the features by which a demand can be met at all: what it does not ask for costs nobody a point."""
    told = any(one.works for one in named)
    conditions = {
        Feature.CPV: demand.cpv,
        Feature.WORK: told,
        Feature.RECORD: told or demand.cpv,
        Feature.NEARBY: demand.places or demand.region is not None,
        Feature.CLIENT: demand.client or demand.buyer is not None,
        Feature.SECTOR: demand.sectors,
        Feature.TECHNOLOGY: demand.technologies,
        Feature.DATA_THEME: demand.data_themes,
        Feature.RECENT: demand.cpv or demand.sectors,
        Feature.REQUIREMENTS: demand.requirements or demand.trl is not None,
        Feature.CAPACITY: demand.budget is not None,
    }
    return {kind for kind in Feature.values if conditions.get(Feature(kind), True)}


def ranked(matches: Iterable[Match]) -> list[Match]:
    """Return matches best first; equals in an order that favours nobody's name, size or age."""
    return sorted(
        matches,
        key=lambda match: (-match.score, lot(match.candidate.type, match.candidate.public_id)),
    )


def lot(type_name: str, public_id: str) -> bytes:
    """Return what equals stand in order by, which tells nothing of them."""
    return hashlib.sha256(f"{type_name}:{public_id}".encode()).digest()


def _text(demand: Demand, candidate: Candidate, weigh: Weigh) -> Found:
    share, hits = text_likeness(demand, candidate.words, candidate.length, weigh)
    return share, {"stems": hits[:SHOWN_WORDS]}, None


@dataclass(frozen=True, slots=True)
class Compared:
    """A deed beside a demand: how like it is in words, in subject, in kind of work and in code."""

    deed: Deed
    likeness: float
    subject: tuple[float, str]
    work: tuple[float, str]
    near: float
    told: bool

    @property
    def kinship(self) -> float:
        """Return how far it is work of the kind asked for: by the likest of all, a third of it by the kind of work."""
        likest = max(self.likeness, self.near, self.work[0])
        return likest * (2 + self.work[0]) / 3 if likest >= _KINDRED else 0.0

    @property
    def practice(self) -> float:
        """Return how far it is practice in the kind of work, by the code where words tell of none."""
        return self.work[0] if self.told else _BY_CODE * self.near


def _compare(
    demand: Demand, asked: Sequence[Told], deed: Deed, weigh: Weigh, reader: Reader
) -> Compared:
    told = reader.tell(deed.said, deed.cpv)
    likeness, subject, work, named = 0.0, (0.0, ""), (0.0, ""), False
    for number, words in enumerate(demand.sentences):
        share = FURTHER if number else 1.0
        value = alike(words, deed.words, weigh)
        if number < len(asked) and told.length:
            one = asked[number]
            value = (value + reader.runs_alike(one, told)) / 2
            about, group = subject_alike(one, told)
            subject = max(subject, (share * about, group))
            alike_work, kind = works_alike(one.named, told.named)
            work = max(work, (share * alike_work, kind))
            named = named or bool(one.named.works and told.named.works)
        likeness = max(likeness, share * value)
    near = reader.nearest(demand.cpv, deed.cpv)[0]
    return Compared(deed, likeness, subject, work, near, named)


def _projects(compared: Sequence[Compared]) -> Found:
    best = max(compared, key=lambda one: one.likeness, default=None)
    if best is None or best.likeness < _SIMILAR:
        return NOTHING
    return best.likeness, {}, best.deed


def _cpv(demand: Demand, candidate: Candidate, deeds: Sequence[Deed], reader: Reader) -> Found:
    near, wanted, code = reader.nearest(demand.cpv, candidate.cpv)
    deed = None
    for one in deeds:
        found, asked, has = reader.nearest(demand.cpv, one.cpv)
        # What was done tells more than what is said, at the same distance.
        if found > near or (found == near and near and deed is None):
            near, wanted, code, deed = found, asked, has, one
    return (near, {"wanted": wanted, "code": code}, deed) if near else NOTHING


def _subject(compared: Sequence[Compared]) -> Found:
    """Score what the words of the nearest deed are about, whatever code it carries."""
    best = max(compared, key=lambda one: one.subject[0], default=None)
    if best is None or best.subject[0] < _SAME_SUBJECT:
        return NOTHING
    value, group = best.subject
    return value, {"group": group}, best.deed


def _work(asked: Sequence[Named], candidate: Candidate, compared: Sequence[Compared]) -> Found:
    """Score the kind of work: what the nearest deed proves of it, and what the candidate says of itself."""
    best = max(compared, key=lambda one: one.work[0], default=None)
    proven, kind = best.work if best is not None else (0.0, "")
    said, own = 0.0, ""
    for number, named in enumerate(asked):
        share, slug = covered(named, candidate.works)
        said, own = max((said, own), ((FURTHER if number else 1.0) * share, slug))
    value = _PROVEN * proven + (1 - _PROVEN) * said
    if not value:
        return NOTHING
    return value, {"work": kind or own}, best.deed if best is not None and proven else None


def _record(compared: Sequence[Compared]) -> Found:
    """Count deeds of the kind, with diminishing returns: the third says less than the first."""
    near = [one for one in compared if one.practice >= _COUNTED]
    weight = sum(one.practice**2 for one in near)
    if not near:
        return NOTHING
    best = max(near, key=lambda one: (one.practice, one.deed.year or 0, one.deed.key))
    return weight / (weight + 1.0), {"count": len(near)}, best.deed


def _nearby(demand: Demand, compared: Sequence[Compared]) -> Found:
    """Score how much of the work of the kind asked for was done near the places named.

    Work that names no place tells nothing either way; who did one such job has proven less than who did several.
    Work for the same region counts by itself, as far as it is of the kind: a region is wide.
    """
    best: tuple[float, Deed | None] = (0.0, None)
    share, kin, region, here, count = 0.0, 0.0, 0.0, 0, 0
    for one in compared:
        if not one.kinship:
            continue
        value = 0.0
        if demand.places and one.deed.places:
            value = nearness(demand.places, one.deed.places)
            share += value * one.kinship
            kin += one.kinship
            count += 1
            here += value >= _HERE
        if demand.region is not None and one.deed.region == demand.region:
            region = max(region, _SAME_REGION * one.kinship)
            value = max(value, _SAME_REGION)
        if value * one.kinship > best[0]:
            best = (value * one.kinship, one.deed)
    value = max(share / (kin + _DOUBT), region)
    facts = {"near": here, "count": count, "region": region > 0}
    return (value, facts, best[1]) if value >= _NEAR else NOTHING


def _client(demand: Demand, compared: Sequence[Compared], weigh: Weigh) -> Found:
    """Score work for the same client, or for one with a like name, as far as it is of the kind asked for."""
    best: Found = NOTHING
    for one in compared:
        same = demand.buyer is not None and one.deed.buyer == demand.buyer
        value = 1.0 if same else _LIKE_CLIENT * alike(demand.client, one.deed.client, weigh)
        value *= one.kinship
        if value >= _SIMILAR and value > best[0]:
            best = (value, {"same": same}, one.deed)
    return best


def _sector(demand: Demand, candidate: Candidate, deeds: Sequence[Deed]) -> Found:
    shared = sorted(demand.sectors & candidate.sectors)
    if shared:
        return len(shared) / len(demand.sectors), {"slugs": shared}, None
    for deed in deeds:
        if deed.sector in demand.sectors:
            return 0.5 / len(demand.sectors), {"slugs": [deed.sector]}, deed
    return NOTHING


def _shared(wanted: frozenset[str], offered: frozenset[str]) -> Found:
    shared = sorted(wanted & offered)
    return (len(shared) / len(wanted), {"slugs": shared}, None) if shared else NOTHING


def _recent(demand: Demand, deeds: Sequence[Deed], year: int) -> Found:
    """Score the newest dated deed in the branch or sector; what has no date is neither new nor old."""
    dated = [deed for deed in deeds if deed.year and _concerns(demand, deed)]
    if not dated:
        return NOTHING
    newest = max(dated, key=lambda deed: (deed.year or 0, deed.key))
    age = year - (newest.year or 0)
    value = 1.0 if age <= _RECENT_YEARS else 0.5 if age <= _OLDER_YEARS else 0.0
    return value, {"year": newest.year}, newest


def _concerns(demand: Demand, deed: Deed) -> bool:
    return deed.sector in demand.sectors or any(
        shared_digits(one, other) for one in demand.cpv for other in deed.cpv
    )


def _requirement_states(demand: Demand, candidate: Candidate) -> list[tuple[str, str, str]]:
    """Return kind, slug and state (met, missing, unknown) of each hard requirement."""
    known = {"certification": candidate.certifications, "language": candidate.languages}
    states = [
        (kind, slug, "met" if slug in known[kind] else "missing" if known[kind] else "unknown")
        for kind, slug in demand.requirements
    ]
    if demand.trl is not None and candidate.type == "solution":
        state = (
            "unknown"
            if candidate.trl is None
            else "met"
            if candidate.trl >= demand.trl
            else "missing"
        )
        states.append(("trl", str(demand.trl), state))
    return states


def _requirements(demand: Demand, candidate: Candidate) -> Found:
    states = _requirement_states(demand, candidate)
    met = [(kind, slug) for kind, slug, state in states if state == "met"]
    return (len(met) / len(states), {"met": met}, None) if met else NOTHING


def _capacity(demand: Demand, candidate: Candidate) -> Found:
    """Say whether the team can carry the budget: enough is enough, more is no better."""
    if demand.budget is None or not candidate.size:
        return NOTHING
    fits = demand.budget <= _CARRIES.get(candidate.size, float("inf"))
    return (1.0, {"size": candidate.size}, None) if fits else NOTHING


def _gaps(
    demand: Demand, candidate: Candidate, deeds: Sequence[Deed], values: Mapping[str, Found]
) -> Iterable[Gap]:
    for kind, slug, state in _requirement_states(demand, candidate):
        if state != "met":
            yield Gap(kind, state, {"slug": slug})
    if demand.cpv and not values[Feature.CPV][0]:
        yield Gap(Feature.CPV, "missing", {"wanted": demand.cpv[0]})
    if demand.sectors and not values[Feature.SECTOR][0]:
        yield Gap(Feature.SECTOR, "missing" if candidate.sectors else "unknown")
    if not deeds:
        yield Gap(Feature.RECORD, "missing")
    elif (demand.cpv or demand.sectors) and not any(
        deed.year and _concerns(demand, deed) for deed in deeds
    ):
        yield Gap(Feature.RECENT, "unknown")
    if demand.budget is not None and not values[Feature.CAPACITY][0]:
        yield Gap(
            Feature.CAPACITY, "missing" if candidate.size else "unknown", {"size": candidate.size}
        )
