"""Writes about a team: once an organisation has one, it never lacks an administrator."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from directory.accounts.choices import INVITATION_AGE, InvitationKind, Role
from directory.accounts.models import Invitation, Member
from directory.accounts.permissions import can_invite_to_claim, can_manage_team
from directory.accounts.services.addresses import verified_addresses
from directory.accounts.services.locking import locked_organisations
from directory.accounts.services.notices import address_of, notify
from directory.catalogue.choices import VerifiedFact
from directory.catalogue.models import Organisation, Verification

SALT = "accounts.invitation"
#: Open invitations a team may have at once, and its members.
MOST_INVITATIONS = 20
MOST_MEMBERS = 100


def lock(organisation: Organisation) -> None:
    """Let nobody else change a team until this transaction ends.

    Raises ValidationError where the organisation is gone.
    """
    if not locked_organisations([organisation.pk]):
        raise ValidationError(_("This entry is gone."), code="gone")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def invite(
    *, organisation: Organisation, email: str, role: str, by: Any, kind: str = InvitationKind.TEAM
) -> Invitation:
    """Invite an address into a team and write to it; an older open invitation to it ends.

    Raises PermissionDenied for who may not invite, and ValidationError where the address belongs
    to the team already, the organisation has a team (invitations of staff), or there are too many.
    """
    lock(organisation)
    by_staff = kind == InvitationKind.CLAIM
    if not (can_invite_to_claim(by) if by_staff else can_manage_team(by, organisation)):
        raise PermissionDenied
    if by_staff and Member.objects.filter(organisation=organisation).exists():
        raise ValidationError(
            _("This entry has a team; its administrators invite others."), code="claimed"
        )
    email = email.strip().lower()
    members = Member.objects.filter(organisation=organisation)
    if members.filter(user__email__iexact=email).exists():
        raise ValidationError({"email": _("This person belongs to the team already.")})
    now = timezone.now()
    waiting = Invitation.objects.filter(
        organisation=organisation, accepted_at=None, revoked_at=None, expires_at__gt=now
    )
    waiting.filter(email__iexact=email).update(revoked_at=now)
    if waiting.count() >= MOST_INVITATIONS:
        raise ValidationError(
            _("There are %(number)d open invitations: revoke some first.")
            % {"number": MOST_INVITATIONS},
            code="too_many",
        )
    secret = secrets.token_urlsafe(24)
    language = translation.get_language() or by.language
    invitation = Invitation(
        organisation=organisation,
        kind=kind,
        email=email,
        role=Role.ADMIN if by_staff else role,
        language=language,
        digest=_digest(secret),
        invited_by=by,
        expires_at=now + INVITATION_AGE,
    )
    invitation.full_clean()
    invitation.save()
    token = signing.dumps([invitation.pk, secret], salt=SALT)
    notify(
        event=f"accounts:invitation:{invitation.pk}",
        receiver=email,
        template="invitation",
        context={
            "organisation": organisation,
            "by": by,
            "by_staff": by_staff,
            "expires_at": invitation.expires_at,
            "url": address_of("accounts:invitation", token, language=language),
        },
        language=language,
    )
    return invitation


def read_invitation(token: str) -> Invitation:
    """Return the open invitation of a link.

    Raises ValidationError for a link that is forged, expired, used or revoked.
    """
    refused = ValidationError(
        _(
            "This invitation is no longer valid: it was used, revoked or has expired. Ask for a new one."
        ),
        code="invitation",
    )
    try:
        key, secret = signing.loads(token, salt=SALT, max_age=INVITATION_AGE)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise refused from error
    invitation = (
        Invitation.objects.select_related("organisation", "invited_by").filter(pk=key).first()
    )
    if invitation is None or not invitation.is_open:
        raise refused
    if not secrets.compare_digest(invitation.digest, _digest(str(secret))):
        raise refused
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, user: Any) -> Member:
    """Make a person a member by an invitation, once.

    Raises ValidationError for an invalid link, a person whose verified addresses are others than
    the one invited, and where staff invited but the entry has got a team meanwhile.
    """
    invitation = read_invitation(token)
    organisation = invitation.organisation
    lock(organisation)
    if invitation.email.lower() not in verified_addresses(user):
        raise ValidationError(
            _("This invitation was sent to %(email)s: sign in with that address to accept it.")
            % {"email": invitation.email},
            code="other_address",
        )
    members = Member.objects.filter(organisation=organisation)
    if invitation.kind == InvitationKind.CLAIM and members.exists():
        raise ValidationError(
            _("This entry has a team; its administrators invite others."), code="claimed"
        )
    if members.count() >= MOST_MEMBERS:
        raise ValidationError(_("This team is full."), code="too_many")
    used = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if not used.update(accepted_at=timezone.now()):
        raise ValidationError(_("This invitation was used already."), code="invitation")
    member, _created = members.get_or_create(
        user=user, defaults={"organisation": organisation, "role": invitation.role}
    )
    if invitation.kind == InvitationKind.CLAIM:
        Verification.objects.create(
            organisation=organisation,
            what=VerifiedFact.REPRESENTATIVE,
            verified_on=timezone.localdate(),
            verified_by=invitation.invited_by,
            source=_("invitation by staff"),
        )
    return member


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: Any) -> None:
    """End an open invitation; raises PermissionDenied for who may not."""
    if not can_manage_team(by, invitation.organisation):
        raise PermissionDenied
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(
        revoked_at=timezone.now()
    )


def _keep_an_admin(organisation: Organisation, without: Member) -> None:
    others = Member.objects.filter(organisation=organisation, role=Role.ADMIN)
    if not others.exclude(pk=without.pk).exists():
        raise ValidationError(
            _("A team needs an administrator: appoint another one first, or give the profile up."),
            code="last_admin",
        )


@transaction.atomic
def remove_member(*, organisation: Organisation, user: Any, by: Any) -> None:
    """Take a person out of a team: oneself, or as administrator anybody.

    Raises PermissionDenied for who may not, and ValidationError for the last administrator.
    """
    lock(organisation)
    if by.pk != user.pk and not can_manage_team(by, organisation):
        raise PermissionDenied
    member = Member.objects.filter(organisation=organisation, user=user).first()
    if member is None:
        raise ValidationError(_("This person does not belong to the team."), code="stranger")
    if member.role == Role.ADMIN:
        _keep_an_admin(organisation, member)
    member.delete()


@transaction.atomic
def change_role(*, organisation: Organisation, user: Any, role: str, by: Any) -> None:
    """Make a member an administrator or an editor.

    Raises PermissionDenied for who may not, and ValidationError for the last administrator.
    """
    lock(organisation)
    if not can_manage_team(by, organisation):
        raise PermissionDenied
    if role not in Role.values:
        raise ValidationError({"role": _("Choose a role.")}, code="role")
    member = Member.objects.filter(organisation=organisation, user=user).first()
    if member is None:
        raise ValidationError(_("This person does not belong to the team."), code="stranger")
    if member.role == Role.ADMIN and role != Role.ADMIN:
        _keep_an_admin(organisation, member)
    Member.objects.filter(pk=member.pk).update(role=role)


@transaction.atomic
def give_up(*, organisation: Organisation, by: Any) -> None:
    """Dissolve a team: the entry can be claimed anew, and open invitations end.

    Only for an administrator who is the last member; raises ValidationError where others are left.
    """
    lock(organisation)
    if not can_manage_team(by, organisation):
        raise PermissionDenied
    members = Member.objects.filter(organisation=organisation)
    if members.exclude(user=by).exists():
        raise ValidationError(
            _("Others belong to this team: appoint one of them administrator and leave."),
            code="others",
        )
    members.delete()
    Invitation.objects.filter(organisation=organisation, accepted_at=None, revoked_at=None).update(
        revoked_at=timezone.now()
    )
