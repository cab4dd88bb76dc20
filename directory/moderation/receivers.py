"""What the review does when the framework calls."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions

from directory.moderation.models import Moderated
from directory.moderation.services.review import set_up_review


def set_up_review_after_migrate(
    *, sender: AppConfig, apps: Apps = installed_apps, **_kwargs: Any
) -> None:
    """Set up the review for the entries of the app that was just migrated.

    Nothing happens while a needed table is missing, as when migrations are taken back.
    """
    models = [model for model in sender.get_models() if issubclass(model, Moderated)]
    if not models:
        return
    try:
        apps.get_model("wagtailcore", "WorkflowContentType")
        for model in models:
            apps.get_model(model._meta.label)
    except LookupError:
        return
    # Django makes the permissions of this app in a receiver of the same signal, maybe later.
    create_permissions(sender, verbosity=0)
    set_up_review(models=models)
