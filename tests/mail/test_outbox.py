"""No message is lost, none is doubled without a trace, and none is kept for ever."""

from __future__ import annotations

import os
import signal
import smtplib
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.mail import services
from directory.mail.choices import Topic
from directory.mail.models import Message, Refusal
from directory.mail.services import MAX_ATTEMPTS, enqueue, notify, purge, retry, send_due

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def templates(settings, tmp_path):
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "hello.subject.txt").write_text("Hello\n {{ name }}\n")
    (folder / "hello.txt").write_text(
        "{% load i18n %}{% get_current_language as code %}{{ code }}: {{ name }} {{ link }}"
    )
    (folder / "rich.subject.txt").write_text("Rich")
    (folder / "rich.txt").write_text("Text")
    (folder / "rich.html").write_text("<p>{{ name }}</p>")
    settings.TEMPLATES = [
        settings.TEMPLATES[0] | {"DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}
    ]
    settings.DEFAULT_FROM_EMAIL = "Directory <info@directory.example>"


def queued(event: str = "enquiry:1", receiver: str = "anna@example.org", **values) -> Message:
    fields = {"template": "hello", "context": {"name": "Anna"}, "language": "lv"} | values
    return enqueue(event=event, receiver=receiver, **fields)


def reloaded(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


class Refusing(EmailBackend):
    """A server that answers every message with an error."""

    error: Exception = OSError("connection reset")

    def send_messages(self, email_messages):
        raise self.error


@pytest.fixture
def refusing(monkeypatch):
    def use(error: Exception) -> None:
        backend = type("Backend", (Refusing,), {"error": error})
        monkeypatch.setattr(services, "get_connection", backend)

    return use


def test_a_message_is_rendered_in_its_language_and_sent_once():
    message = queued(context={"name": "Anna\nBcc: all@example.org"})
    assert message.subject == "Hello Anna Bcc: all@example.org"
    assert send_due().sent == 1
    assert send_due().sent == 0
    (sent,) = mail.outbox
    assert sent.to == ["anna@example.org"]
    assert sent.body.startswith("lv: Anna")
    assert sent.message()["Message-ID"] == message.message_id
    assert sent.message()["Message-ID"].endswith("@directory.example>")
    assert reloaded(message).sent_at


def test_html_stands_beside_the_text_and_is_escaped():
    queued(template="rich", context={"name": "<b>"})
    send_due()
    assert mail.outbox[0].alternatives[0].content == "<p>&lt;b&gt;</p>"


def test_one_event_writes_one_message_to_a_receiver():
    assert queued().pk == queued(context={"name": "Other"}).pk
    queued(receiver="berta@example.org")
    queued(event="enquiry:2")
    assert Message.objects.count() == 3
    copy = Message.objects.first()
    copy.pk = None
    copy.message_id = "<other@directory.example>"
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_a_message_is_written_with_its_business_or_not_at_all():
    with transaction.atomic():
        queued()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "values", [{"receiver": "no address"}, {"receiver": "a@b.lv\nBcc: c@d.lv"}, {"language": "xx"}]
)
def test_bad_messages_are_refused(values):
    with pytest.raises(ValidationError):
        queued(**values)


def test_a_later_message_waits():
    queued(send_after=timezone.now() + timedelta(hours=1))
    assert send_due().sent == 0


def test_a_refused_message_is_tried_again_later_and_later(refusing):
    refusing(OSError("connection reset"))
    message, delays = queued(), []
    for attempt in range(1, MAX_ATTEMPTS + 1):
        Message.objects.update(send_after=timezone.now())
        result = send_due()
        message = reloaded(message)
        assert message.attempts == attempt
        assert message.lease_until is None
        assert "connection reset" in message.last_error
        delays.append(message.send_after - timezone.now())
    assert result.failed == 1
    assert message.failed_at
    assert delays[1] > delays[0]
    assert send_due().failed == 0


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({"anna@example.org": (550, b"anna@example.org unknown")}),
        smtplib.SMTPDataError(554, b"refused"),
    ],
)
def test_what_the_server_refuses_for_good_is_given_up(refusing, error):
    refusing(error)
    message = queued()
    assert send_due().failed == 1
    assert reloaded(message).failed_at
    assert "anna@" not in reloaded(message).last_error


def test_one_bad_message_does_not_hold_up_the_next(monkeypatch):
    class Choosy(EmailBackend):
        def send_messages(self, email_messages):
            if email_messages[0].to == ["anna@example.org"]:
                raise smtplib.SMTPDataError(451, b"later")
            return super().send_messages(email_messages)

    monkeypatch.setattr(services, "get_connection", Choosy)
    queued()
    queued(receiver="berta@example.org")
    result = send_due()
    assert (result.sent, result.retried) == (1, 1)


def test_a_server_that_is_away_costs_no_attempt(monkeypatch):
    class Away(EmailBackend):
        def open(self):
            raise ConnectionRefusedError("refused")

    monkeypatch.setattr(services, "get_connection", Away)
    message = queued()
    with pytest.raises(CommandError, match="cannot be reached"):
        call_command("send_mail", once=True)
    assert reloaded(message).attempts == 0


def test_a_held_message_is_left_to_its_worker():
    message = queued()
    Message.objects.update(lease_until=timezone.now() + timedelta(minutes=1))
    assert send_due().sent == 0
    Message.objects.update(lease_until=timezone.now() - timedelta(minutes=1))
    assert send_due().sent == 1
    assert reloaded(message).sent_at


def test_a_worker_killed_at_its_last_attempt_leaves_the_message_to_staff():
    message = queued()
    Message.objects.update(attempts=MAX_ATTEMPTS, lease_until=timezone.now() - timedelta(minutes=1))
    assert send_due().failed == 1
    assert reloaded(message).failed_at
    assert retry(message=message)
    assert not retry(message=message)
    assert send_due().sent == 1


def test_old_messages_are_forgotten():
    old, new, waiting, failed = (queued(event=f"e:{number}") for number in range(4))
    long_ago = timezone.now() - timedelta(days=31)
    Message.objects.filter(pk=old.pk).update(sent_at=long_ago)
    Message.objects.filter(pk=failed.pk).update(failed_at=long_ago)
    Message.objects.filter(pk=new.pk).update(sent_at=timezone.now())
    Message.objects.filter(pk=waiting.pk).update(created_at=long_ago)
    assert purge() == 2
    assert set(Message.objects.values_list("pk", flat=True)) == {new.pk, waiting.pk}


def test_the_command_sends_more_than_a_batch(monkeypatch):
    monkeypatch.setattr(services, "BATCH", 2)
    for number in range(5):
        queued(event=f"e:{number}")
    call_command("send_mail", once=True)
    assert len(mail.outbox) == 5


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_after_acceptance_sends_it_again_with_the_same_id(tmp_path, settings):
    """The child is killed by the backend itself, between the server's yes and the mark."""
    message = queued()
    accepted = tmp_path / "accepted"

    class Deadly(EmailBackend):
        def send_messages(self, email_messages):
            accepted.write_text(email_messages[0].message()["Message-ID"])
            os.kill(os.getpid(), signal.SIGKILL)

    connection.close()
    child = os.fork()
    if child == 0:
        services.get_connection = Deadly
        send_due()
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert accepted.read_text() == message.message_id
    assert send_due().sent == 0
    Message.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert send_due().sent == 1
    assert mail.outbox[0].message()["Message-ID"] == message.message_id
    assert reloaded(message).attempts == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_message_once(monkeypatch):
    sent, lock = [], threading.Lock()

    class Counting(EmailBackend):
        def send_messages(self, email_messages):
            with lock:
                sent.extend(message.to[0] for message in email_messages)

    monkeypatch.setattr(services, "get_connection", Counting)
    for number in range(20):
        queued(receiver=f"person{number}@example.org")
    start = threading.Barrier(2)

    def work():
        start.wait()
        try:
            send_due()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(sent) == sorted(f"person{number}@example.org" for number in range(20))
    assert not Message.objects.unsent().exists()


def test_staff_see_the_list_without_texts_and_send_again(admin_client):
    message = queued(context={"name": "Anna", "link": "https://example.org/secret-token"})
    Message.objects.update(failed_at=timezone.now(), last_error="550")
    for url in (
        reverse("outbox:index"),
        reverse("outbox:index") + "?q=anna&state=failed",
        reverse("outbox:inspect", args=[message.pk]),
        reverse("outbox:retry", args=[message.pk]),
    ):
        response = admin_client.get(url)
        assert response.status_code == 200
        assert "anna@example.org" in response.text
        assert "secret-token" not in response.text
    assert "anna@" not in admin_client.get(reverse("outbox:index") + "?state=sent").text
    for name in ("edit", "delete"):
        assert admin_client.post(reverse(f"outbox:{name}", args=[message.pk])).status_code == 302
    assert admin_client.post(reverse("outbox:add"), {"subject": "x"}).status_code == 302
    assert Message.objects.count() == 1
    admin_client.post(reverse("outbox:retry", args=[message.pk]))
    assert reloaded(message).failed_at is None


def test_the_outbox_is_for_staff(client):
    message = queued()
    assert client.post(reverse("outbox:retry", args=[message.pk])).status_code == 302
    assert not reloaded(message).attempts


def test_what_was_asked_for_can_be_ended_with_one_click():
    notify(
        event="alert:1",
        receiver="a@example.org",
        template="approved",
        folder="moderation/mail",
        context={"entry": "X", "url": "https://example.org/x"},
        language="lv",
        unsubscribe_url="https://example.org/stop/abc/",
    )
    send_due()
    sent = mail.outbox[0].message()
    assert sent["List-Unsubscribe"] == "<https://example.org/stop/abc/>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.outbox[0].body.rstrip().endswith("https://example.org/stop/abc/")
    queued()
    send_due()
    assert mail.outbox[1].message()["List-Unsubscribe"] is None


def told(topic: str = Topic.REMINDERS, receiver: str = "Anna@example.org", number: int = 1) -> None:
    services.notify(
        event=f"remind:{number}",
        receiver=receiver,
        template="reminder",
        context={},
        language="lv",
        folder="letters",
        topic=topic,
    )


@pytest.fixture
def letters(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "reminder.txt").write_text("Subject\n\nBody")


def test_a_message_that_nobody_has_to_get_is_stopped_by_its_link_or_by_one_click(client, letters):
    told()
    send_due()
    (sent,) = mail.outbox
    url = Message.objects.get().unsubscribe_url
    assert url in sent.body and url in sent.alternatives[0][0]
    assert sent.extra_headers["List-Unsubscribe"] == f"<{url}>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = url.partition("//")[2].partition("/")[2]
    # A program that opens links stops nothing.
    assert "anna@example.org" in client.get(f"/{path}").text
    told(number=2)
    assert Message.objects.count() == 2
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/{path}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    told(number=3)
    told(number=4, topic=Topic.ENQUIRIES)
    told(number=5, receiver="berta@example.org")
    events = Message.objects.order_by("event").values_list("event", flat=True)
    assert list(events) == ["remind:1", "remind:2", "remind:4", "remind:5"]


def test_what_belongs_to_what_somebody_began_cannot_be_stopped(letters):
    told(topic="")
    assert Message.objects.get().unsubscribe_url == ""


@pytest.mark.parametrize("token", ["x", "x" * 500, "WyJhIiwiYiJd:1:x", "\x00"])
def test_a_forged_link_stops_nothing(client, token):
    answer = client.get(reverse("mail:stop", args=[token]))
    assert answer.status_code == 410
    assert client.post(reverse("mail:stop", args=[token])).status_code == 410
    assert not Refusal.objects.exists()


def test_messages_are_shown_in_development_only(client, settings):
    row = queued(context={"name": "<b>Anna</b>", "link": "https://directory.example/confirm/"})
    pages = [reverse("mail:outbox"), reverse("mail:message", args=[row.pk])]
    assert [client.get(page).status_code for page in pages] == [404, 404]
    settings.MAIL_PAGE = True
    listed, shown = (client.get(page).text for page in pages)
    assert row.receiver in listed
    assert '<a href="https://directory.example/confirm/"' in shown
    assert "<b>Anna" not in listed + shown
    assert client.get(reverse("mail:message", args=[2**70])).status_code == 404


def test_development_tells_on_the_console_who_got_what(settings, tmp_path, capsys):
    settings.EMAIL_BACKEND = "directory.mail.adapters.ToldBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "sent"
    queued(context={"name": "Anna", "link": "https://directory.example/confirm/"})
    send_due()
    said = capsys.readouterr().out
    assert "anna@example.org" in said and "https://directory.example/confirm/" in said
    assert list((tmp_path / "sent").iterdir())
