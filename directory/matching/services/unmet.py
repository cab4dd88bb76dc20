"""Which needs nothing in the catalogue meets well enough, by sector."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from directory.matching.choices import ADEQUATE
from directory.matching.models import NamedTechnology, Progress, StoredMatch
from directory.matching.records import Match
from directory.needs.choices import NeedStatus
from directory.needs.models import Need, Undertaking
from directory.taxonomy.models import Sector, Technology, Term


def was_matched() -> bool:
    """Return whether the needs were matched at all; a new site does that some minutes after its start."""
    return Progress.objects.exists()


def unmet_needs(*, sector: str = "", technology: str = "") -> QuerySet[Need]:
    """Return the public needs without an adequate match, open ones first; none before the first matching.

    Of those the soonest to close is on top, of the others the latest closed.
    What has ended tells as well what nobody offers; what was cancelled does not.
    They follow the stored matches, which `match_needs` keeps.
    """
    if not was_matched():
        return Need.objects.none()
    adequate = StoredMatch.objects.filter(need=OuterRef("pk"), score__gte=ADEQUATE)
    needs = Need.objects.public().exclude(settled=NeedStatus.CANCELLED).filter(~Exists(adequate))
    if sector:
        needs = needs.filter(sectors__slug=sector)
    if technology:
        needs = needs.filter(named_technologies__technology__slug=technology)
    is_open = Q(settled="") & (Q(deadline__isnull=True) | Q(deadline__gt=timezone.now()))
    return needs.order_by(
        Case(When(is_open, then=Value(0)), default=Value(1)),
        Case(When(is_open, then=F("deadline"))).asc(nulls_last=True),
        F("deadline").desc(nulls_last=True),
        "-pk",
    )


def is_unmet(need: Need, matches: Sequence[Match]) -> bool:
    """Return whether a public need that is still wanted has no adequate one among its matches, best first."""
    wanted = need.live and need.status not in {NeedStatus.AWARDED, NeedStatus.CANCELLED}
    return wanted and not (matches and matches[0].score >= ADEQUATE)


def unmet_sectors() -> list[tuple[Term, int]]:
    """Return the sectors of unmet needs with their numbers, most first."""
    through = Need.sectors.through.objects.filter(need__in=unmet_needs().order_by().values("pk"))
    return _counted(Sector, through.values_list("sector_id", flat=True))


def unmet_technologies() -> list[tuple[Term, int]]:
    """Return the technologies that unmet needs name with their numbers, most first."""
    rows = NamedTechnology.objects.filter(need__in=unmet_needs().order_by().values("pk"))
    return _counted(Technology, rows.values_list("technology_id", flat=True))


def _counted(model: type[Term], keys: Iterable[int]) -> list[tuple[Term, int]]:
    counts = Counter(keys)
    terms: Any = model._default_manager
    rows = [(term, counts[key]) for key, term in terms.in_bulk(counts).items()]
    return sorted(rows, key=lambda row: (-row[1], row[0].slug))


def working_on(needs: Iterable[Need]) -> Mapping[int, Sequence[Undertaking]]:
    """Return who works on which of some needs; one query."""
    keys = [need.pk for need in needs]
    rows = Undertaking.objects.public().filter(need__in=keys).select_related("organisation")
    found: dict[int, list[Undertaking]] = defaultdict(list)
    for row in rows.order_by("since", "pk"):
        found[row.need_id].append(row)
    return found
