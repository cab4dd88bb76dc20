"""The login with which a new demo is looked after."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group

from directory.users.choices import REVIEWERS
from directory.users.models import User

EMAIL = "staff@example.org"


def login_file() -> Path:
    """Return where the login is kept, for its owner's eyes only."""
    return Path(settings.DATA_DIR) / "staff-login.txt"


def make_staff() -> str | None:
    """Create the demo's member of staff, and return the password; None where there is one.

    The password is random and stands in `staff-login.txt` of the data folder alone.
    """
    if User.objects.filter(email=EMAIL).exists():
        return None
    password = secrets.token_urlsafe(12)
    path = login_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{EMAIL}\n{password}\n")
    user = User.objects.create_superuser(EMAIL, password, first_name="Demo", last_name="Staff")
    if group := Group.objects.filter(name=REVIEWERS).first():
        user.groups.add(group)
    return password
