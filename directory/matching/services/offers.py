"""The other direction: the open needs that an organisation and its solutions could meet, and needs that are alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from directory.catalogue.models import Organisation, Solution
from directory.matching.models import StoredMatch
from directory.matching.records import Demand, Match
from directory.matching.scoring.kinship import akin
from directory.matching.services import snapshot
from directory.matching.services.demands import demand_of
from directory.matching.services.match import compare, weights
from directory.matching.services.unmet import ADEQUATE
from directory.needs.models import Need
from search import indexing
from search.contract import schema

#: Points from which a need is shown to those who could meet it: they judge the reasons themselves.
WORTH_A_LOOK = 16.0
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
    for need in needs.prefetch_related(*words).order_by("pk"):
        matches = compare(_demand(need), candidates, kept, weighed=weighed)
        best = max(matches, key=lambda one: one.score)
        if best.score >= at_least:
            found.append(Fit(need, best))
    return sorted(found, key=lambda fit: (-fit.match.score, fit.need.pk))


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
