"""Whoever has no account is told at an address: once its owner confirms it, until they end it or a year is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from directory.accounts.services.people import erase_account, export_account
from directory.buyers.models import Alert, AlertedNeed
from directory.buyers.services import subscriptions
from directory.buyers.services.alerts import ask_to_be_told, end_by_token, send_alerts, token_of
from directory.mail.models import Message
from directory.mail.services import send_due
from directory.matching.choices import ADEQUATE
from directory.matching.models import StoredMatch
from directory.needs.models import Need
from tests.accounts.people import person
from tests.enquiries.rows import link, stamp

pytestmark = pytest.mark.django_db

READER = "reader@example.org"


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


def need_for(title: str = "Kvantu sensors ostai", **fields: Any) -> Need:
    return Need.objects.create(title_lv=title, buyer_name="Cits novads", **fields)


def ask(need: Need, email: str = READER, language: str = "lv", **fields: Any) -> Any:
    values = {"email": email, "homepage": "", "stamp": stamp()} | fields
    return Client().post(f"/{language}/needs/{need.slug}/tell-me/", values)


def confirmed(need: Need, email: str = READER) -> Alert:
    ask(need, email)
    path = link("alerts/confirm/", email)
    assert Client().post(path).status_code == 200
    return Alert.objects.get(email=email, need=need)


def meet(need: Need, product: Any) -> None:
    StoredMatch.objects.create(need=need, solution=product, position=1, score=ADEQUATE)


def test_nothing_is_told_before_the_address_is_confirmed_and_it_is_then(city):
    need = need_for()
    page = Client().get(f"/lv/needs/{need.slug}/tell-me/")
    assert page.status_code == 200
    assert page.headers["Cache-Control"].startswith("max-age=0")
    meet(need, city["product"])
    assert ask(need).headers["Location"] == "/lv/alerts/asked/"
    (message,) = Message.objects.all()
    assert (message.receiver, message.language) == (READER, "lv")
    assert "/lv/mail/stop/" in message.unsubscribe_url
    assert send_alerts().messages == 0
    path = link("alerts/confirm/", READER)
    # Programs that open the links of mail begin nothing.
    assert Client().get(path).status_code == 200
    assert Client().head(path).status_code == 200
    assert send_alerts().messages == 0
    answer = Client(enforce_csrf_checks=True).post(path)
    assert answer.status_code == 403
    for _twice in range(2):
        assert Client().post(path).status_code == 200
    assert send_alerts().messages == 1
    assert send_alerts().messages == 0
    told = Message.objects.latest("pk")
    assert (told.receiver, told.language) == (READER, "lv")
    assert "Pusdienlapa" in told.text
    stop = told.unsubscribe_url.split("//", 1)[1].split("/", 1)[1]
    assert Client().post(f"/{stop}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Alert.objects.exists()
    # What was ended is not begun anew by the old link.
    assert Client().post(path).status_code == 410
    assert not Alert.objects.exists()


def test_the_page_answers_the_same_whoever_is_told_of_what(city):
    need = need_for()
    first = ask(need)
    waiting = ask(need)
    confirmed(need, "known@example.org")
    ask_to_be_told(by=person("account@example.org"), need=need)
    answers = [first, waiting, ask(need, "known@example.org"), ask(need, "account@example.org")]
    seen = {(one.status_code, one.headers["Location"], one.content) for one in answers}
    assert len(seen) == 1
    # Their owner learns by mail that they are told already, once a day, and how to end it.
    ask(need, "known@example.org")
    (again,) = Message.objects.filter(event__contains=":known:")
    assert again.receiver == "known@example.org"
    assert "/lv/alerts/stop/" in again.text
    # Of an address that waits nobody makes a mailbox full.
    assert Message.objects.filter(receiver=READER).count() == 1


def test_capitals_and_blanks_are_the_same_address():
    need = need_for()
    ask(need, " Reader@Example.org ")
    ask(need)
    assert Alert.objects.get().email == READER


def test_no_more_letters_than_a_handful_wait_at_an_address():
    needs = [need_for(f"Sensors {number}") for number in range(8)]
    for need in needs:
        subscriptions.ask_by_address(email=READER, need=need, language="en")
    assert Alert.objects.count() == subscriptions.MOST_UNCONFIRMED
    assert Message.objects.count() == subscriptions.MOST_UNCONFIRMED


def test_a_wish_that_is_repeated_waits_no_longer():
    need = need_for()
    ask(need)
    begun = timezone.now() - timedelta(days=2)
    Alert.objects.update(created_at=begun)
    Message.objects.update(event="alert:yesterday")
    ask(need)
    assert Alert.objects.get().created_at == begun
    assert Message.objects.count() == 2


def test_nothing_of_what_nobody_confirmed_or_what_was_ended_stays_in_the_outbox():
    need, other = need_for(), need_for("Pļaujmašīna kapsētai")
    ask(need)
    kept = confirmed(other, "kept@example.org")
    ended = confirmed(other, "ended@example.org")
    held = Message.objects.get(receiver="kept@example.org")
    send_due()
    Alert.objects.filter(email=READER).update(created_at=timezone.now() - timedelta(days=4))
    Message.objects.create(event=f"alert:{kept.pk}0:1", receiver=READER, message_id="<other>")
    call_command("forget_alerts")
    end_by_token(token=token_of(ended))
    assert set(Alert.objects.all()) == {kept}
    assert set(Message.objects.exclude(message_id="<other>")) == {held}
    assert Message.objects.filter(message_id="<other>").exists()


def test_a_message_that_a_worker_holds_is_left_to_it():
    ask(need_for())
    Message.objects.update(lease_until=timezone.now() + timedelta(minutes=1))
    Alert.objects.update(created_at=timezone.now() - timedelta(days=4))
    call_command("forget_alerts")
    assert not Alert.objects.exists()
    assert Message.objects.count() == 1


@pytest.mark.parametrize("language", ["en", "lv"])
def test_the_owner_of_an_address_refuses_to_be_asked_again(language):
    need = need_for()
    ask(need, language=language)
    message = Message.objects.get()
    path = f"/{message.unsubscribe_url.split('//', 1)[1].split('/', 1)[1]}"
    assert path in message.text
    assert Client().get(path).status_code == 200
    assert Client().post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    answer = ask(need_for("Pļaujmašīna kapsētai"), language=language)
    assert answer.headers["Location"] == f"/{language}/alerts/asked/"
    assert Message.objects.get() == message
    assert Alert.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"email": ""}, "Your e-mail address"),
        ({"email": "nobody"}, "Your e-mail address"),
        ({"email": "a\x00@example.org"}, "Your e-mail address"),
        ({"email": f"{'a' * 300}@example.org"}, "Your e-mail address"),
        ({"homepage": "http://spam.example"}, "program"),
        ({"stamp": "made-up"}, "not opened on this page"),
        ({"stamp": 1}, "quicker than people type"),
        ({"stamp": 90_000}, "very long"),
    ],
)
def test_what_is_refused_says_why_and_writes_nothing(fields, said):
    if isinstance(fields.get("stamp"), int):
        fields = {"stamp": stamp(fields["stamp"])}
    answer = ask(need_for(), language="en", **fields)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Alert.objects.exists()
    assert not Message.objects.exists()


def test_many_are_refused_by_address_and_by_machine():
    needs = [need_for(f"Sensors {number}") for number in range(6)]
    answers = [ask(need, language="en").status_code for need in needs]
    assert answers == [302] * 5 + [429]
    codes = [ask(needs[0], f"reader{number}@example.org").status_code for number in range(18)]
    # The one that was refused by its address counted for the machine.
    assert codes.count(429) == 18 - 14
    assert Alert.objects.count() == 5 + 14


def test_links_that_are_not_ours_and_needs_that_are_not_public():
    need = need_for()
    alert = confirmed(need)
    path = link("alerts/confirm/", READER)
    for wrong in ("x", path.split("/")[4][:-2], "a:b:c"):
        assert Client().get(f"/en/alerts/confirm/{wrong}/").status_code == 410
    # A link of another kind opens nothing here.
    assert Client().post(f"/en/alerts/confirm/{token_of(alert)}/").status_code == 410
    Need.objects.update(live=False)
    assert Client().get(path).status_code == 410
    assert ask(need).status_code == 404


def test_what_nobody_confirms_and_what_is_old_is_forgotten():
    need, other = need_for(), need_for("Pļaujmašīna kapsētai")
    ask(need)
    old = confirmed(other)
    kept = ask_to_be_told(by=person("account@example.org"), need=need)
    late = timezone.now() - timedelta(days=3, minutes=1)
    Alert.objects.filter(email=READER, need=need).update(created_at=late)
    year = timezone.now() - timedelta(days=365, minutes=1)
    Alert.objects.filter(pk=old.pk).update(confirmed_at=year, created_at=year)
    Alert.objects.filter(pk=kept.pk).update(created_at=year)
    assert send_alerts().messages == 0
    call_command("forget_alerts")
    assert list(Alert.objects.all()) == [kept]
    # Asked for again, it begins anew.
    ask(other)
    assert Alert.objects.filter(email=READER, confirmed_at=None).count() == 1


def test_an_account_sees_exports_and_erases_what_its_address_asked_for():
    need = need_for()
    confirmed(need)
    reader = person(READER)
    assert [row["of"] for row in export_account(user=reader)["shortlists"]["alerts"]] == [str(need)]
    client = Client()
    client.force_login(reader)
    assert str(need) in client.get("/en/alerts/").content.decode()
    stranger = person("stranger@example.org")
    assert export_account(user=stranger)["shortlists"]["alerts"] == []
    erase_account(user=reader)
    assert not Alert.objects.exists()


def test_the_database_holds_what_an_alert_is():
    need, reader = need_for(), person(READER)
    for wrong in (
        {"need": need},
        {"need": need, "email": READER},
        {"need": need, "email": READER, "language": "lv", "user": reader},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Alert.objects.create(**wrong)


@pytest.mark.parametrize("first", ["address", "account"])
def test_who_asks_by_account_and_by_address_has_one_alert_and_gets_one_letter(city, first):
    need, user = need_for(), person(READER)
    older = need_for("Ostas boju uzraudzība")
    if first == "address":
        by_address = confirmed(need)
        AlertedNeed.objects.create(alert=by_address, need=older)
        kept = ask_to_be_told(by=user, need=need)
        assert kept == by_address
        assert [row.need for row in kept.told.all()] == [older]
    else:
        kept = ask_to_be_told(by=user, need=need)
        ask(need)
        path = link("alerts/confirm/", READER)
        assert Client().post(path).status_code == 200
    assert list(Alert.objects.all()) == [kept]
    assert kept.receiver == (READER, user.language)
    meet(need, city["product"])
    assert send_alerts().messages == 1
    assert send_alerts().messages == 0


def test_an_address_that_joins_an_account_later_is_told_by_the_account_alone(city):
    need, user = need_for(), person("account@example.org")
    kept = ask_to_be_told(by=user, need=need)
    by_address = confirmed(need)
    AlertedNeed.objects.create(alert=by_address, need=need)
    EmailAddress.objects.create(user=user, email=READER, verified=True)
    meet(need, city["product"])
    # What the address was told of is told.
    assert send_alerts().messages == 0
    assert list(Alert.objects.all()) == [kept]


def test_an_address_of_a_closed_account_is_still_told(city):
    need, user = need_for(), person(READER)
    ask_to_be_told(by=user, need=need)
    user.is_active = False
    user.save()
    by_address = confirmed(need)
    meet(need, city["product"])
    assert send_alerts().messages == 1
    assert Alert.objects.filter(pk=by_address.pk).exists()
