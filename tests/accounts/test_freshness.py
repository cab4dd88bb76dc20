"""Profiles are confirmed every year: who says so, who is reminded, and what staff hide meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from directory.accounts.choices import CONFIRM_EVERY, REMIND_AFTER
from directory.accounts.models import Confirmation, Member
from directory.accounts.services.freshness import confirm, freshness_of, pause, remind, resume
from directory.catalogue.models import Organisation, Solution
from directory.mail.models import Message
from directory.users.models import User
from search.models import Change
from tests.accounts.people import member, person
from tests.catalogue.factories import organisation, solution

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def row():
    return organisation(slug="first", name_en="First", description_en="As published")


@pytest.fixture
def anna(row):
    user = member(row, "anna@example.org")
    User.objects.filter(pk=user.pk).update(language="lv")
    Member.objects.filter(user=user).update(joined_at=timezone.now() - 2000 * DAY)
    return user


def told():
    return list(Message.objects.order_by("pk").values_list("receiver", "subject"))


def confirmed(row, ago):
    Confirmation.objects.update_or_create(
        organisation=row, defaults={"confirmed_at": timezone.now() - ago, "reminded": 0}
    )


def test_the_button_confirms_and_the_public_page_says_when(row, anna, client):
    client.force_login(anna)
    page = client.post("/en/workspace/first/confirm/", follow=True)
    assert "Confirmed. Buyers see the date." in page.text
    assert freshness_of(row).due_at - timezone.now() > CONFIRM_EVERY - DAY
    assert not freshness_of(row).is_due
    for lang, words in (("en", "Last confirmed"), ("lv", "Pēdējoreiz apstiprināts")):
        assert words in Client().get(f"/{lang}/organisations/first/").text
    assert ModelLogEntry.objects.filter(action="accounts.confirm", user=anna).count() == 1


def test_nothing_is_said_of_profiles_that_nobody_confirmed(row, client):
    assert "Last confirmed" not in client.get("/en/organisations/first/").text


@pytest.mark.parametrize(
    ("ago", "messages"),
    [
        (REMIND_AFTER[0] - DAY, 0),
        (REMIND_AFTER[0], 1),
        (REMIND_AFTER[1], 1),
        (REMIND_AFTER[2] + 400 * DAY, 1),
    ],
)
def test_a_missed_run_is_caught_up_by_one_message(row, anna, ago, messages):
    confirmed(row, ago)
    assert remind() == messages
    assert remind() == 0
    assert len(told()) == messages
    assert all("Vai First profils" in subject for _receiver, subject in told())


def test_each_stage_is_told_once_to_everybody_in_the_team(row, anna):
    member(row, "ben@example.org", "editor")
    Member.objects.update(joined_at=timezone.now() - 2000 * DAY)
    confirmed(row, timedelta(0))
    start = timezone.now()
    for day in range(0, 500, 10):
        remind(start + day * DAY)
    assert [receiver for receiver, _subject in told()] == [
        "anna@example.org",
        "ben@example.org",
    ] * 3
    confirm(organisation=row, by=anna)
    assert Confirmation.objects.get().reminded == 0
    remind(start + 700 * DAY)
    assert len(told()) == 8


def test_a_run_killed_after_the_message_tells_nobody_twice(row, anna):
    confirmed(row, REMIND_AFTER[1])
    remind()
    Confirmation.objects.update(reminded=0)
    remind()
    assert len(told()) == 1


def test_only_public_profiles_with_a_team_are_asked_about(row):
    confirmed(row, 500 * DAY)
    assert remind() == 0
    member(row, "anna@example.org")
    Member.objects.update(joined_at=timezone.now() - 2000 * DAY)
    Organisation.objects.update(live=False)
    assert remind() == 0


def test_a_team_that_just_came_or_published_has_a_year(row):
    member(row, "anna@example.org")
    assert remind() == 0
    Member.objects.update(joined_at=timezone.now() - 2000 * DAY)
    Organisation.objects.update(last_published_at=timezone.now() - 10 * DAY)
    assert remind() == 0
    Organisation.objects.update(last_published_at=None)
    assert remind() == 1


def test_the_command(row, anna, capsys):
    confirmed(row, 500 * DAY)
    call_command("remind_to_confirm")
    assert capsys.readouterr().out == "1 reminded\n"


def test_a_hidden_profile_is_gone_with_what_it_offers_until_its_team_confirms(row, anna, client):
    own = solution(providers=[row])
    row.tagline_en = "A draft that nobody read"
    row.save_revision()
    Change.objects.all().delete()
    pause(organisation=row, reason=" Closed\0  since May ", by=None)
    assert Change.objects.filter(type="organisation", object_id=row.pk).exists()
    assert client.get("/en/organisations/first/").status_code == 404
    assert not Solution.objects.public().filter(pk=own.pk).exists()
    assert "First profils" in Message.objects.get().subject
    assert "Closed since May" in Message.objects.get().text
    client.force_login(anna)
    page = client.get("/en/workspace/first/")
    assert "Your profile is hidden for now" in page.text and "Closed since May" in page.text
    client.post("/en/workspace/first/confirm/")
    public = Client().get("/en/organisations/first/")
    assert public.status_code == 200
    assert "As published" in public.text and "nobody read" not in public.text
    assert Organisation.objects.get().has_unpublished_changes


def test_confirming_shows_nothing_that_staff_did_not_hide(anna):
    Organisation.objects.update(live=False)
    confirm(organisation=Organisation.objects.get(), by=anna)
    resume(organisation=Organisation.objects.get(), by=anna)
    assert not Organisation.objects.get().live


def test_hiding_needs_a_reason_and_something_public(row):
    for reason in ("", "  ", "\0"):
        with pytest.raises(ValidationError, match="Say why"):
            pause(organisation=row, reason=reason, by=None)
    assert Organisation.objects.get().live
    pause(organisation=row, reason="x" * 5000, by=None)
    with pytest.raises(ValidationError, match="not public"):
        pause(organisation=row, reason="Again", by=None)


def test_staff_hide_and_show(row, anna):
    desk = Client()
    desk.force_login(User.objects.create_superuser("staff@example.org", "x"))
    place = f"/admin/freshness/{row.pk}/"
    assert "First" in desk.get("/admin/freshness/").text
    assert "Say why" in desk.post(place, {"do": "pause", "reason": ""}, follow=True).text
    page = desk.post(place, {"do": "pause", "reason": "Closed"}, follow=True)
    assert "hidden: Closed" in page.text
    assert not Organisation.objects.get().live
    desk.post(place, {"do": "resume"})
    assert Organisation.objects.get().live
    assert desk.post("/admin/freshness/99999999999999999999/", {}).status_code in {302, 404}
    assert desk.get(place).status_code == 405
    actions = ModelLogEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["accounts.pause", "accounts.resume"]


def test_the_list_is_for_those_who_decide_claims(row, anna):
    for user in (anna, person("plain@example.org", is_staff=True)):
        client = Client()
        client.force_login(user)
        for answer in (
            client.get("/admin/freshness/"),
            client.post(f"/admin/freshness/{row.pk}/", {"do": "pause", "reason": "x"}),
        ):
            assert answer.status_code in {302, 403}
    assert Organisation.objects.get().live
