"""Decisions about claims: by staff, by the team that is asked, or by a proof alone."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.accounts.choices import ClaimMethod, ClaimStatus, Role
from directory.accounts.models import Claim, Member
from directory.accounts.permissions import can_decide_claims, can_manage_team
from directory.accounts.services.notices import address_of, notify
from directory.accounts.services.team import lock
from directory.catalogue.choices import VerifiedFact
from directory.catalogue.models import RegisterRecord, Verification

_FACTS = {
    ClaimMethod.EMAIL: VerifiedFact.EMAIL,
    ClaimMethod.DNS: VerifiedFact.WEBSITE,
    ClaimMethod.FILE: VerifiedFact.WEBSITE,
}


def may_decide(user: Any, claim: Claim) -> bool:
    """Return whether somebody may decide a claim: staff, or the administrators it asks; never one's own."""
    if claim.user_id == user.pk:
        return False
    if claim.method == ClaimMethod.JOIN and can_manage_team(user, claim.organisation):
        return True
    return can_decide_claims(user)


@transaction.atomic
def decide(*, claim: Claim, by: Any, approved: bool, reason: str = "") -> Claim:
    """Approve or refuse a claim that waits for a decision, and tell the claimant.

    Raises PermissionDenied for who may not, and ValidationError where it is decided already, the
    entry has a team meanwhile, or a refusal gives no reason.
    """
    lock(claim.organisation)
    claim.refresh_from_db()
    if not may_decide(by, claim):
        raise PermissionDenied
    if claim.status != ClaimStatus.PENDING:
        raise ValidationError(_("This claim does not wait for a decision."), code="decided")
    if approved:
        return approve(claim=claim, by=by, reason=reason)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the claimant reads it.")}, code="required")
    _close(claim, status=ClaimStatus.REFUSED, by=by, reason=reason)
    free_number(claim)
    return claim


def free_number(claim: Claim) -> None:
    """Let the number of a new entry go that nobody keeps, so that its owner can use it."""
    if claim.method == ClaimMethod.NEW:
        RegisterRecord.objects.filter(
            organisation=claim.organisation, organisation__live=False
        ).delete()


def approve(*, claim: Claim, by: Any, reason: str = "") -> Claim:
    """Make a claimant a member, and keep the proof as a fact; the team is locked by the caller."""
    members = Member.objects.filter(organisation=claim.organisation)
    joins = claim.method == ClaimMethod.JOIN
    if members.exists() and not joins:
        raise ValidationError(
            _("This entry has got a team meanwhile: the claimant can ask to join it."),
            code="claimed",
        )
    role = Role.EDITOR if joins and members.exists() else Role.ADMIN
    members.get_or_create(
        user=claim.user, defaults={"organisation": claim.organisation, "role": role}
    )
    today = timezone.localdate()
    if claim.proved_at is not None:
        Verification.objects.create(
            organisation=claim.organisation,
            what=_FACTS[ClaimMethod(claim.method)],
            verified_on=today,
            verified_by=by,
            source=claim.domain,
        )
    if by is not None and can_decide_claims(by):
        Verification.objects.create(
            organisation=claim.organisation,
            what=VerifiedFact.REPRESENTATIVE,
            verified_on=today,
            verified_by=by,
            source=claim.get_method_display(),
        )
    _close(claim, status=ClaimStatus.APPROVED, by=by, reason=reason)
    return claim


def _close(claim: Claim, *, status: str, by: Any, reason: str) -> None:
    """Write a decision down, forget the document and tell the claimant."""
    if claim.document:
        transaction.on_commit(partial(claim.document.storage.delete, str(claim.document.name)))
    claim.status, claim.decided_at, claim.decided_by = status, timezone.now(), by
    claim.reason, claim.document = reason.strip()[:2000], ""
    claim.save()
    language = claim.user.language
    notify(
        event=f"accounts:claim-decided:{claim.pk}",
        receiver=claim.user.email,
        template="claim_decided",
        context={
            "claim": claim,
            "approved": status == ClaimStatus.APPROVED,
            "url": address_of("accounts:claim_state", claim.pk, language=language),
        },
        language=language,
    )


def offer_to_deciders(*, claim: Claim) -> None:
    """Write to the administrators whom a request asks; staff find claims in their queue."""
    if claim.method != ClaimMethod.JOIN:
        return
    admins = Member.objects.filter(organisation=claim.organisation, role=Role.ADMIN)
    for member in admins.select_related("user"):
        language = member.user.language
        notify(
            event=f"accounts:claim-join:{claim.pk}",
            receiver=member.user.email,
            template="claim_join",
            context={
                "claim": claim,
                "url": address_of("accounts:team", claim.organisation.slug, language=language),
            },
            language=language,
        )
