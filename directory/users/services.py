"""Writes about people and their groups."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps.registry import Apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction


def grant(*, group: str, model: type[models.Model], actions: Iterable[str]) -> None:
    """Give a group some actions on a model, once.

    The group is created where it is missing. Where it has any permission on the model already,
    nothing changes: what staff took away stays taken away.
    """
    with transaction.atomic():
        receiver, _created = Group.objects.get_or_create(name=group)
        content_type = ContentType.objects.get_for_model(model)
        if receiver.permissions.filter(content_type=content_type).exists():
            return
        name = model._meta.verbose_name_raw
        permissions = [
            Permission.objects.get_or_create(
                content_type=content_type,
                codename=f"{action}_{model._meta.model_name}",
                defaults={"name": f"Can {action} {name}"},
            )[0]
            for action in actions
        ]
        receiver.permissions.add(*permissions)


def grant_after_migrate(
    *, tables: Iterable[type[models.Model]], group: str, actions: Iterable[str], apps: Apps
) -> None:
    """Give a group actions on models whose tables are there, as after a migration."""
    try:
        apps.get_model("auth", "Group")
        present = [apps.get_model(model._meta.label) and model for model in tables]
    except LookupError:
        return
    for model in present:
        grant(group=group, model=model, actions=tuple(actions))
