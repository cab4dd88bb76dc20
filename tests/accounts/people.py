"""People, teams and answers of the outside world for the tests of accounts."""

from __future__ import annotations

from typing import Any

from directory.accounts.choices import Role
from directory.accounts.models import Member
from directory.accounts.services.people import vouch_for_address
from directory.catalogue.models import Organisation
from directory.users.models import User

PASSWORD = "a long enough secret 1"


def person(email: str = "anna@example.org", **fields: Any) -> User:
    """Return an account with a verified address."""
    user = User.objects.create_user(email, PASSWORD, **fields)
    vouch_for_address(user=user)
    return user


def member(row: Organisation, email: str, role: str = Role.ADMIN) -> User:
    """Return a person in a team."""
    user = person(email)
    Member.objects.create(organisation=row, user=user, role=role)
    return user


def all_speak(language: str) -> None:
    """Let everybody read the administration in a language; a bulk update would not reach it."""
    for user in User.objects.all():
        user.language = language
        user.save(update_fields=["language"])
