"""The other direction: the open needs that an organisation and its solutions could meet, and needs that are alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest

from directory.catalogue.models import Organisation, Solution
from directory.matching.choices import ADEQUATE
from directory.matching.models import StoredMatch
from directory.matching.records import Candidate, Demand, Match
from directory.matching.scoring.kinship import akin
from directory.matching.services import snapshot
from directory.matching.services.demands import demand_of
from directory.matching.services.match import compare, weights
from directory.matching.services.snapshot import Snapshot
from directory.needs.models import Need
from search import indexing
from search.contract import schema

#: Points from which a need is shown to those who could meet it: they judge the reasons themselves.
WORTH_A_LOOK = 16.0
#: Needs that an organisation is compared with in full; a comparison costs a hundred times the first sight.
MOST_COMPARED = 200
_GROUP = 3
_READ = 6
#: What a shared group of codes and a shared sector count beside words, each of which counts by its rarity.
_OF_CODE = 12.0
_OF_SECTOR = 6.0
_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class Fit:
    """An open need with what meets it best of one organisation: a solution of it, or itself."""

    need: Need
    match: Match


def needs_for(organisation: Organisation, *, at_least: float = WORTH_A_LOOK) -> list[Fit]:
    """Return the open needs of others that an organisation could meet, best first."""
    kept = snapshot.current()
    solutions = Solution.objects.public().filter(providers=organisation).order_by("pk")
    keys = [(schema.SOLUTION, pk) for pk in solutions.values_list("pk", flat=True)]
    candidates = kept.candidates([*keys, (schema.ORGANISATION, organisation.pk)])
    if not candidates:
        return []
    weighed = weights()
    found = []
    needs = Need.objects.public().open().exclude(buyer=organisation).select_related("buyer")
    words = ("cpv", "sectors", "required_certifications")
    asked = needs.prefetch_related(*words).order_by("pk")
    for need, demand in nearest(asked, candidates, kept, most=MOST_COMPARED):
        matches = compare(demand, candidates, kept, weighed=weighed)
        best = max(matches, key=lambda one: one.score)
        if best.score >= at_least:
            found.append(Fit(need, best))
    return sorted(found, key=lambda fit: (-fit.match.score, fit.need.pk))


def nearest(
    needs: Iterable[Need], candidates: Sequence[Candidate], kept: Snapshot, *, most: int
) -> list[tuple[Need, Demand]]:
    """Return the needs that share most with some candidates at first sight: in words, codes and sectors."""
    deeds = [deed for one in candidates for deed in kept.deeds(one)]
    stems = {stem for one in candidates for stem in one.words}
    stems |= {stem for deed in deeds for word in deed.words for stem in word}
    coded = (*(one.cpv for one in candidates), *(deed.cpv for deed in deeds))
    groups = {code[:_GROUP] for codes in coded for code in codes}
    sectors = {slug for one in candidates for slug in one.sectors}
    found = []
    for need in needs:
        demand = _demand(need)
        told = {word for words in demand.sentences[:_READ] for word in words}
        shared = sum(kept.weigh(word) for word in told if not stems.isdisjoint(word))
        shared += _OF_CODE * any(code[:_GROUP] in groups for code in demand.cpv)
        shared += _OF_SECTOR * (not sectors.isdisjoint(demand.sectors))
        found.append((-shared, need.pk, need, demand))
    return [(need, demand) for *_points, need, demand in nsmallest(most, found)]


def needs_alike(need: Need, *, since: datetime) -> list[Need]:
    """Return the other open needs that became public after a moment and ask for the same kind of thing."""
    weigh = snapshot.current().weigh
    own = _demand(need)
    rows = Need.objects.public().open().exclude(pk=need.pk).select_related("buyer")
    newer = rows.filter(first_published_at__gt=since) | rows.filter(created_at__gt=since)
    return [row for row in newer.order_by("pk") if akin(own, _demand(row), weigh)]


def adequate_matches(need: Need) -> Iterable[StoredMatch]:
    """Return the stored matches that meet a need well enough, best first."""
    rows = StoredMatch.objects.filter(need=need, score__gte=ADEQUATE)
    return rows.select_related("organisation", "solution").order_by("position")


def _demand(need: Need) -> Demand:
    """Return what a need asks for, read once until it or a vocabulary changes."""
    terms, key = indexing.snapshot(), (need.pk, need.updated_at)
    known = _demands.get(key)
    if known is None or known[0] is not terms:
        if len(_demands) >= _KEPT:
            _demands.clear()
        known = _demands[key] = (terms, demand_of(need))
    return known[1]


def forget() -> None:
    """Drop what is kept of needs."""
    _demands.clear()


_demands: dict[tuple[int, datetime], tuple[object, Demand]] = {}
