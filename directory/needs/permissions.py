"""Who may see, edit and review a need, ask about it, answer it and judge the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists

from directory.accounts.choices import Role
from directory.accounts.models import Member
from directory.accounts.permissions import is_member
from directory.catalogue.choices import OrganisationKind
from directory.catalogue.models import Organisation
from directory.catalogue.permissions import can_edit, can_review, can_view
from directory.needs.choices import ResponseStatus
from directory.needs.models import Need, Sheet

__all__ = [
    "can_ask", "can_create", "can_decide", "can_edit", "can_evaluate", "can_open", "can_respond",
    "can_review", "can_run", "can_set_scope", "can_undertake", "can_view", "rights_of",
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
    """Return whether somebody may cancel a need and publish its outcome: who looks after the buyer's team.

    Who belongs to a team that responded settles nothing, neither for that team nor against the others.
    """
    return rights_of(user, need).decide


def can_ask(user: Any, need: Need) -> bool:
    """Return whether somebody may ask about a need: everybody with an account but who answers."""
    return user.is_authenticated and user.is_active and not can_run(user, need)


def can_respond(user: Any, organisation: Organisation, need: Need) -> bool:
    """Return whether somebody may answer a need for an organisation: its team, but never the buyer's own."""
    return need.buyer_id != organisation.pk and is_member(user, organisation)


def can_undertake(user: Any, organisation: Organisation, need: Need) -> bool:
    """Return whether somebody may say that an organisation works on a need: its team, but not the buyer's own."""
    return need.buyer_id != organisation.pk and is_member(user, organisation)


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do with a need of their own public body."""

    run: bool = False
    decide: bool = False
    evaluate: bool = False
    open: bool = False
    #: Belongs to a team that responded too, and so neither evaluates nor decides.
    torn: bool = False


def rights_of(user: Any, need: Need) -> Rights:
    """Return all that somebody may do with a need of their own body, asked for by one query."""
    buyer = need.buyer
    if buyer is None or buyer.kind != OrganisationKind.PUBLIC or not user.is_active:
        return Rights()
    responded = Member.objects.filter(
        user_id=user.pk,
        organisation__responses__need=need,
        organisation__responses__status=ResponseStatus.RECEIVED,
    )
    sheets = Sheet.objects.filter(need=need, evaluator_id=user.pk)
    rows = Member.objects.filter(organisation=buyer, user_id=user.pk)
    found = rows.values_list("role", Exists(responded), Exists(sheets)).first()
    if found is None:
        return Rights()
    role, has_responded, has_declared = found
    return Rights(
        run=True,
        decide=role == Role.ADMIN and not has_responded,
        evaluate=not has_responded,
        open=not has_responded and has_declared,
        torn=has_responded,
    )


def can_evaluate(user: Any, need: Need) -> bool:
    """Return whether somebody may judge the responses: of the buyer's team, and of no team that responded."""
    return rights_of(user, need).evaluate


def can_open(user: Any, need: Need) -> bool:
    """Return whether somebody may open the responses after the deadline: who declared to judge them impartially."""
    return rights_of(user, need).open
