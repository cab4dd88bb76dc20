"""The fictional part of the demo, marked as such on every page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import ReferenceIndex

from directory.catalogue.models import ExternalId, Solution, SolutionImage
from directory.demo.art import picture_alt, solution_picture
from directory.importers.records import Outcome
from directory.importers.services.catalogue import Options, import_rows
from directory.importers.services.pictures import checked_picture, store_pictures
from directory.importers.services.plans import MODELS
from directory.importers.sources.jsonl import Rows
from search import changes

DATA = Path(__file__).resolve().parents[1] / "data"
SOURCE = "demo-sample"
#: The source of the pictures; pages say it in words.
DRAWN = "drawn"


def load_samples() -> Outcome:
    """Load organisations, solutions, references, datasets and training programmes."""
    rows = [
        *_lines("samples.jsonl"),
        *({**row, "type": "training_programme"} for row in _items("training.json")),
    ]
    return _import(rows, "samples")


def load_partner_calls() -> Outcome:
    """Load the calls for partners that are missing, open for some days from today."""
    rows = _missing("partner_call", _items("partner_calls.json"))
    for row in rows:
        row["type"] = "partner_call"
        if "closes_days" in row:
            row["closes_on"] = _day(row.pop("closes_days"))
    return _import(rows, "calls for partners")


def load_sample_needs() -> Outcome:
    """Load the needs that are missing, with dates relative to today.

    Those that exist keep their dates, or each loading would move them.
    """
    dates = _json("sample_need_dates.json") or {}
    rows = [
        _dated(row, dates.get(row["id"], {}))
        for row in _missing("need", _lines("sample_needs.jsonl"))
    ]
    return _import(rows, "sample needs")


def draw_pictures() -> int:
    """Draw a picture for each sample solution without one, and return how many.

    A solution that somebody has edited stays without, if that is how they left it.
    """
    solutions = Solution.objects.filter(is_sample=True, images=None, latest_revision=None)
    waiting = list(solutions.order_by("pk"))
    # Drawn beside this process, which checks and stores meanwhile; a fresh process knows no database.
    drawers = ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn"))
    with drawers, transaction.atomic():
        drawings = drawers.map(solution_picture, [solution.slug for solution in waiting])
        for solution, drawing in zip(waiting, drawings, strict=True):
            alt = picture_alt(solution.slug)
            picture = checked_picture(
                drawing, name=f"{solution.slug}.png", alt_en=alt["en"], alt_lv=alt["lv"]
            )
            (image,) = store_pictures([picture], source=DRAWN).values()
            SolutionImage.objects.create(solution=solution, image_id=image, sort_order=0)
            ReferenceIndex.create_or_update_for_object(solution)
        changes.record(Solution.type_name, [solution.pk for solution in waiting])
    return len(waiting)


def _import(rows: list[dict[str, Any]], name: str) -> Outcome:
    marked = [{**row, "sample": True, "source": SOURCE} for row in rows]
    return import_rows(
        reader=Rows(list(enumerate(marked, start=1))),
        options=Options(source=SOURCE, publish=True, folder=DATA),
        command="load_demo",
        file=name,
    )


def _missing(type_name: str, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows without an entry: loading again must not move dates."""
    content_type = ContentType.objects.get_for_model(MODELS[type_name])
    ids = ExternalId.objects.filter(content_type=content_type, source=SOURCE)
    known = set(ids.values_list("value", flat=True))
    return [row for row in rows if row["id"] not in known]


def _dated(row: dict[str, Any], days: dict[str, int]) -> dict[str, Any]:
    """Return a need with its dates; a deadline is at noon in Riga."""
    found = dict(row)
    if "published_days" in days:
        found["published"] = _day(days["published_days"])
    if "deadline_days" in days:
        found["deadline"] = f"{_day(days['deadline_days'])}T12:00"
    return found


def _day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def _lines(name: str) -> Iterator[dict[str, Any]]:
    path = DATA / name
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def _items(name: str) -> list[dict[str, Any]]:
    return _json(name) or []


def _json(name: str) -> Any:
    path = DATA / name
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
