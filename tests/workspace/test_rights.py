"""Who may do what at every address of the workspace: the tables are complete, or the test fails."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import translation

from directory.accounts.choices import Role
from directory.users.choices import REVIEWERS
from directory.users.models import User
from directory.workspace import urls
from tests.accounts.people import member, person
from tests.catalogue.factories import organisation
from tests.rights import answers, letter, letters
from tests.workspace import rights
from tests.workspace.rights import WHO

pytestmark = pytest.mark.django_db

MODULES = [
    importlib.import_module(f"{rights.__name__}.{found.name}")
    for found in pkgutil.iter_modules(rights.__path__)
]
RIGHTS = {name: row for module in MODULES for name, row in module.RIGHTS.items()}


def people(row) -> dict[str, Client]:
    """Return a browser for each of those who might come to an organisation's workspace."""
    users = {
        "buyer": person("buyer@example.org"),
        "company": member(organisation(), "company@example.org"),
        "public_body": member(organisation(kind="public"), "body@example.org"),
        "editor": member(row, "editor@example.org", Role.EDITOR),
        "admin": member(row, "admin@example.org"),
        "reviewer": person("reviewer@example.org", is_staff=True),
        "staff": User.objects.create_superuser("staff@example.org", "x"),
    }
    users["reviewer"].groups.add(Group.objects.get(name=REVIEWERS))
    browsers = {"anonymous": Client()}
    for name, user in users.items():
        browsers[name] = Client()
        browsers[name].force_login(user)
    return browsers


def address(pattern, row) -> str:
    """Return the address of one row of the URL conf for an organisation."""
    values = {"slug": row.slug} if "slug" in pattern.pattern.converters else {}
    for module in MODULES:
        if pattern.name in module.RIGHTS and hasattr(module, "parts"):
            values |= module.parts(row).get(pattern.name, {})
    with translation.override("en"):
        return reverse(f"workspace:{pattern.name}", kwargs=values)


def test_every_address_stands_in_one_table():
    names = [name for module in MODULES for name in module.RIGHTS]
    assert sorted(names) == sorted(pattern.name for pattern in urls.urlpatterns)
    assert all(len(letters) == len(WHO) for row in RIGHTS.values() for letters in row)


@pytest.mark.parametrize("pattern", urls.urlpatterns, ids=lambda pattern: pattern.name)
def test_rights(pattern):
    row = organisation(number="40003000642")
    browsers = people(row)
    path = address(pattern, row)
    expected = RIGHTS[pattern.name]
    found = answers(browsers, WHO, path)
    for response in (one for row in found for one in row if letter(one) in "PB"):
        assert response["X-Robots-Tag"] == "noindex"
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]
    assert letters(found) == tuple(expected)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_other_method_is_there(method):
    row = organisation()
    browsers = people(row)
    for pattern in urls.urlpatterns:
        path = address(pattern, row)
        found = {letter(getattr(browsers[who], method)(path)) for who in ("admin", "company")}
        assert found <= {"M", "N"}, pattern.name
