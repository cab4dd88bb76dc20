"""Judge responses after the deadline: each evaluator on a sheet of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.needs.choices import MOST_POINTS, ResponseStatus
from directory.needs.models import Criterion, Need, Outcome, Response, Score, Sheet
from directory.needs.permissions import can_evaluate
from directory.needs.scoring import mean, weighted
from directory.needs.services.locking import locked_need


@dataclass(frozen=True, slots=True)
class Standing:
    """A response with the mean of the sheets handed in, from 0 to 100, and how many they are."""

    response: Response
    total: float
    sheets: int


@dataclass(frozen=True, slots=True)
class Judged:
    """What one sheet says of a response: its total from 0 to 100, and the scores with their reasons."""

    response: Response
    total: float
    scores: Sequence[Score]


def received(need: Need) -> list[Response]:
    """Return the responses that count, in the order of their receipt; none before the deadline, whoever asks."""
    if not need.deadline_has_passed:
        return []
    rows = Response.objects.filter(need=need, status=ResponseStatus.RECEIVED)
    return list(rows.select_related("organisation").order_by("received_at", "pk"))


def _check(need: Need, by: Any) -> None:
    if not can_evaluate(by, need):
        raise PermissionDenied
    if not need.deadline_has_passed:
        raise ValidationError(_("Responses stay sealed until the deadline."), code="sealed")
    if Outcome.objects.filter(need=need).exists():
        raise ValidationError(_("This need is settled already."), code="settled")


@transaction.atomic
def begin_sheet(*, need: Need, by: Any) -> Sheet:
    """Make somebody an evaluator, who declares thereby to judge without interests of their own.

    Raises PermissionDenied for strangers and for who belongs to a team that responded, and
    ValidationError before the deadline or after the outcome.
    """
    row = locked_need(need.pk)
    _check(row, by)
    sheet, _created = Sheet.objects.get_or_create(need=row, evaluator=by)
    return sheet


@transaction.atomic
def save_scores(
    *, need: Need, by: Any, scores: Mapping[tuple[int, int], tuple[int | None, str]]
) -> Sheet:
    """Keep scores on somebody's own sheet; the keys are pairs of response and criterion.

    A pair without points and reason is taken off the sheet. Raises ValidationError for points out of
    range, a score without a reason, another need's response, and for a sheet that was handed in.
    """
    row = locked_need(need.pk)
    _check(row, by)
    sheet = Sheet.objects.filter(need=row, evaluator=by).first()
    if sheet is None:
        raise PermissionDenied
    if sheet.handed_in_at is not None:
        raise ValidationError(_("Your sheet is handed in and stays as it is."), code="handed_in")
    responses = {one.pk for one in received(row)}
    criteria = set(Criterion.objects.filter(need=row).values_list("pk", flat=True))
    for (response, criterion), (points, reason) in scores.items():
        if response not in responses or criterion not in criteria:
            raise ValidationError(_("There is no such response or criterion."), code="unknown")
        field, reason = f"reason_{response}_{criterion}", reason.strip()
        own = Score.objects.filter(sheet=sheet, response_id=response, criterion_id=criterion)
        if points is None and not reason:
            own.delete()
            continue
        if points is None or not 0 <= points <= MOST_POINTS:
            raise ValidationError(
                {f"points_{response}_{criterion}": _("Give 0 to 10 points.")}, code="range"
            )
        if not reason:
            raise ValidationError({field: _("Give the reason for these points.")}, code="reason")
        if not own.update(points=points, reason=reason):
            Score.objects.create(
                sheet=sheet,
                response_id=response,
                criterion_id=criterion,
                points=points,
                reason=reason,
            )
    return sheet


@transaction.atomic
def hand_in(*, need: Need, by: Any) -> Sheet:
    """Close somebody's own sheet, once every response is scored by every criterion."""
    row = locked_need(need.pk)
    _check(row, by)
    sheet = Sheet.objects.filter(need=row, evaluator=by).first()
    if sheet is None:
        raise PermissionDenied
    wanted = len(received(row)) * Criterion.objects.filter(need=row).count()
    if Score.objects.filter(sheet=sheet).count() < wanted:
        raise ValidationError(
            _("Score every response by every criterion first."), code="incomplete"
        )
    if sheet.handed_in_at is None:
        sheet.handed_in_at = timezone.now()
        sheet.save(update_fields=["handed_in_at"])
    return sheet


def visible_sheets(*, need: Need, by: Any) -> list[Sheet]:
    """Return the sheets somebody may read: the own one, and handed-in ones once the own is among them.

    Who has no sheet reads those handed in when none is open any more. Who belongs to a team that
    responded reads none, before the outcome and after it: they give the reasons about its competitors.
    """
    if not can_evaluate(by, need):
        return []
    sheets = list(Sheet.objects.filter(need=need).select_related("evaluator").order_by("pk"))
    own = next((sheet for sheet in sheets if sheet.evaluator_id == by.pk), None)
    awaited = sheets if own is None else [own]
    free = all(sheet.handed_in_at is not None for sheet in awaited)
    return [sheet for sheet in sheets if sheet is own or (free and sheet.handed_in_at)]


def standings_of(judged: Sequence[tuple[Sheet, Sequence[Judged]]]) -> list[Standing]:
    """Return the responses of sheets by the mean of their totals, the best first."""
    totals: dict[int, list[float]] = defaultdict(list)
    responses: dict[int, Response] = {}
    for _sheet, rows in judged:
        for one in rows:
            responses[one.response.pk] = one.response
            totals[one.response.pk].append(one.total)
    found = [
        Standing(response=responses[key], total=mean(values), sheets=len(judged))
        for key, values in totals.items()
    ]
    return sorted(found, key=lambda one: -one.total)


def judged_by(
    *, sheets: Sequence[Sheet], responses: Sequence[Response]
) -> list[tuple[Sheet, list[Judged]]]:
    """Return those of some sheets that are handed in, each with what it says of every response; one query."""
    counted = [sheet for sheet in sheets if sheet.handed_in_at]
    if not counted:
        return []
    rows = Score.objects.filter(sheet__in=counted).select_related("criterion")
    scores: dict[tuple[int, int], list[Score]] = defaultdict(list)
    for score in rows.order_by("criterion__order", "criterion_id"):
        scores[score.sheet_id, score.response_id].append(score)
    return [
        (sheet, [_judged(response, scores[sheet.pk, response.pk]) for response in responses])
        for sheet in counted
    ]


def _judged(response: Response, scores: Sequence[Score]) -> Judged:
    points = {score.criterion_id: score.points for score in scores}
    weights = {score.criterion_id: score.criterion.weight for score in scores}
    return Judged(response, weighted(points, weights), scores)
