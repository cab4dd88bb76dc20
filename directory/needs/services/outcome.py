"""Publish what came of a need; it becomes the winner's evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from directory.catalogue.choices import ClientKind
from directory.catalogue.models import PublicContract, Reference, Solution
from directory.needs.choices import WON, ChangeKind, NeedStatus, OutcomeKind, ResponseStatus
from directory.needs.models import FurtherWinner, Need, NeedChange, Outcome, Response, Sheet
from directory.needs.permissions import can_decide
from directory.needs.services.locking import locked_need
from directory.needs.services.notices import concerned, tell
from directory.needs.services.sealing import open_content

#: How a need is settled by each outcome.
SETTLED = {
    OutcomeKind.AWARDED: NeedStatus.AWARDED,
    OutcomeKind.PILOT: NeedStatus.AWARDED,
    OutcomeKind.NONE_SUITABLE: NeedStatus.CLOSED,
}


@transaction.atomic
def publish_outcome(
    *,
    need: Need,
    kind: str,
    by: Any,
    winner: Response | None = None,
    further: Sequence[Response] = (),
    statement_en: str = "",
    statement_lv: str = "",
) -> Outcome:
    """Settle a need after its deadline: awarded, pilot, or no suitable response.

    Each winner (``further`` are those beside the first) gets a draft reference to complete, and a
    public contract that counts as evidence in matching at once. Raises PermissionDenied for who may
    not, and ValidationError before the deadline, where sheets are open, without a statement, and
    for a winner that is none.
    """
    row = locked_need(need.pk)
    if not can_decide(by, row):
        raise PermissionDenied
    if kind not in SETTLED:
        raise ValidationError({"kind": _("Choose an outcome.")}, code="kind")
    if not row.deadline_has_passed:
        raise ValidationError(_("Responses stay sealed until the deadline."), code="sealed")
    if row.settled or Outcome.objects.filter(need=row).exists():
        raise ValidationError(_("This need is settled already."), code="settled")
    if Sheet.objects.filter(need=row, handed_in_at=None, evaluator__isnull=False).exists():
        raise ValidationError(_("Wait until every evaluator has handed in."), code="open_sheets")
    if not statement_en.strip() and not statement_lv.strip():
        raise ValidationError(
            {"statement_lv": _("Say in at least one language how it was decided.")}, code="required"
        )
    received = Response.objects.filter(need=row, status=ResponseStatus.RECEIVED)
    if (kind in WON) != (winner is not None):
        raise ValidationError(
            {"winner": _("Choose the winner of an award or a pilot, and only then.")}
        )
    others = [one for one in dict.fromkeys(further) if one != winner]
    if others and winner is None:
        raise ValidationError({"further": _("Choose the first winner before the others.")})
    if received.filter(pk__in=[one.pk for one in others]).count() < len(others):
        raise ValidationError({"further": _("Choose one of the responses received.")})
    if winner is not None:
        if not received.filter(pk=winner.pk).exists():
            raise ValidationError({"winner": _("Choose one of the responses received.")})
        if not Sheet.objects.filter(need=row, handed_in_at__isnull=False).exists():
            raise ValidationError(
                {"winner": _("Nobody has evaluated the responses yet.")}, code="unjudged"
            )
    outcome = Outcome(
        need=row,
        kind=kind,
        winner=winner,
        solution=_solution(winner, by),
        statement_en=statement_en.strip(),
        statement_lv=statement_lv.strip(),
        responses_count=received.count(),
        decided_by=by,
    )
    outcome.full_clean()
    if winner is not None:
        outcome.reference = draft_reference(row, winner, outcome.solution, by)
        outcome.contract = record_evidence(row, winner, outcome)
    outcome.save()
    for one in others:
        _choose(outcome, row, one, by)
    row.settled = SETTLED[OutcomeKind(kind)]
    row.save(update_fields=["settled", "updated_at"])
    NeedChange.objects.create(
        need=row, kind=ChangeKind.DECIDED, after=kind, at=outcome.decided_at, by=by
    )
    tell(
        need=row,
        people=concerned(row),
        event=f"outcome:{outcome.pk}",
        template="outcome",
        outcome=outcome,
        winners=", ".join(str(one.organisation) for one in outcome.winners()),
    )
    return outcome


def _choose(outcome: Outcome, need: Need, winner: Response, by: Any) -> None:
    """Keep another winner with its evidence."""
    solution = _solution(winner, by)
    FurtherWinner.objects.create(
        outcome=outcome,
        winner=winner,
        solution=solution,
        reference=draft_reference(need, winner, solution, by),
        contract=record_evidence(need, winner, outcome),
    )


def _solution(winner: Response | None, by: Any) -> Solution | None:
    """Return the solution that a winner answered with, as far as it can still be told."""
    if winner is None:
        return None
    try:
        key = open_content(response=winner, by=by)["solution"]
    except PermissionDenied:
        # Who decides need not be an evaluator; the reference is completed by the winner.
        return None
    return Solution.objects.filter(pk=key).first()


def _page(need: Need) -> str:
    with translation.override("lv"):
        return f"{settings.WAGTAILADMIN_BASE_URL}{need.get_absolute_url()}"


def draft_reference(need: Need, winner: Response, solution: Solution | None, by: Any) -> Reference:
    """Return an unpublished reference of a winner, to complete and send to review."""
    buyer = need.buyer
    reference = Reference(
        organisation=winner.organisation,
        solution=solution,
        client_kind=ClientKind.PUBLIC,
        country=need.country,
        sector=need.sectors.order_by("order", "pk").first(),
        year=timezone.localdate().year,
        title_en=(need.title_en or "")[:300] or None,
        title_lv=(need.title_lv or "")[:300] or None,
        client_en=(buyer.name_en if buyer else "") or None,
        client_lv=(buyer.name_lv if buyer else need.buyer_name) or None,
        source_url=_page(need),
        is_sample=need.is_sample,
        live=False,
    )
    reference.cpv = list(need.cpv.all())
    reference.save()
    reference.save_revision(user=by)
    return reference


def record_evidence(need: Need, winner: Response, outcome: Outcome) -> PublicContract:
    """Return the fact that the winner was chosen, as pages and matching read it."""
    pilot = outcome.kind == OutcomeKind.PILOT
    return PublicContract.objects.create(
        organisation=winner.organisation,
        buyer=need.buyer,
        buyer_name=need.buyer_label[:300],
        title=(need.title_lv or need.title_en or "")[:1000],
        cpv=need.cpv.order_by("slug").first(),
        awarded_on=timezone.localdate(outcome.decided_at),
        source="pilot agreed on this site" if pilot else "awarded on this site",
        source_url=_page(need),
        source_key=f"need-outcome:{need.pk}"
        if winner == outcome.winner
        else f"need-outcome:{need.pk}:{winner.pk}",
    )
