"""What enquiries do when an account is exported or ends, and after a migration."""

from __future__ import annotations

from typing import Any

from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.db.models.signals import post_migrate

from directory.accounts import signals
from directory.enquiries.models import Conversation
from directory.enquiries.services.forgetting import erase_person, export_person
from directory.users.choices import REVIEWERS
from directory.users.services import grant_after_migrate


def account_exported(*, user: Any, **_kwargs: Any) -> tuple[str, Any]:
    """Add what a person sent to the export of the account."""
    return "enquiries", export_person(user=user)


def account_erased(*, user: Any, **_kwargs: Any) -> None:
    """Erase what a person sent."""
    erase_person(user=user)


def let_reviewers_pass_on(*, apps: Apps = installed_apps, **_kwargs: Any) -> None:
    """Let reviewers pass enquiries on, unless staff decided otherwise."""
    grant_after_migrate(
        tables=[Conversation], group=REVIEWERS, actions=("view", "change"), apps=apps
    )


def connect() -> None:
    """Connect the receivers; called once, when the app is ready."""
    signals.exporting.connect(account_exported, dispatch_uid="enquiries.account_exported")
    signals.erasing.connect(account_erased, dispatch_uid="enquiries.account_erased")
    post_migrate.connect(
        let_reviewers_pass_on,
        sender=installed_apps.get_app_config("enquiries"),
        dispatch_uid="enquiries.let_reviewers_pass_on",
    )
