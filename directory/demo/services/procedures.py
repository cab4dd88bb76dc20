"""The procedures of sample needs: criteria, questions with answers, and one that has ended with a winner.

Written as rows: what the services would refuse is that all of it lies in the past.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from directory.catalogue.models import ExternalId, Organisation, Solution
from directory.demo.services.samples import DATA, SOURCE
from directory.needs.choices import ChangeKind, OutcomeKind
from directory.needs.models import (
    Criterion,
    Need,
    NeedChange,
    Outcome,
    Question,
    Response,
    Score,
    Sheet,
)
from directory.needs.services.outcome import SETTLED, record_evidence
from directory.needs.services.sealing import bound_to, seal


def load_procedures() -> int:
    """Give sample needs without criteria their procedures, and return how many were given one."""
    found = json.loads((DATA / "procedures.json").read_text(encoding="utf-8"))
    waiting = Need.objects.filter(pk__in=_keys(Need, found).values(), criteria=None)
    needs = {need.pk: need for need in waiting.select_related("buyer", "country")}
    count = 0
    for value, key in _keys(Need, found).items():
        if key in needs:
            _load(needs[key], found[value])
            count += 1
    return count


@transaction.atomic
def _load(need: Need, row: Mapping[str, Any]) -> None:
    for order, one in enumerate(row["criteria"]):
        Criterion.objects.create(
            need=need,
            order=order,
            weight=one["weight"],
            name_en=one["name"]["en"],
            name_lv=one["name"]["lv"],
        )
    _ask(need, row.get("questions", ()))
    if "outcome" in row:
        need.responses_here = True
        responses = _respond(need, row["responses"])
        _decide(need, row["outcome"], responses)
    # The receivers of a save tell the search.
    need.save()


def _ask(need: Need, rows: Sequence[Mapping[str, Any]]) -> None:
    for one in rows:
        at = _moment(one["days"])
        Question.objects.create(
            need=need,
            text=one["text"],
            language=one["language"],
            answer=one["answer"],
            answer_language=one["answer_language"],
            asked_at=at - timedelta(days=2),
            published_at=at,
        )
    if rows:
        at = max(_moment(one["days"]) for one in rows)
        NeedChange.objects.create(need=need, kind=ChangeKind.ANSWERED, after=str(len(rows)), at=at)


def _respond(need: Need, rows: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Response, Any]]:
    """Return organisation → its response and the solution in it, judged on one sheet of nobody's."""
    organisations = _keys(Organisation, {one["organisation"] for one in rows})
    solutions = _keys(Solution, {one["solution"] for one in rows if "solution" in one})
    criteria = list(need.criteria.order_by("order"))
    sheet = Sheet.objects.create(need=need, impartial_at=_moment(-29), handed_in_at=_moment(-20))
    found = {}
    for one in rows:
        token, organisation = uuid4(), organisations[one["organisation"]]
        solution = solutions.get(one.get("solution", ""))
        envelope = seal(
            content={
                "summary": one["summary"],
                "answers": {str(row.pk): one["summary"] for row in criteria},
                "conflict": "",
                "solution": solution,
                "documents": [],
            },
            documents=(),
            bound=bound_to(need=need.pk, organisation=organisation, token=token),
        )
        response = Response.objects.create(
            need=need,
            organisation_id=organisation,
            form_token=token,
            received_at=_moment(one["days"]),
            digest=envelope.digest,
            key_id=envelope.key_id,
            wrapped_key=envelope.wrapped_key,
            sealed=envelope.content,
        )
        for criterion, (points, reason) in zip(criteria, one["scores"], strict=True):
            Score.objects.create(
                sheet=sheet, response=response, criterion=criterion, points=points, reason=reason
            )
        found[one["organisation"]] = (response, solution)
    return found


def _decide(
    need: Need, row: Mapping[str, Any], responses: Mapping[str, tuple[Response, Any]]
) -> None:
    winner, solution = responses[row["winner"]]
    outcome = Outcome(
        need=need,
        kind=OutcomeKind(row["kind"]),
        winner=winner,
        solution_id=solution,
        statement_en=row["statement"]["en"],
        statement_lv=row["statement"]["lv"],
        responses_count=len(responses),
        decided_at=_moment(row["days"]),
    )
    outcome.contract = record_evidence(need, winner, outcome)
    outcome.save()
    need.settled = SETTLED[OutcomeKind(outcome.kind)]
    NeedChange.objects.create(
        need=need, kind=ChangeKind.DECIDED, after=outcome.kind, at=outcome.decided_at
    )


def _moment(days: int) -> datetime:
    noon = timezone.localtime().replace(hour=14, minute=0, second=0, microsecond=0)
    return noon + timedelta(days=days)


def _keys(model: type[Any], values: Any) -> dict[str, int]:
    rows = ExternalId.objects.filter(
        content_type=ContentType.objects.get_for_model(model), source=SOURCE, value__in=list(values)
    )
    return dict(rows.values_list("value", "object_id"))
