"""Public bodies with their teams, needs that take responses, and companies that answer."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from directory.catalogue.models import Organisation
from directory.needs.models import Criterion, Need
from directory.needs.services.responses import Upload, receive
from directory.users.models import User
from tests.accounts.people import member
from tests.catalogue.factories import organisation

SECRET = "Zilonis-7731"


def body(email: str = "city@example.org") -> tuple[Organisation, User]:
    """Return a public body with its administrator."""
    row = organisation(name_en="", name_lv="Lejaskrasta novads", kind="public")
    return row, member(row, email)


def company(email: str) -> tuple[Organisation, User]:
    """Return a company with its administrator."""
    row = organisation()
    return row, member(row, email)


def open_need(buyer: Organisation, **fields: Any) -> Need:
    """Return a published challenge with two criteria that takes responses for two days."""
    deadline = timezone.now() + timedelta(days=2)
    values = {"title_lv": "Plūdu brīdinājumi", "responses_here": True, "deadline": deadline}
    need = Need(buyer=buyer, **(values | fields))
    need.criteria = [
        Criterion(name_lv="Precizitāte", weight=70),
        Criterion(name_en="Cost", weight=30, order=1),
    ]
    need.save()
    return need


def send(need: Need, row: Organisation, by: User, **fields: Any):
    """Return the receipt of a response that says the secret."""
    values = {
        "token": uuid.uuid4(),
        "summary": f"We offer {SECRET}",
        "answers": {one.pk: f"{SECRET} {one.pk}" for one in need.criteria.all()},
        "conflict": f"Our brother {SECRET}",
        "documents": [Upload("plan.txt", f"{SECRET} in a file".encode())],
    }
    return receive(need=need, organisation=row, by=by, **(values | fields))


def pass_deadline(monkeypatch: Any) -> None:
    """Let three days go by."""
    now = timezone.now
    monkeypatch.setattr("django.utils.timezone.now", lambda: now() + timedelta(days=3))
