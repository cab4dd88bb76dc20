"""Who may see, edit and review a need, ask about it, answer it and judge the answers."""

from __future__ import annotations

from typing import Any

from directory.accounts.models import Member
from directory.accounts.permissions import is_admin, is_member
from directory.catalogue.choices import OrganisationKind
from directory.catalogue.models import Organisation
from directory.catalogue.permissions import can_edit, can_review, can_view
from directory.needs.choices import ResponseStatus
from directory.needs.models import Need

__all__ = [
    "can_ask", "can_create", "can_decide", "can_edit", "can_evaluate", "can_open", "can_respond",
    "can_review", "can_run", "can_set_scope", "can_undertake", "can_view",
]  # fmt: skip


def can_set_scope(user: Any, need: Need) -> bool:
    """Return whether somebody may decide that a need is shown or not: who may publish it."""
    return can_review(user, need)


def can_create(user: Any, organisation: Organisation) -> bool:
    """Return whether somebody may write needs of an organisation: the team of a public body."""
    return organisation.kind == OrganisationKind.PUBLIC and is_member(user, organisation)


def can_run(user: Any, need: Need) -> bool:
    """Return whether somebody may answer questions about a need, extend and correct it."""
    return need.buyer is not None and can_create(user, need.buyer)


def can_decide(user: Any, need: Need) -> bool:
    """Return whether somebody may cancel a need and publish its outcome."""
    return need.buyer is not None and can_run(user, need) and is_admin(user, need.buyer)


def can_ask(user: Any, need: Need) -> bool:
    """Return whether somebody may ask about a need: everybody with an account but who answers."""
    return user.is_authenticated and user.is_active and not can_run(user, need)


def can_respond(user: Any, organisation: Organisation, need: Need) -> bool:
    """Return whether somebody may answer a need for an organisation: its team, but never the buyer's own."""
    return need.buyer_id != organisation.pk and is_member(user, organisation)


def can_undertake(user: Any, organisation: Organisation, need: Need) -> bool:
    """Return whether somebody may say that an organisation works on a need: its team, but not the buyer's own."""
    return need.buyer_id != organisation.pk and is_member(user, organisation)


def can_evaluate(user: Any, need: Need) -> bool:
    """Return whether somebody may judge the responses: of the buyer's team, and of no team that responded."""
    responded = Member.objects.filter(
        user_id=user.pk,
        organisation__responses__need=need,
        organisation__responses__status=ResponseStatus.RECEIVED,
    )
    return can_run(user, need) and not responded.exists()


def can_open(user: Any, need: Need) -> bool:
    """Return whether somebody may open the responses after the deadline: who declared to judge them impartially."""
    return can_evaluate(user, need) and need.sheets.filter(evaluator_id=user.pk).exists()
