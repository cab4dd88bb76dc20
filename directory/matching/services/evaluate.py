"""Measure matching against judgments, beside a ranking by text alone."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from directory.catalogue.models import OWN_SOURCE, ExternalId, Organisation, Solution
from directory.matching.records import Demand
from directory.matching.scoring.baseline import Bm25
from directory.matching.scoring.measures import MEASURES, Judged, Measure, mean, ratio
from directory.matching.services import snapshot
from directory.matching.services.demands import demand_of
from directory.matching.services.match import match
from directory.needs.models import Need
from search.contract import schema

COLUMNS = ("need", "id", "grade")
DEPTH = 50
TEXT_ALONE = "BM25 on text"
MOST_GRADE = 10
_BATCH = 1_000
_HERE = f"{OWN_SOURCE}:"


class JudgmentsError(Exception):
    """Report a file of judgments that can't be used; the message names line and reason."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Both rankings measured: name of a measure → matching, text alone; and what could not be judged.

    ``ratios`` hold name of a baseline → name of a measure → how many times matching is it. ``plain`` is the same
    measured of needs of which no more than text and codes is told, where that was tried.
    """

    needs: int
    measures: Mapping[str, tuple[Measure, Measure]]
    unknown: tuple[str, ...]
    ratios: Mapping[str, Mapping[str, Measure]] = field(default_factory=dict)
    plain: Evaluation | None = None


def measured(
    ours: Sequence[Judged],
    baselines: Mapping[str, Sequence[Judged]],
    unknown: Iterable[str] = (),
) -> Evaluation:
    """Measure matching beside rankings of the same needs; the first of them is text alone."""
    values = {name: [measure(one) for one in ours] for name, measure in MEASURES.items()}
    beside = {
        baseline: {name: [measure(one) for one in rankings] for name, measure in MEASURES.items()}
        for baseline, rankings in baselines.items()
    }
    first = next(iter(beside.values()))
    return Evaluation(
        len(ours),
        {name: (mean(values[name]), mean(first[name])) for name in MEASURES},
        tuple(unknown),
        {
            baseline: {name: ratio(values[name], theirs[name]) for name in MEASURES}
            for baseline, theirs in beside.items()
        },
    )


def evaluate(path: Path) -> Evaluation:
    """Match every need of a file of judgments and measure the order; raises `JudgmentsError`."""
    judgments = read_judgments(path)
    needs = _by_id(Need, judgments)
    kept = snapshot.current()
    text_alone = Bm25(_texts(kept))
    ours: list[Judged] = []
    theirs: list[Judged] = []
    unknown = []
    for public_id, grades in judgments.items():
        if public_id not in needs:
            unknown.append(public_id)
            continue
        demand = demand_of(needs[public_id])
        found = match(demand, limit=DEPTH)
        ours.append(Judged([one.candidate.public_id for one in found], grades))
        theirs.append(Judged(text_alone.rank(_stems(demand), limit=DEPTH), grades))
    return measured(ours, {TEXT_ALONE: theirs}, unknown)


def read_judgments(path: Path) -> dict[str, dict[str, int]]:
    """Return need → entry → grade; raises `JudgmentsError`."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            if not rows.fieldnames or any(name not in rows.fieldnames for name in COLUMNS):
                raise JudgmentsError(f"{path}: the columns must be {','.join(COLUMNS)}")
            for row in rows:
                grade = (row["grade"] or "").strip()
                if (
                    not row["need"]
                    or not row["id"]
                    or not grade.isascii()
                    or not grade.isdigit()
                    or int(grade) > MOST_GRADE
                ):
                    raise JudgmentsError(
                        f"{path}, line {rows.line_num}: need, id and a grade of 0 to {MOST_GRADE} are required"
                    )
                found[row["need"].strip()][row["id"].strip()] = int(grade)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise JudgmentsError(f"{path}: {error}") from error
    if not found:
        raise JudgmentsError(f"{path}: holds no judgment")
    return dict(found)


def _by_id(model: type[Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return id → entry; an id may carry its source before a colon, and a slug serves too.

    What was made here has no id of a source: it is known by `directory:` and its key.
    """
    made_here = {
        int(key): value
        for value in wanted
        if value.startswith(_HERE) and (key := value.removeprefix(_HERE)).isdecimal()
    }
    ids = ExternalId.objects.filter(content_type=ContentType.objects.get_for_model(model))
    values = {value.rpartition(":")[2]: value for value in wanted}
    keys = {
        values[value]: key
        for value, key in ids.filter(value__in=values).values_list("value", "object_id")
    }
    rows = model.objects.select_related("buyer").filter(
        Q(pk__in=[*keys.values(), *made_here]) | Q(slug__in=wanted)
    )
    by_key = {row.pk: row for row in rows}
    found = {row.slug: row for row in rows if row.slug in wanted}
    found |= {value: by_key[key] for key, value in made_here.items() if key in by_key}
    return found | {value: by_key[key] for value, key in keys.items() if key in by_key}


def _stems(demand: Demand) -> set[str]:
    return {stem for words in demand.sentences for word in words for stem in word}


def _texts(kept: snapshot.Snapshot) -> dict[str, Mapping[str, int]]:
    """Return the words of every entry: its own and those of what it did."""
    found: dict[str, Mapping[str, int]] = {}
    for type_name, model in ((schema.ORGANISATION, Organisation), (schema.SOLUTION, Solution)):
        keys = list(model._default_manager.public().values_list("pk", flat=True))
        for start in range(0, len(keys), _BATCH):
            for candidate in kept.candidates(
                (type_name, pk) for pk in keys[start : start + _BATCH]
            ):
                counts = Counter(candidate.words)
                for deed in kept.deeds(candidate):
                    counts.update(stem for word in deed.words for stem in word)
                found[candidate.public_id] = counts
    return found
