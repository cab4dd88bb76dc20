"""Tell what buyers judged: outcomes of needs, decisions on shortlists, and opinions on matches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import floor

from directory.buyers.choices import Fit, Verdict
from directory.buyers.models import Decision, Opinion
from directory.catalogue.models import Organisation, Solution
from directory.needs.choices import WON
from directory.needs.models import FurtherWinner, Need, Outcome
from search.indexing.relations import public_ids

#: What a judged pair counts, of 3: chosen, kept on a shortlist, taken off it.
CHOSEN, KEPT, DROPPED = 3, 2, 0
#: What an opinion on a match counts; of several the mean does, a half as the next higher grade.
SAID = {Fit.FITS: 2, Fit.UNFIT: 0}


def judged_pairs() -> list[tuple[str, str, int]]:
    """Return need, entry and grade of every public need that was judged, in the order of their ids.

    An outcome counts more than any decision, a decision more than any opinion; of decisions the one
    made last counts, of opinions the mean.
    """
    grades = _opinions()
    decisions = Decision.objects.filter(entry__shortlist__need__isnull=False)
    columns = ("entry__shortlist__need_id", "entry__public_id", "verdict")
    for need, entry, verdict in decisions.order_by("pk").values_list(*columns):
        grades[need, entry] = KEPT if verdict == Verdict.IN else DROPPED
    won = Outcome.objects.filter(kind__in=WON)
    further = FurtherWinner.objects.filter(outcome__kind__in=WON)
    winners = [
        *won.values_list("need_id", "winner__organisation_id", "solution_id"),
        *further.values_list("outcome__need_id", "winner__organisation_id", "solution_id"),
    ]
    organisations = public_ids(Organisation, _keys(row[1] for row in winners))
    solutions = public_ids(Solution, _keys(row[2] for row in winners))
    for need, organisation, solution in winners:
        for entry in (organisations.get(organisation), solutions.get(solution)):
            if entry is not None:
                grades[need, entry] = CHOSEN
    public = Need.objects.public().filter(pk__in={need for need, _ in grades})
    needs = public_ids(Need, list(public.values_list("pk", flat=True)))
    rows = [(needs[need], entry, grade) for (need, entry), grade in grades.items() if need in needs]
    return sorted(rows)


def _opinions() -> dict[tuple[int, str], int]:
    """Return need and entry → the mean of what was said of them."""
    rows = list(Opinion.objects.values_list("need_id", "organisation_id", "solution_id", "value"))
    organisations = public_ids(Organisation, _keys(row[1] for row in rows))
    solutions = public_ids(Solution, _keys(row[2] for row in rows))
    said: dict[tuple[int, str], list[int]] = defaultdict(list)
    for need, organisation, solution, value in rows:
        entry = organisations[organisation] if solution is None else solutions[solution]
        said[need, entry].append(SAID[Fit(value)])
    return {pair: floor(sum(grades) / len(grades) + 0.5) for pair, grades in said.items()}


def _keys(values: Iterable[int | None]) -> list[int]:
    return sorted({value for value in values if value is not None})
