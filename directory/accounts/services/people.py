"""Writes about a person's own account: its settings, what it holds, its end."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, Revision

from directory.accounts import signals
from directory.accounts.choices import Role
from directory.accounts.models import Claim, Invitation, Member
from directory.accounts.services.locking import locked_organisations
from directory.catalogue.models import Proposal
from directory.mail.models import Message, Refusal
from directory.mail.services import choose_topics, refused_topics
from directory.media.models import CatalogueImage
from directory.users.models import User


@transaction.atomic
def vouch_for_address(*, user: User) -> None:
    """Hold the present address of an account for verified, unless another account has it."""
    taken = EmailAddress.objects.filter(email__iexact=user.email).exclude(user=user)
    if not user.email or taken.exists():
        return
    own = EmailAddress.objects.filter(user=user)
    address = own.filter(email__iexact=user.email).first()
    if address is not None and address.verified and address.primary:
        return
    # Whoever wrote this address took the former ones away: they prove nothing any more.
    own.exclude(pk=address.pk if address else None).update(primary=False, verified=False)
    if address is None:
        EmailAddress.objects.create(
            user=user, email=user.email.lower(), verified=True, primary=True
        )
    else:
        own.filter(pk=address.pk).update(verified=True, primary=True)


@transaction.atomic
def change_settings(
    *,
    user: User,
    first_name: str,
    last_name: str,
    language: str,
    time_zone: str,
    topics: Collection[str],
) -> None:
    """Change what a person says of themselves, and which messages they want.

    Raises ValidationError for a bad value.
    """
    user.first_name = first_name.strip()
    user.last_name = last_name.strip()
    user.language = language
    user.time_zone = time_zone
    user.full_clean(exclude=["password", "email"])
    user.save(update_fields=["first_name", "last_name", "language", "time_zone"])
    choose_topics(receiver=user.email, wanted=topics)


def export_account(*, user: User) -> dict[str, Any]:
    """Return everything the site keeps of a person, as JSON-able values."""
    data: dict[str, Any] = {
        "exported_at": timezone.now().isoformat(),
        "account": {
            "email": user.email,
            "first_name": user.first_name,
            "last_name": user.last_name,
            "language": user.language,
            "time_zone": user.time_zone,
            "joined": user.date_joined.isoformat(),
            "last_login": user.last_login.isoformat() if user.last_login else None,
            "staff": user.is_staff,
            "groups": sorted(user.groups.values_list("name", flat=True)),
        },
        "addresses": [
            {"email": row.email, "verified": row.verified, "primary": row.primary}
            for row in EmailAddress.objects.filter(user=user).order_by("pk")
        ],
        "second_factors": [
            {"kind": row.type, "added": row.created_at.isoformat()}
            for row in Authenticator.objects.filter(user=user).order_by("pk")
        ],
        "providers": [
            {"provider": row.provider, "id": row.uid, "added": row.date_joined.isoformat()}
            for row in SocialAccount.objects.filter(user=user).order_by("pk")
        ],
        "proposed_words": [
            {"word": row.text, "list": row.vocabulary, "status": row.state}
            for row in Proposal.objects.filter(user=user).order_by("pk")
        ],
        "refused_messages": sorted(refused_topics(receiver=user.email)),
        "pictures": [
            {"title": row.title, "uploaded": row.created_at.isoformat()}
            for row in CatalogueImage.objects.filter(uploaded_by_user=user).order_by("pk")
        ],
        "sessions": [
            {"started": row.created_at.isoformat(), "address": row.ip, "browser": row.user_agent}
            for row in UserSession.objects.filter(user=user).order_by("pk")
        ],
        "memberships": [
            {
                "organisation": str(row.organisation),
                "role": row.role,
                "joined": row.joined_at.isoformat(),
            }
            for row in Member.objects.filter(user=user).select_related("organisation")
        ],
        "claims": [
            {
                "organisation": str(row.organisation),
                "proof": row.method,
                "email": row.email,
                "domain": row.domain,
                "note": row.note,
                "status": row.status,
                "created": row.created_at.isoformat(),
                "reason": row.reason,
            }
            for row in Claim.objects.filter(user=user).select_related("organisation")
        ],
        "invitations": [
            {
                "organisation": str(row.organisation),
                "role": row.role,
                "created": row.created_at.isoformat(),
            }
            for row in Invitation.objects.filter(email__iexact=user.email).select_related(
                "organisation"
            )
        ],
        "messages": [
            {"subject": row.subject, "created": row.created_at.isoformat()}
            for row in Message.objects.filter(receiver__iexact=user.email).order_by("pk")
        ],
        "drafts": [
            {"entry": row.object_str, "saved": row.created_at.isoformat()}
            for row in Revision.objects.filter(user=user).order_by("-pk")[:1000]
        ],
    }
    for _receiver, answer in signals.exporting.send(sender=User, user=user):
        if isinstance(answer, tuple):
            name, value = answer
            data[name] = value
    return data


def last_admin_of(user: User) -> list[str]:
    """Return the names of the teams that would have no administrator without a person."""
    return [
        str(member.organisation)
        for member in Member.objects.filter(user=user, role=Role.ADMIN).select_related(
            "organisation"
        )
        if not member.organisation.members.filter(role=Role.ADMIN).exclude(user=user).exists()
    ]


@transaction.atomic
def erase_account(*, user: User) -> None:
    """Delete an account with what is personal in it; what was published stays, without a name.

    Raises ValidationError for staff, whose access other staff end first, and for the last
    administrator of a team, who appoints another or gives the profile up first.
    """
    if user.is_staff or user.is_superuser:
        raise ValidationError(
            _("An account of staff is ended by other staff, in the administration."), code="staff"
        )
    organisations = list(Member.objects.filter(user=user).values_list("organisation", flat=True))
    locked_organisations(organisations)
    if names := last_admin_of(user):
        raise ValidationError(
            _(
                "You are the last administrator of: %(names)s. Appoint another one, or give the profile up."
            )
            % {"names": ", ".join(names)},
            code="last_admin",
        )
    signals.erasing.send(sender=User, user=user)
    for claim in Claim.objects.filter(user=user).exclude(document=""):
        transaction.on_commit(partial(claim.document.delete, save=False))
    addresses = [
        user.email,
        *EmailAddress.objects.filter(user=user).values_list("email", flat=True),
    ]
    for address in set(addresses):
        Message.objects.filter(receiver__iexact=address).delete()
        Refusal.objects.filter(receiver=address.lower()).delete()
        Invitation.objects.filter(email__iexact=address).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    ModelLogEntry.objects.filter(user_id=user.pk).update(user=None)
    user.delete()
