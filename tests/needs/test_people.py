"""What needs keep of a person is told and let go, and nothing sealed is opened for it."""

from __future__ import annotations

import json

import pytest

from directory.accounts.models import Member
from directory.accounts.services.people import erase_account, export_account
from directory.needs.models import Question, Response
from directory.needs.services.questions import ask
from tests.accounts.people import member
from tests.needs.procedures import SECRET, body, company, open_need, send

pytestmark = pytest.mark.django_db


def test_export_and_erasure():
    buyer, _admin = body()
    row, by = company("firm@example.org")
    member(row, "second@example.org")
    need = open_need(buyer)
    response = send(need, row, by)
    ask(need=need, text="Vai dati ir?", by=by)
    data = export_account(user=by)["needs"]
    assert data["questions"][0]["text"] == "Vai dati ir?"
    assert data["responses"][0]["sha256"] == response.digest
    assert SECRET not in json.dumps(data)
    erase_account(user=by)
    assert Question.objects.get().asked_by is None
    kept = Response.objects.get()
    assert (kept.submitted_by, kept.digest) == (None, response.digest)
    assert Member.objects.filter(organisation=row).count() == 1
