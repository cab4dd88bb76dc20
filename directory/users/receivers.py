"""Keeping a person's language and time zone the same in the account and in Wagtail's profile."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from wagtail.users.models import UserProfile

from directory.users.models import User


def account_saved(*, instance: User, raw: bool = False, **_kwargs: Any) -> None:
    """Show the administration to a person in the language and time zone of the account."""
    if raw:
        return
    wanted = {"preferred_language": instance.language, "current_time_zone": instance.time_zone}
    changed = UserProfile.objects.filter(user=instance).update(**wanted)
    if not changed:
        UserProfile.objects.create(user=instance, **wanted)


def profile_saved(*, instance: UserProfile, raw: bool = False, **_kwargs: Any) -> None:
    """Keep in the account what a person chose in the administration's own preferences."""
    chosen = {"language": instance.preferred_language, "time_zone": instance.current_time_zone}
    chosen = {name: value for name, value in chosen.items() if value}
    if chosen and not raw:
        User.objects.filter(pk=instance.user_id).update(**chosen)


def connect() -> None:
    """Connect both directions; called once, when the app is ready."""
    post_save.connect(account_saved, sender=User, dispatch_uid="users.account_saved")
    post_save.connect(profile_saved, sender=UserProfile, dispatch_uid="users.profile_saved")
