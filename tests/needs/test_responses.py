"""Responses stay sealed until the deadline on every path, and the deadline is one clear line."""

from __future__ import annotations

import io
import sys
import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.signals import got_request_exception
from django.db import IntegrityError, connection, transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.views.debug import get_exception_reporter_class

from directory.mail.models import Message
from directory.needs.models import Need, Response, SealedDocument
from directory.needs.services import sealing
from directory.needs.services.evaluation import begin_sheet
from directory.needs.services.procedure import cancel
from directory.needs.services.responses import Upload, withdraw
from directory.users.models import User
from tests.needs.procedures import SECRET, body, company, open_need, pass_deadline, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent():
    buyer, admin = body()
    row, by = company("firm@example.org")
    need = open_need(buyer)
    return need, admin, row, by, send(need, row, by)


def everything_stored() -> bytes:
    """Return every value of every table, and every file of the site."""
    found = io.BytesIO()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    found.write(
                        bytes(value)
                        if isinstance(value, bytes | memoryview)
                        else str(value).encode()
                    )
    for path in settings.DATA_DIR.rglob("*"):
        if path.is_file() and "sqlite" not in path.name:
            found.write(path.read_bytes())
    return found.getvalue()


def test_neither_database_nor_files_hold_what_was_sent(sent):
    stored = everything_stored()
    assert SECRET.encode() not in stored
    assert b"plan.txt" not in stored
    assert sent[4].digest.encode() in stored


@pytest.mark.parametrize("who", ["buyer", "sender", "superuser"])
def test_nobody_opens_a_response_before_the_deadline(sent, who):
    need, admin, _row, by, response = sent
    user = {"buyer": admin, "sender": by}.get(who) or User.objects.create_superuser("s@x.lv", "x")
    with pytest.raises((PermissionDenied, ValidationError)):
        begin_sheet(need=need, by=user)
    for door in (sealing.open_content, lambda **kw: sealing.open_document(number=1, **kw)):
        with pytest.raises(PermissionDenied):
            door(response=response, by=user)


def test_no_page_of_the_administration_and_no_api_shows_a_response(sent, admin_client, client):
    need = sent[0]
    from wagtail.snippets.models import get_snippet_models

    assert not {Response, SealedDocument} & set(get_snippet_models())
    paths = [f"/api/v1/needs/{need.pk}", "/api/v1/needs", f"/en/needs/{need.slug}/"]
    edit = Need.snippet_viewset.get_url_name("edit")
    from django.urls import reverse

    for answer in (
        *(client.get(path) for path in paths),
        admin_client.get(reverse(edit, args=[need.pk])),
    ):
        assert SECRET not in answer.text
        assert sent[4].digest not in answer.text


def test_a_staff_form_cannot_move_the_deadline_of_a_sealed_need(sent, admin_client):
    need = sent[0]
    past = timezone.now() - timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(deadline=past)
    draft = Need.objects.get(pk=need.pk)
    draft.deadline = past
    draft.save_revision().publish()
    assert Need.objects.get(pk=need.pk).deadline == need.deadline


def test_after_the_deadline_an_evaluator_opens_it_whole(sent, monkeypatch):
    need, admin, _row, by, response = sent
    pass_deadline(monkeypatch)
    with pytest.raises(PermissionDenied):
        sealing.open_content(response=response, by=admin)
    begin_sheet(need=need, by=admin)
    content = sealing.open_content(response=response, by=admin)
    assert SECRET in content["summary"]
    assert content["documents"][0]["name"] == "plan.txt"
    name, data = sealing.open_document(response=response, number=1, by=admin)
    assert (name, data) == ("plan.txt", b"%s in a file" % SECRET.encode())
    with pytest.raises(PermissionDenied):
        sealing.open_content(response=response, by=by)


def test_a_response_moved_to_another_need_does_not_open(sent, monkeypatch):
    need, admin, *_rest, response = sent
    other = open_need(need.buyer)
    Response.objects.filter(pk=response.pk).update(need=other)
    response.refresh_from_db()
    pass_deadline(monkeypatch)
    begin_sheet(need=other, by=admin)
    with pytest.raises(sealing.SealedError):
        sealing.open_content(response=response, by=admin)


def test_the_receipt_is_written_to_the_team(sent):
    *_rest, by, response = sent
    message = Message.objects.get(receiver=by.email)
    assert response.digest in message.text
    assert SECRET not in message.text
    assert "Received" in message.text


@pytest.mark.parametrize(("language", "day"), [("en", "j F Y"), ("lv", r"Y. \g\a\d\a j. F")])
def test_the_receipt_names_its_second_as_its_reader_writes_it(language, day):
    buyer, _admin = body()
    row, by = company("firm@example.org")
    User.objects.filter(pk=by.pk).update(language=language)
    response = send(open_need(buyer), row, by)
    local = timezone.localtime(response.received_at)
    with translation.override(language):
        moment = f"{date_format(local, day)}, {local:%H:%M:%S}"
    assert moment in Message.objects.get(receiver=by.email).text


def test_the_same_form_twice_is_one_response_and_a_new_one_replaces_it():
    buyer, _admin = body()
    row, by = company("firm@example.org")
    need, token = open_need(buyer), uuid.uuid4()
    first = send(need, row, by, token=token)
    assert send(need, row, by, token=token).pk == first.pk
    second = send(need, row, by)
    first.refresh_from_db()
    assert (first.status, bytes(first.sealed)) == ("replaced", b"")
    assert not SealedDocument.objects.filter(response=first).exists()
    assert Response.objects.get(status="received").pk == second.pk
    withdraw(need=need, organisation=row, by=by)
    assert not Response.objects.filter(status="received").exists()
    assert not SealedDocument.objects.exists()
    with pytest.raises(ValidationError):
        withdraw(need=need, organisation=row, by=by)


def test_the_deadline_is_compared_when_the_response_is_stored(sent, monkeypatch):
    need, _admin, row, by, response = sent
    monkeypatch.setattr("django.utils.timezone.now", lambda: need.deadline)
    with pytest.raises(ValidationError, match="deadline has passed"):
        send(need, row, by)
    with pytest.raises(ValidationError):
        withdraw(need=need, organisation=row, by=by)
    response.refresh_from_db()
    assert response.status == "received"
    monkeypatch.setattr(
        "django.utils.timezone.now", lambda: need.deadline - timedelta(microseconds=1)
    )
    assert send(need, row, by).status == "received"


def test_two_uploads_at_once_leave_one_received(sent):
    need, _admin, row, _by, response = sent
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.create(
            need=need, organisation=row, received_at=timezone.now(), digest="x", sealed=b"x"
        )
    assert Response.objects.get(status="received").pk == response.pk


def test_who_may_answer():
    buyer, admin = body()
    row, by = company("firm@example.org")
    other, stranger = company("other@example.org")
    need = open_need(buyer)
    for organisation, user in ((buyer, admin), (row, stranger), (other, by)):
        with pytest.raises(PermissionDenied):
            send(need, organisation, user)
    for fields in ({"responses_here": False}, {"live": False}, {"in_scope": False}):
        with pytest.raises(ValidationError):
            send(open_need(buyer, **fields), row, by)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"answers": {}}, "criterion_"),
        ({"documents": [Upload("x.exe", b"MZ")]}, "documents"),
        ({"documents": [Upload("x.pdf", b"<script>")]}, "documents"),
        ({"documents": [Upload("x.pdf", b"%PDF-" + b"0" * (10 * 1024**2))]}, "documents"),
        ({"documents": [Upload("x.txt", b"a")] * 6}, "documents"),
    ],
)
def test_bad_responses_are_refused_at_the_field(fields, field):
    buyer, _admin = body()
    row, by = company("firm@example.org")
    with pytest.raises(ValidationError) as refused:
        send(open_need(buyer), row, by, **fields)
    assert any(name.startswith(field) for name in refused.value.message_dict)
    assert not Response.objects.exists()


def test_cancelled_before_the_deadline_responses_are_destroyed_unopened(sent, monkeypatch):
    need, admin, _row, by, response = sent
    cancel(need=need, reason="No money", by=admin)
    response.refresh_from_db()
    assert (response.status, bytes(response.sealed)) == ("returned", b"")
    assert not SealedDocument.objects.exists()
    assert "No money" in Message.objects.get(receiver=by.email, event__contains="cancelled").text
    assert Need.objects.public().filter(pk=need.pk).exists()


def test_keys_are_rotated_without_opening(sent, monkeypatch):
    need, admin, *_rest, response = sent
    old, new = settings.RESPONSE_KEYS[0], bytes(range(32, 64))
    with override_settings(RESPONSE_KEYS=[new, old]):
        call_command("rewrap_responses", stdout=io.StringIO())
    pass_deadline(monkeypatch)
    begin_sheet(need=need, by=admin)
    response.refresh_from_db()
    with pytest.raises(sealing.SealedError):
        sealing.open_content(response=response, by=admin)
    with override_settings(RESPONSE_KEYS=[new]):
        assert SECRET in sealing.open_content(response=response, by=admin)["summary"]
    with pytest.raises(sealing.SealedError), override_settings(RESPONSE_KEYS=[b"1" * 32]):
        sealing.rewrap()


def test_a_form_of_one_organisation_receives_nothing_for_another(sent):
    need, *_rest, response = sent
    other, second = company("other@example.org")
    with pytest.raises(ValidationError):
        send(need, other, second, token=response.form_token)


@pytest.mark.parametrize("place", ["services.responses._store", "services.sealing._encrypt"])
def test_a_report_of_what_broke_holds_nothing_of_a_response(client, monkeypatch, settings, place):
    buyer, _admin = body()
    row, by = company("firm@example.org")
    need = open_need(buyer)
    settings.DEBUG = False
    client.force_login(by)
    client.raise_request_exception = False

    def broken(*_values, **_named):
        raise RuntimeError("The disk is gone")

    monkeypatch.setattr(f"directory.needs.{place}", broken)
    told: list[str] = []

    def report(*, request, **_named):
        reporter = get_exception_reporter_class(request)(request, *sys.exc_info())
        told.append(reporter.get_traceback_html() + reporter.get_traceback_text())

    got_request_exception.connect(report)
    try:
        answer = client.post(
            reverse("workspace:responses_form", args=[row.slug, need.pk]),
            {
                "form_token": str(uuid.uuid4()),
                "summary": SECRET,
                **{f"criterion_{one.pk}": SECRET for one in need.criteria.all()},
                "interests": "none",
                "documents": SimpleUploadedFile(f"{SECRET}.txt", SECRET.encode()),
            },
        )
    finally:
        got_request_exception.disconnect(report)
    assert answer.status_code in {500, 503}
    (page,) = told
    assert "The disk is gone" in page
    assert SECRET not in page
    assert SECRET not in answer.text
