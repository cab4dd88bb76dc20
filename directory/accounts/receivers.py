"""What accounts do when the framework or allauth calls."""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals as mfa_signals
from allauth.usersessions.models import UserSession
from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.db.models.signals import post_migrate, post_save
from django.http import HttpRequest

from directory.accounts.models import Claim, Invitation, Trust
from directory.accounts.services.people import vouch_for_address
from directory.users.choices import REVIEWERS
from directory.users.models import User
from directory.users.services import grant_after_migrate


def user_saved(*, instance: User, raw: bool = False, **_kwargs: Any) -> None:
    """Hold the address of staff for verified: other staff wrote it into the account."""
    if instance.is_staff and not raw:
        vouch_for_address(user=instance)


def factor_added(*, request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """End the other sessions of an account: they were begun without its second factor."""
    others = UserSession.objects.filter(user=user)
    for session in others.exclude(session_key=request.session.session_key):
        session.end()


def let_reviewers_decide(*, apps: Apps = installed_apps, **_kwargs: Any) -> None:
    """Let reviewers decide claims and invite to them, unless staff decided otherwise."""
    grant_after_migrate(tables=[Claim], group=REVIEWERS, actions=("view", "change"), apps=apps)
    grant_after_migrate(
        tables=[Trust], group=REVIEWERS, actions=("view", "add", "delete"), apps=apps
    )
    grant_after_migrate(tables=[Invitation], group=REVIEWERS, actions=("view", "add"), apps=apps)


def connect() -> None:
    """Connect the receivers; called once, when the app is ready."""
    post_save.connect(user_saved, sender=User, dispatch_uid="accounts.user_saved")
    post_migrate.connect(
        let_reviewers_decide,
        sender=installed_apps.get_app_config("accounts"),
        dispatch_uid="accounts.let_reviewers_decide",
    )
    mfa_signals.authenticator_added.connect(factor_added, dispatch_uid="accounts.factor_added")
