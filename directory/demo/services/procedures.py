"""The procedures of sample needs: what was asked and changed, who answers, and how some have ended.

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

from directory.catalogue.models import ExternalId, Organisation, Reference, Solution
from directory.demo.services.samples import DATA, SOURCE
from directory.needs.choices import ANSWERABLE, WON, ChangeKind, NeedStatus, OutcomeKind
from directory.needs.models import (
    Criterion,
    FurtherWinner,
    Need,
    NeedChange,
    Outcome,
    Question,
    Response,
    Score,
    Sheet,
    Undertaking,
)
from directory.needs.services.outcome import SETTLED, draft_reference, record_evidence
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
    _change(need, row.get("changes", ()))
    _undertake(need, row.get("undertakings", ()))
    need.responses_here = need.kind in ANSWERABLE and need.deadline is not None
    responses = _respond(need, row.get("responses", ()))
    if "outcome" in row:
        _decide(need, row["outcome"], responses)
    if "cancelled" in row:
        _cancel(need, row["cancelled"])
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


def _change(need: Need, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write down what changed once the need was public; a deadline by days before and after."""
    for one in rows:
        before, after = one.get("before", ""), one.get("after", "")
        if one["kind"] == ChangeKind.EXTENDED and need.deadline is not None:
            after = need.deadline.isoformat()
            before = (need.deadline - timedelta(days=one["later_by"])).isoformat()
        NeedChange.objects.create(
            need=need,
            kind=ChangeKind(one["kind"]),
            field=one["field"],
            before=before,
            after=after,
            reason=one["reason"],
            at=_moment(one["days"]),
        )


def _undertake(need: Need, rows: Sequence[Mapping[str, Any]]) -> None:
    organisations = _keys(Organisation, {one["organisation"] for one in rows})
    for one in rows:
        Undertaking.objects.create(
            need=need,
            organisation_id=organisations[one["organisation"]],
            sentence_en=one["en"],
            sentence_lv=one["lv"],
            since=_moment(one["days"]).date(),
            live=True,
        )


def _respond(need: Need, rows: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Response, Any]]:
    """Return organisation → its response and the solution in it; those with scores were judged.

    The sheet of the scores is nobody's.
    """
    organisations = _keys(Organisation, {one["organisation"] for one in rows})
    solutions = _keys(Solution, {one["solution"] for one in rows if "solution" in one})
    criteria = list(need.criteria.order_by("order"))
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
        found[one["organisation"]] = (response, solution)
    _judge(
        need, [(found[one["organisation"]][0], one["scores"]) for one in rows if "scores" in one]
    )
    return found


def _judge(need: Need, rows: Sequence[tuple[Response, Any]]) -> None:
    """Give responses their points for each criterion, on a sheet that is nobody's."""
    if not rows:
        return
    sheet = Sheet.objects.create(need=need, impartial_at=_moment(-29), handed_in_at=_moment(-20))
    criteria = list(need.criteria.order_by("order"))
    for response, scores in rows:
        for criterion, (points, reason) in zip(criteria, scores, strict=True):
            Score.objects.create(
                sheet=sheet, response=response, criterion=criterion, points=points, reason=reason
            )


def _decide(
    need: Need, row: Mapping[str, Any], responses: Mapping[str, tuple[Response, Any]]
) -> None:
    kind, results = OutcomeKind(row["kind"]), row.get("results", {})
    winner, solution = responses[row["winner"]] if kind in WON else (None, None)
    outcome = Outcome(
        need=need,
        kind=kind,
        winner=winner,
        solution_id=solution,
        statement_en=row["statement"]["en"],
        statement_lv=row["statement"]["lv"],
        responses_count=len(responses),
        decided_at=_moment(row["days"]),
    )
    if winner is not None:
        outcome.contract = record_evidence(need, winner, outcome)
        outcome.reference = _reference(need, winner, solution, results.get(row["winner"]))
    outcome.save()
    for name in row.get("further", ()):
        other, solution = responses[name]
        FurtherWinner.objects.create(
            outcome=outcome,
            winner=other,
            solution_id=solution,
            contract=record_evidence(need, other, outcome),
            reference=_reference(need, other, solution, results.get(name)),
        )
    need.settled = SETTLED[kind]
    NeedChange.objects.create(
        need=need, kind=ChangeKind.DECIDED, after=outcome.kind, at=outcome.decided_at
    )


def _reference(
    need: Need, winner: Response, solution: int | None, result: Mapping[str, str] | None
) -> Reference:
    """Return the winner's reference: public where the winner has said what came of it, else its draft."""
    row = draft_reference(need, winner, Solution.objects.filter(pk=solution).first(), None)
    if result is not None:
        row.result_en, row.result_lv = result["en"], result["lv"]
        row.save_revision().publish()
    return row


def _cancel(need: Need, row: Mapping[str, Any]) -> None:
    at = _moment(row["days"])
    Outcome.objects.create(need=need, kind=OutcomeKind.CANCELLED, decided_at=at)
    NeedChange.objects.create(need=need, kind=ChangeKind.CANCELLED, reason=row["reason"], at=at)
    need.settled = NeedStatus.CANCELLED


def _moment(days: int) -> datetime:
    noon = timezone.localtime().replace(hour=14, minute=0, second=0, microsecond=0)
    return noon + timedelta(days=days)


def _keys(model: type[Any], values: Any) -> dict[str, int]:
    rows = ExternalId.objects.filter(
        content_type=ContentType.objects.get_for_model(model), source=SOURCE, value__in=list(values)
    )
    return dict(rows.values_list("value", "object_id"))
