"""Who belongs to what, and what follows from it."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from directory.accounts.choices import Role
from directory.accounts.models import Member
from directory.catalogue.models import Organisation


def is_staff_member(user: Any) -> bool:
    """Return whether somebody may enter the administration."""
    return user.is_active and user.has_perm("wagtailadmin.access_admin")


def has_second_factor(user: Any) -> bool:
    """Return whether an account has one; recovery codes replace a factor that was lost."""
    factors = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(is_mfa_enabled(user, factors))


def must_have_second_factor(user: Any) -> bool:
    """Return whether somebody may work only with a second factor."""
    return settings.STAFF_MFA_REQUIRED and is_staff_member(user)


def role_of(user: Any, organisation: Organisation) -> str | None:
    """Return what somebody is in an organisation's team, or None for a stranger."""
    if not user.is_authenticated or not user.is_active:
        return None
    members = Member.objects.filter(user=user, organisation=organisation)
    return members.values_list("role", flat=True).first()


def is_member(user: Any, organisation: Organisation) -> bool:
    """Return whether somebody belongs to an organisation's team."""
    return role_of(user, organisation) is not None


def is_admin(user: Any, organisation: Organisation) -> bool:
    """Return whether somebody looks after an organisation's team."""
    return role_of(user, organisation) == Role.ADMIN


def is_claimed(organisation: Organisation) -> bool:
    """Return whether an organisation has a team."""
    return Member.objects.filter(organisation=organisation).exists()


def can_edit_profile(user: Any, organisation: Organisation) -> bool:
    """Return whether somebody may write the drafts of an organisation and of what it offers."""
    return is_member(user, organisation)


def can_manage_team(user: Any, organisation: Organisation) -> bool:
    """Return whether somebody may invite, remove and appoint members."""
    return is_admin(user, organisation)


def can_decide_claims(user: Any) -> bool:
    """Return whether somebody may approve and refuse claims as staff."""
    return user.is_active and user.has_perm("accounts.change_claim")


def can_invite_to_claim(user: Any) -> bool:
    """Return whether somebody may invite people to take over an entry, as staff."""
    return user.is_active and user.has_perm("accounts.add_invitation")
