"""People are told what they asked for: once, together, and not after they end it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from directory.accounts.models import Member
from directory.buyers.models import Alert, AlertedNeed
from directory.buyers.services import alerts
from directory.buyers.services.alerts import ask_to_be_told, send_alerts, token_of
from directory.mail.models import Message
from directory.mail.services import notify
from directory.matching.choices import ADEQUATE
from directory.matching.models import StoredMatch
from directory.needs.models import Need
from directory.taxonomy.models import Cpv
from directory.users.models import User
from tests.accounts.people import member, person

pytestmark = pytest.mark.django_db


def need_for(title: str, **fields: Any) -> Need:
    return Need.objects.create(title_lv=title, buyer_name="Cits novads", **fields)


def another(city: dict[str, Any], title: str = "Ēdināšanas uzskaites programmatūra skolā") -> Need:
    """Return a new need that the firm of the city could meet."""
    need = need_for(title)
    need.cpv.set(Cpv.objects.filter(slug="48000000"))
    need.save()
    return need


def test_a_need_that_is_met_is_told_once(city):
    need, reader = need_for("Kvantu sensors ostai"), person("reader@example.org", language="lv")
    alert = ask_to_be_told(by=reader, need=need)
    assert ask_to_be_told(by=reader, need=need) == alert
    assert send_alerts().messages == 0
    StoredMatch.objects.create(
        need=need, solution=city["product"], position=1, score=ADEQUATE - 0.1
    )
    assert send_alerts().messages == 0
    StoredMatch.objects.update(score=ADEQUATE)
    assert send_alerts().messages == 1
    assert send_alerts().messages == 0
    message = Message.objects.get()
    assert (message.receiver, message.language) == ("reader@example.org", "lv")
    assert "Kvantu sensors ostai" in message.subject
    assert "Pusdienlapa" in message.text
    assert city["product"].get_absolute_url().replace("/en/", "/lv/") in message.text
    assert message.unsubscribe_url in message.text
    assert "/lv/alerts/stop/" in message.unsubscribe_url
    assert message.html.count("<li>") == 1
    assert "<li>Pusdienlapa<br>" in message.html


def test_a_need_like_it_is_told_once_and_strangers_are_not(city):
    reader = person("reader@example.org", language="en")
    need = need_for("Skolēnu pārvadājumu autobusu maršrutu plānošanas rīks")
    earlier = need_for("Skolēnu pārvadājumu maršrutu plānošanas sistēma")
    Need.objects.filter(pk=earlier.pk).update(created_at=timezone.now() - timedelta(days=9))
    ask_to_be_told(by=reader, need=need)
    need_for("Slimnīcas gultu uzskaite")
    need_for("Skolēnu pārvadājumu maršrutu plānošanas risinājums", live=False)
    need_for("Skolēnu pārvadājumu plānošanas maršrutu rīks", in_scope=False)
    assert send_alerts().messages == 0
    like = need_for("Pārvadājumu maršrutu plānošanas rīks skolēniem")
    assert send_alerts().messages == 1
    text = Message.objects.get().text
    assert str(like.title_lv) in text
    assert str(earlier.title_lv) not in text
    assert send_alerts().messages == 0
    assert Message.objects.count() == 1


@pytest.mark.parametrize("of", ["need", "organisation"])
def test_an_address_that_is_verified_no_more_is_told_nothing_and_loses_nothing(city, of):
    keeper, need = member(city["firm"], "keeper@example.org"), need_for("Kvantu sensors ostai")
    ask_to_be_told(by=keeper, **({"need": need} if of == "need" else {of: city["firm"]}))
    StoredMatch.objects.create(need=need, solution=city["product"], position=1, score=ADEQUATE)
    another(city)
    address = EmailAddress.objects.filter(user=keeper)
    address.update(verified=False)
    assert send_alerts() == alerts.Round(messages=0, failures=0)
    address.update(verified=True)
    assert send_alerts().messages == 1


def test_an_address_that_lost_its_proof_meanwhile_is_told_nothing(city, monkeypatch):
    reader, need = person("reader@example.org"), need_for("Kvantu sensors ostai")
    ask_to_be_told(by=reader, need=need)
    StoredMatch.objects.create(need=need, solution=city["product"], position=1, score=ADEQUATE)
    gather = alerts._of_need

    def meanwhile(*values: Any) -> Any:
        EmailAddress.objects.filter(user=reader).update(verified=False)
        return gather(*values)

    monkeypatch.setattr(alerts, "_of_need", meanwhile)
    assert send_alerts().messages == 0
    assert not AlertedNeed.objects.exists()


def test_a_team_gets_new_needs_only_in_one_message(city):
    keeper = member(city["firm"], "keeper@example.org")
    ask_to_be_told(by=keeper, organisation=city["firm"])
    assert send_alerts().messages == 0
    first, second = another(city), another(city, "Skolēnu ēdināšanas uzskaite bērnudārzā")
    assert send_alerts().messages == 1
    message = Message.objects.get()
    assert message.subject.startswith("2 new needs for")
    for need in (first, second):
        assert need.get_absolute_url() in message.text
        # A list, as in every other message: each need with its address.
        assert f"- {need.title_lv}," in message.text
    assert city["need"].title_lv not in message.text
    call_command("send_alerts")
    assert Message.objects.count() == 1
    another(city, "Ēdināšanas uzskaites programmatūra slimnīcai")
    assert send_alerts().messages == 1
    assert Message.objects.latest("pk").subject.startswith("1 new need for")


def test_what_fails_midway_is_told_by_the_next_run_and_the_others_by_this_one(
    city, monkeypatch, caplog
):
    for name in ("first", "second", "third"):
        ask_to_be_told(by=member(city["firm"], f"{name}@example.org"), organisation=city["firm"])
    another(city)

    def broken(*, receiver: str, **values: Any) -> None:
        if receiver == "second@example.org":
            raise OSError(f"no disk for {receiver}")
        notify(receiver=receiver, **values)

    with monkeypatch.context() as patch:
        patch.setattr(alerts, "notify", broken)
        with pytest.raises(CommandError, match="could not be told: 1"):
            call_command("send_alerts")
    told = Message.objects.values_list("receiver", flat=True)
    assert sorted(told) == ["first@example.org", "third@example.org"]
    failed = Alert.objects.get(user__email="second@example.org")
    assert f"Alert {failed.pk} could not be told: OSError" in caplog.text
    assert "in broken" in caplog.text
    assert "second@example.org" not in caplog.text
    # What was told is forgotten with the message that was not written.
    assert send_alerts() == alerts.Round(messages=1, failures=0)


def test_news_are_gathered_outside_of_a_transaction_and_dropped_where_things_changed(
    city, monkeypatch
):
    keeper = member(city["firm"], "keeper@example.org")
    alert = ask_to_be_told(by=keeper, organisation=city["firm"])
    another(city)
    gather = alerts._of_organisation
    depth = len(connection.savepoint_ids)
    changes: list[Any] = []

    def meanwhile(*values: Any) -> Any:
        assert len(connection.savepoint_ids) == depth
        news = gather(*values)
        changes.pop()()
        return news

    monkeypatch.setattr(alerts, "_of_organisation", meanwhile)
    team = Member.objects.filter(user=keeper)
    (row,) = team.values()
    for change, undo in (
        (lambda: team.delete(), lambda: Member.objects.create(**row)),
        (
            lambda: AlertedNeed.objects.create(alert=alert, need=need_for("Told by another run")),
            lambda: None,
        ),
        (
            lambda: User.objects.update(is_active=False),
            lambda: User.objects.update(is_active=True),
        ),
        (lambda: Alert.objects.all().delete(), lambda: None),
    ):
        changes.append(change)
        assert send_alerts() == alerts.Round()
        undo()
    assert not changes
    assert not Message.objects.exists()


def test_one_click_ends_it_without_signing_in(city):
    reader = person("reader@example.org")
    need = need_for("Kvantu sensors ostai")
    alert = ask_to_be_told(by=reader, need=need)
    StoredMatch.objects.create(need=need, solution=city["product"], position=1, score=90)
    send_alerts()
    address = Message.objects.get().unsubscribe_url.partition("//")[2]
    path = address[address.index("/") :]
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(path).status_code == 200
    assert Alert.objects.filter(pk=alert.pk).exists()
    for _again in range(2):
        answer = stranger.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert not Alert.objects.exists()
    assert not AlertedNeed.objects.exists()
    assert stranger.post(path.replace("stop/", "stop/x")).status_code == 404


def test_only_verified_addresses_and_teams_are_told(city):
    unverified = User.objects.create_user("new@example.org", "x")
    with pytest.raises(PermissionDenied):
        ask_to_be_told(by=unverified, need=city["need"])
    stranger = person("stranger@example.org")
    with pytest.raises(PermissionDenied):
        ask_to_be_told(by=stranger, organisation=city["firm"])
    keeper = member(city["firm"], "keeper@example.org")
    ask_to_be_told(by=keeper, organisation=city["firm"])
    Member.objects.filter(user=keeper).delete()
    another(city)
    assert send_alerts().messages == 0
    assert not Alert.objects.filter(organisation=city["firm"]).exists()


def test_alerts_go_with_the_account_and_have_a_limit(city, monkeypatch):
    reader = person("reader@example.org")
    ask_to_be_told(by=reader, need=city["need"])
    monkeypatch.setattr(alerts, "MOST", 1)
    with pytest.raises(ValidationError, match="end some"):
        ask_to_be_told(by=reader, need=need_for("Cits"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.create(user=reader)
    reader.delete()
    assert not Alert.objects.exists()


def test_the_pages_ask_list_and_end(client, city):
    need = city["need"]
    with translation.override("en"):
        page, listing = reverse("buyers:tell_me", args=[need.slug]), reverse("buyers:alerts")
    assert b'type="email"' in client.get(page).content
    reader = person("reader@example.org")
    client.force_login(reader)
    assert "reader@example.org" in client.get(page).text
    assert "You have asked for none." in client.get(listing).text
    assert client.post(page, follow=True).status_code == 200
    alert = Alert.objects.get()
    assert need.title_lv in client.get(listing).text
    other = Client()
    other.force_login(person("other@example.org"))
    with translation.override("en"):
        end = reverse("buyers:alert_end", args=[alert.pk])
    assert other.post(end).status_code == 404
    assert client.get(end).status_code == 405
    client.post(end)
    assert not Alert.objects.exists()
    assert client.post(end.replace(str(alert.pk), "9" * 30)).status_code == 404
    assert token_of(alert) != token_of(Alert(pk=alert.pk + 1))


def test_the_workspace_shows_needs_with_reasons_and_keeps_the_alert(client, city):
    keeper = member(city["firm"], "keeper@example.org")
    client.force_login(keeper)
    with translation.override("lv"):
        page = reverse("workspace:offers", args=[city["firm"].slug])
    text = client.get(page).text
    assert city["need"].title_lv in text
    assert "Pusdienlapa" in text or "Ēdnīca" in text
    assert client.post(f"{page}alert/", {"do": "begin"}).status_code == 302
    assert Alert.objects.get().organisation == city["firm"]
    client.post(f"{page}alert/", {"do": "end"})
    assert not Alert.objects.exists()


def test_an_organisation_without_anything_public_is_shown_why(client):
    from tests.catalogue.factories import organisation

    row = organisation(kind="public", name_en="Body")
    client.force_login(member(row, "keeper@example.org"))
    assert "No open need fits yet" in client.get(f"/en/workspace/{row.slug}/needs-for-us/").text
