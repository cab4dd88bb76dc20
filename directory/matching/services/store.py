"""Keep the best matches of every public need, and follow the change log: an edit re-matches only what it touches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from django.db import transaction

from directory.matching.models import NamedTechnology, Progress, StoredMatch
from directory.matching.records import Match
from directory.matching.scoring.score import ranked
from directory.matching.services import snapshot
from directory.matching.services.demands import demand_of
from directory.matching.services.match import TYPES, compare, match, match_need, weights
from directory.needs.models import Need
from directory.taxonomy.models import Technology
from search import changes
from search.contract import schema

KEPT = 20
"""Matches kept of each need."""
BATCH = 50
_EVIDENCE = {schema.ORGANISATION, schema.SOLUTION}


def match_needs(*, everything: bool = False, progress: Callable[[], object] | None = None) -> int:
    """Match the needs that changed, or that a changed entry touches, and return how many were matched.

    A need is touched by an entry among its matches, and by one that would now come among them. Safe to run twice: the
    second run matches nothing. Weights that staff changed touch every need.
    """
    cursor = changes.latest()
    state = Progress.objects.filter(pk=1).first() or Progress(pk=1)
    weighed = weights()
    stamp = ",".join(f"{name}:{value:g}" for name, value in weighed.items())
    whole = everything or state.weights != stamp or not changes.reaches(state.cursor)
    public = set(Need.objects.public().values_list("pk", flat=True))
    StoredMatch.objects.exclude(need__in=Need.objects.public()).delete()
    due = public if whole else _touched(state.cursor, cursor, public, weighed)
    count = 0
    searched: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for start in range(0, len(due), BATCH):
        keys = sorted(due)[start : start + BATCH]
        needs = Need.objects.public().select_related("buyer").filter(pk__in=keys)
        for need in needs:
            demand = demand_of(need)
            found = match(demand, limit=KEPT, weighed=weighed, searched=searched)
            _store(need, found, technologies=demand.technologies)
            count += 1
            if progress is not None:
                progress()
    with transaction.atomic():
        Progress.objects.update_or_create(pk=1, defaults={"cursor": cursor, "weights": stamp})
    return count


def known_matches(need: Need, *, limit: int) -> list[Match]:
    """Return the best matches of a public need, from those stored where the need has not changed since.

    Their reasons and points are those of now; what came into the directory since the last run of
    `match_needs` is not among them. A need that was not matched yet is matched at once.
    """
    rows = list(StoredMatch.objects.filter(need=need).order_by("position")) if need.pk else []
    if not rows or not need.live or rows[0].matched_at < need.updated_at:
        return match_need(need, limit=limit)
    keys = [
        (schema.SOLUTION, row.solution_id)
        if row.solution_id is not None
        else (schema.ORGANISATION, int(row.organisation_id or 0))
        for row in rows
    ]
    kept = snapshot.current()
    found = compare(demand_of(need), kept.candidates(keys), kept)
    return ranked(one for one in found if one.score > 0)[:limit]


def _store(need: Need, matches: Iterable[Match], *, technologies: Collection[str]) -> None:
    rows = [
        StoredMatch(
            need=need,
            organisation_id=one.candidate.key
            if one.candidate.type == schema.ORGANISATION
            else None,
            solution_id=one.candidate.key if one.candidate.type == schema.SOLUTION else None,
            position=position,
            score=min(100.0, one.score),
        )
        for position, one in enumerate(matches, start=1)
    ]
    with transaction.atomic():
        StoredMatch.objects.filter(need=need).delete()
        StoredMatch.objects.bulk_create(rows)
        NamedTechnology.objects.filter(need=need).delete()
        named = Technology.objects.filter(slug__in=technologies).order_by("slug")
        NamedTechnology.objects.bulk_create(
            NamedTechnology(need=need, technology_id=key)
            for key in named.values_list("pk", flat=True)
        )


def _touched(
    since: int, until: int, public: Collection[int], weighed: Mapping[str, float]
) -> set[int]:
    """Return the public needs that the changes between two cursors touch."""
    due: set[int] = set()
    entries: set[tuple[str, int]] = set()
    while since < until:
        rows = changes.since(since, snapshot.BATCH)
        if not rows:
            break
        for row in rows:
            if row.type == schema.NEED:
                due.add(row.object_id)
            elif row.type in _EVIDENCE:
                entries.add((row.type, row.object_id))
            elif row.type == changes.VOCABULARY:
                return set(public)
        since = rows[-1].id
    if entries:
        due |= _holding(entries) | _reached(entries, set(public) - due, weighed)
    return due & set(public)


def _holding(entries: Collection[tuple[str, int]]) -> set[int]:
    organisations = [pk for name, pk in entries if name == schema.ORGANISATION]
    solutions = [pk for name, pk in entries if name == schema.SOLUTION]
    rows = StoredMatch.objects.filter(organisation__in=organisations) | StoredMatch.objects.filter(
        solution__in=solutions
    )
    return set(rows.values_list("need_id", flat=True))


def _reached(
    entries: Iterable[tuple[str, int]], needs: Collection[int], weighed: Mapping[str, float]
) -> set[int]:
    """Return the needs among whose matches a changed entry would now come."""
    kept = snapshot.current()
    candidates = kept.candidates(key for key in entries if key[0] in TYPES)
    if not candidates:
        return set()
    lowest = dict(StoredMatch.objects.filter(position=KEPT).values_list("need_id", "score"))
    found = set()
    for need in Need.objects.public().select_related("buyer").filter(pk__in=needs):
        best = max(one.score for one in compare(demand_of(need), candidates, kept, weighed=weighed))
        if best > 0 and best >= lowest.get(need.pk, 0.0):
            found.add(need.pk)
    return found
