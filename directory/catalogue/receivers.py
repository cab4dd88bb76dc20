"""What the catalogue does when the framework calls."""

from __future__ import annotations

from typing import Any

from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.db.models.signals import post_migrate

from directory.catalogue.models import PublicContract, RegisterRecord, Verification
from directory.users.choices import REVIEWERS
from directory.users.services import grant_after_migrate

FACTS = (RegisterRecord, Verification, PublicContract)


def let_reviewers_keep_facts(*, apps: Apps = installed_apps, **_kwargs: Any) -> None:
    """Let reviewers write the facts that no draft holds, unless staff decided otherwise."""
    actions = ("view", "add", "change", "delete")
    grant_after_migrate(tables=FACTS, group=REVIEWERS, actions=actions, apps=apps)


def connect() -> None:
    """Connect the rights to the app's migration; called once, when the app is ready."""
    post_migrate.connect(
        let_reviewers_keep_facts,
        sender=installed_apps.get_app_config("catalogue"),
        dispatch_uid="catalogue.let_reviewers_keep_facts",
    )
