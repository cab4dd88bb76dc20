"""What accounts do when the framework or allauth calls."""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals as mfa_signals
from allauth.usersessions.models import UserSession
from django.db.models.signals import post_save
from django.http import HttpRequest

from directory.accounts.services.people import vouch_for_address
from directory.users.models import User


def user_saved(*, instance: User, raw: bool = False, **_kwargs: Any) -> None:
    """Hold the address of staff for verified: other staff wrote it into the account."""
    if instance.is_staff and not raw:
        vouch_for_address(user=instance)


def factor_added(*, request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """End the other sessions of an account: they were begun without its second factor."""
    others = UserSession.objects.filter(user=user)
    for session in others.exclude(session_key=request.session.session_key):
        session.end()


def connect() -> None:
    """Connect the receivers; called once, when the app is ready."""
    post_save.connect(user_saved, sender=User, dispatch_uid="accounts.user_saved")
    mfa_signals.authenticator_added.connect(factor_added, dispatch_uid="accounts.factor_added")
