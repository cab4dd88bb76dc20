"""Who looks at imports, from the app's migration on."""

from __future__ import annotations

from typing import Any

from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.db.models.signals import post_migrate

from directory.importers.models import ImportConflict, ImportRun
from directory.users.choices import REVIEWERS
from directory.users.services import grant_after_migrate


def let_reviewers_settle_conflicts(*, apps: Apps = installed_apps, **_kwargs: Any) -> None:
    """Let reviewers read imports and settle their conflicts, unless staff decided otherwise."""
    grant_after_migrate(tables=[ImportRun], group=REVIEWERS, actions=["view"], apps=apps)
    grant_after_migrate(
        tables=[ImportConflict], group=REVIEWERS, actions=["view", "change"], apps=apps
    )


def connect() -> None:
    """Connect the rights to the app's migration; called once, when the app is ready."""
    post_migrate.connect(
        let_reviewers_settle_conflicts,
        sender=installed_apps.get_app_config("importers"),
        dispatch_uid="importers.let_reviewers_settle_conflicts",
    )
