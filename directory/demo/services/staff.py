"""The logins with which a new demo is looked after and tried: of staff, and of a public body's team."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group

from directory.accounts.choices import Role
from directory.accounts.models import Member
from directory.catalogue.models import ExternalId, Organisation
from directory.users.choices import REVIEWERS
from directory.users.models import User

EMAIL = "staff@example.org"
BUYER = "buyer@example.org"
#: The sample whose team the buyer is.
BODY = "sample-lejaskrasts"


def login_file(who: str = "staff") -> Path:
    """Return where a login is kept, for its owner's eyes only."""
    return Path(settings.DATA_DIR) / f"{who}-login.txt"


def make_staff() -> str | None:
    """Create the demo's member of staff, and return the password; None where there is one.

    The password is random and stands in `staff-login.txt` of the data folder alone.
    """
    if User.objects.filter(email=EMAIL).exists():
        return None
    password = keep_login(EMAIL, login_file())
    user = User.objects.create_superuser(EMAIL, password, first_name="Demo", last_name="Staff")
    if group := Group.objects.filter(name=REVIEWERS).first():
        user.groups.add(group)
    return password


def make_buyer() -> str | None:
    """Create the administrator of a sample public body, and return the password; None where there is one.

    The password is random and stands in `buyer-login.txt` of the data folder alone.
    """
    body = sample_body()
    if body is None or User.objects.filter(email=BUYER).exists():
        return None
    password = keep_login(BUYER, login_file("buyer"))
    user = User.objects.create_user(BUYER, password, first_name="Demo", last_name="Buyer")
    EmailAddress.objects.create(user=user, email=BUYER, verified=True, primary=True)
    Member.objects.create(organisation=body, user=user, role=Role.ADMIN)
    return password


def sample_body() -> Organisation | None:
    """Return the sample public body, while it is in the catalogue."""
    keys = ExternalId.objects.filter(source="demo-sample", value=BODY).values("object_id")
    return Organisation.objects.filter(pk__in=keys, is_sample=True).first()


def keep_login(email: str, path: Path) -> str:
    """Write a login with a random password where its owner alone reads it; return the password."""
    password = secrets.token_urlsafe(12)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{email}\n{password}\n")
    return password
