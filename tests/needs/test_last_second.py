"""Two uploads at once, on the database as it is: one clear result."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from directory.needs.models import Response, SealedDocument
from tests.needs.procedures import body, company, open_need, send

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Return what calls return or raise, each in a thread of its own and begun together."""
    barrier, results = threading.Barrier(len(calls)), []

    def run(call):
        barrier.wait(300)
        try:
            results.append(call())
        except ValidationError as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    return results


def test_two_uploads_at_once_leave_one_received_and_one_replaced():
    row, by = company("firm@example.org")
    need = open_need(body()[0])
    results = at_once(*[lambda: send(need, row, by)] * 2)
    assert len(results) == 2
    assert sorted(Response.objects.values_list("status", flat=True)) == ["received", "replaced"]
    assert SealedDocument.objects.get().response.status == "received"


def test_one_form_sent_twice_at_once_is_one_response():
    row, by = company("firm@example.org")
    need, token = open_need(body()[0]), uuid.uuid4()
    one, two = at_once(*[lambda: send(need, row, by, token=token)] * 2)
    assert one.pk == two.pk
    assert Response.objects.count() == 1


def test_what_arrives_as_the_deadline_passes_is_refused_and_the_earlier_one_stays(monkeypatch):
    row, by = company("firm@example.org")
    need = open_need(body()[0])
    first = send(need, row, by)
    monkeypatch.setattr("django.utils.timezone.now", lambda: need.deadline)
    results = at_once(*[lambda: send(need, row, by)] * 2)
    assert [type(result) for result in results] == [ValidationError, ValidationError]
    assert Response.objects.get().pk == first.pk
