"""Every page of the workspace asks the database at most fifteen times, whatever it shows."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directory.accounts import urls as accounts
from directory.matching.services import offers, snapshot
from directory.workspace import urls
from tests.accounts.people import PASSWORD, member
from tests.catalogue.factories import organisation
from tests.matching.conftest import _fresh_vocabulary, _nothing_kept, index
from tests.needs.procedures import pass_deadline
from tests.workspace import scenes
from tests.workspace.sent import sent_of

__all__ = ["_fresh_vocabulary", "_nothing_kept", "index"]

pytestmark = pytest.mark.django_db
MOST = 15
#: The first look at the needs for an organisation in a process that has read nothing yet.
FIRST = 60
#: Addresses that only change something: a look at them is refused.
CHANGES = 405
#: Answers with a form that is shown again, and pages that show one when it is refused.
SHOWN = {200, 400, 409}
FORMS = {
    f"{kind}_{step}"
    for kind in ("solutions", "references", "datasets", "needs")
    for step in ("edit", "new")
} | {"profile_edit", "profile_pictures", "enquiry", "team", "undertaking", "needs_extend"}
#: What a test asks more than the site: inside of its transaction each rule of a table has a savepoint.
SAVEPOINTS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


def addresses(row: Any, keys: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Return every address of the workspace, and the team's, by its name in the URL conf."""
    found = {}
    for space, patterns in (("workspace", urls.urlpatterns), ("accounts", accounts.urlpatterns)):
        for pattern in patterns:
            if space == "accounts" and pattern.name != "team":
                continue
            values = dict.fromkeys(pattern.pattern.converters, 1)
            values |= keys.get(pattern.name, {})
            if "slug" in values:
                values["slug"] = row.slug
            found[pattern.name] = reverse(f"{space}:{pattern.name}", kwargs=values)
    return found


def asked_by(send: Any) -> tuple[Any, int]:
    """Return the answer to a request, and how often the database was asked for it."""
    with CaptureQueriesContext(connection) as asked:
        answer = send()
    return answer, sum(not one["sql"].startswith(SAVEPOINTS) for one in asked)


def refused(page: str) -> dict[str, dict[str, Any]]:
    """Return what the form of a page is sent with and may refuse: nothing, nonsense, one wrong text."""
    held, texts = sent_of(page)
    sent: dict[str, dict[str, Any]] = {
        "nothing": {},
        "nonsense": dict.fromkeys(held, "<script>\x01"),
    }
    return sent | {f"much in {name}": {**held, name: "x" * 20_000} for name in texts[-1:]}


@pytest.mark.parametrize("size", [1, 60])
def test_no_page_asks_more_than_fifteen_times(size, index, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = organisation(slug="acme", kind="public", number="90000000000")
    user = member(row, "anna@example.org")
    keys = scenes.fill(row, user, size)
    need = row.needs.get(pk=keys["evaluation"]["pk"])
    pass_deadline(monkeypatch)
    scenes.judge(row, need, min(size, 8))
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    many = {}
    pages = {}
    for name, path in addresses(row, keys).items():
        if client.get(path).status_code == CHANGES:
            continue
        answer, asked = asked_by(partial(client.get, path))
        assert answer.status_code == (302 if name == "choose" else 200), (name, path)
        pages[name] = "" if answer.streaming else answer.text
        if asked > MOST:
            many[name] = asked
    assert many == {}
    shown = set()
    for name, path in addresses(row, keys).items():
        for how, sent in refused(pages.get(name, "")).items():
            answer, asked = asked_by(partial(client.post, path, sent))
            assert answer.status_code < 500, (name, how)
            if answer.status_code in SHOWN:
                shown.add(name)
                if asked > MOST:
                    many[f"{name}, {how}"] = asked
    assert many == {}
    assert shown >= FORMS
    # What a process keeps in memory is read at once when it starts, not need by need.
    snapshot.forget()
    offers.forget()
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("workspace:offers", args=[row.slug]))
    assert len(asked) <= FIRST
