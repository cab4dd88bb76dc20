"""A buyer's team says of each match whether it fits: one word a person, for the team and staff alone."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from directory.accounts.choices import Role
from directory.accounts.services.people import erase_account, export_account
from directory.buyers.models import Opinion
from directory.buyers.permissions import can_say
from directory.buyers.services import opinions as saying
from directory.buyers.services.decide import decide
from directory.buyers.services.judgments import judged_pairs
from directory.buyers.services.opinions import say, take_back
from directory.needs.models import Need
from directory.users.models import User
from tests.accounts.people import member, person
from tests.buyers.test_learning import ended
from tests.buyers.test_shortlists import first, frozen
from tests.catalogue.factories import organisation
from tests.needs.procedures import company

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(city: dict[str, Any], language: str = "en") -> str:
    return f"/{language}/needs/{city['need'].slug}/what-fits/"


def name(entry: Any) -> str:
    return f"{entry.type_name}:{entry.slug}"


def send(city: dict[str, Any], **fields: Any) -> Any:
    """Return the answer to a form that the city's administrator sends of the product."""
    values = {"entry": name(city["product"]), "value": "fits", "reason": ""} | fields
    return browser(city["person"]).post(address(city), values)


def test_who_may_say(city):
    need = city["need"]
    allowed = {
        "admin": city["person"],
        "editor": member(city["body"], "editor@example.org", Role.EDITOR),
        "staff": User.objects.create_superuser("staff@example.org", "x"),
    }
    refused = {
        "nobody": AnonymousUser(),
        "stranger": person("stranger@example.org"),
        "supplier": member(city["firm"], "firm@example.org"),
        "another public body": member(organisation(kind="public"), "other@example.org"),
    }
    for who, user in allowed.items():
        assert can_say(user, need), who
        say(need=need, entry=city["product"], value="fits", by=user)
    for who, user in refused.items():
        assert not can_say(user, need), who
        for call in (lambda u: say(need=need, entry=city["product"], value="fits", by=u),
                     lambda u: take_back(need=need, entry=city["product"], by=u)):  # fmt: skip
            with pytest.raises(PermissionDenied):
                call(user)
    assert Opinion.objects.count() == len(allowed)
    imported = Need.objects.create(title_lv="Ievests iepirkums", buyer_name="Cits novads")
    assert can_say(allowed["staff"], imported)
    assert not can_say(allowed["admin"], imported)


def test_only_the_team_and_staff_see_buttons_and_what_was_said(city):
    say(
        need=city["need"], entry=city["product"], value="unfit", reason="Zilonis", by=city["person"]
    )
    public = city["need"].get_absolute_url()
    link = address(city)
    stranger = browser(person("stranger@example.org"))
    firm = browser(member(city["firm"], "firm@example.org"))
    for client in (Client(), stranger, firm):
        page = client.get(public).text
        assert "Pusdienlapa" in page
        assert link not in page and "Zilonis" not in page
    assert Client().get(link).status_code == 302
    assert stranger.get(link).status_code == firm.get(link).status_code == 403
    staff = browser(User.objects.create_superuser("staff@example.org", "x"))
    for client in (browser(city["person"]), staff):
        page = client.get(public).text
        assert link in page and "Zilonis" not in page
        assert "Zilonis" in client.get(link).text
    for path in (
        "/api/v1/needs",
        "/en/unmet-needs/feed.json",
        f"/api/v1/needs/directory:{city['need'].pk}/matches",
    ):
        answer = Client().get(path)
        assert answer.status_code == 200, path
        assert "Zilonis" not in answer.text  # fmt: skip


def test_buttons_name_the_entry_and_say_which_is_pressed(city):
    assert send(city, value="unfit", reason="Too\n dear").status_code == 302
    page = browser(city["person"]).get(address(city)).text
    assert 'aria-pressed="true">Does not fit<span class="vh">: Pusdienlapa</span>' in page
    assert 'aria-pressed="false">Fits<span class="vh">: Pusdienlapa</span>' in page
    assert 'Take back<span class="vh">: Pusdienlapa</span>' in page
    assert ">Too dear</textarea>" in page
    assert "no-cache" in browser(city["person"]).get(address(city)).headers["Cache-Control"]
    latvian = browser(city["person"]).get(address(city, "lv")).text
    assert 'Neatbilst<span class="vh">: Pusdienlapa</span>' in latvian


def test_an_opinion_is_changed_and_taken_back(city):
    assert send(city).url == f"{address(city)}#solution-{city['product'].slug}"
    send(city, value="unfit", reason="Too dear")
    row = Opinion.objects.get()
    assert (row.entry, row.value, row.reason, row.user) == (
        city["product"], "unfit", "Too dear", city["person"],
    )  # fmt: skip
    send(city, entry=name(city["firm"]))
    assert Opinion.objects.count() == 2
    assert send(city, value="none").status_code == 302
    assert Opinion.objects.get().entry == city["firm"]
    assert send(city, value="none").status_code == 302


def test_what_left_the_directory_can_be_taken_back_but_not_judged(city):
    send(city)
    city["product"].live = False
    city["product"].save()
    page = browser(city["person"]).get(address(city)).text
    assert "What you said of entries that match no more" in page
    assert 'Take back<span class="vh">: Pusdienlapa</span>' in page
    assert send(city, value="unfit").status_code == 400
    assert Opinion.objects.get().value == "fits"
    assert send(city, value="none").status_code == 302
    assert send(city, value="none").status_code == 400
    assert not Opinion.objects.exists()


def test_everybody_of_the_team_is_counted_once(city):
    editor = member(city["body"], "editor@example.org", Role.EDITOR)
    send(city)
    send(city, reason="Runs in our school")
    say(need=city["need"], entry=city["product"], value="unfit", reason="Nē", by=editor)
    page = browser(city["person"]).get(address(city)).text
    assert "Fits: 1<" in page and "Does not fit: 1<" in page
    assert "<b>Does not fit</b>: Nē" in page
    assert "editor@example.org" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {"entry": ""}, {"entry": "solution"}, {"entry": "solution:nothing"}, {"entry": "need:x"},
        {"entry": "solution:\0"}, {"entry": "x" * 301}, {"value": ""}, {"value": "perhaps"}, {"value": "\0"},
        {"reason": "a\0b"}, {"reason": "a\x07b"}, {"reason": "x" * 301},
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_a_word(city, fields):
    answer = send(city, **fields)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    (field,) = fields
    assert {"entry": "Entry: ", "value": "Opinion: ", "reason": "Reason: "}[field] in answer.text
    assert not Opinion.objects.exists()


def test_a_reason_of_300_characters_is_kept_and_a_refused_one_stays_in_its_field(city):
    assert send(city, reason="x" * 300).status_code == 302
    answer = send(city, reason="y" * 301)
    assert "y" * 301 in answer.text
    assert f'href="#solution-{city["product"].slug}-reason"' in answer.text
    assert Opinion.objects.get().reason == "x" * 300


def test_needs_that_are_not_there_and_forged_forms(city):
    client = browser(city["person"])
    for slug in ("nothing", "-"):
        assert client.get(f"/en/needs/{slug}/what-fits/").status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(city["person"])
    form = {"entry": name(city["product"]), "value": "fits"}
    assert strict.post(address(city), form).status_code == 403
    assert client.put(address(city)).status_code == 405
    city["need"].live = False
    city["need"].save()
    assert client.get(address(city)).status_code == 404
    assert not Opinion.objects.exists()


def test_nobody_says_without_end(city, monkeypatch, settings):
    monkeypatch.setattr(saying, "MOST", 1)
    send(city)
    refused = send(city, entry=name(city["firm"]))
    assert refused.status_code == 400 and "take some of it back first" in refused.text
    assert send(city, value="unfit").status_code == 302
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"opinion": "1/h/user"}
    other = {**city, "person": member(city["body"], "editor@example.org", Role.EDITOR)}
    assert [send(other).status_code, send(other).status_code] == [302, 429]


def test_the_database_holds_it_too(city):
    own = {"user": city["person"], "need": city["need"]}
    Opinion.objects.create(**own, solution=city["product"], value="fits")
    for fields in (
        {"solution": city["product"], "value": "unfit"},
        {"solution": city["product"], "organisation": city["firm"], "value": "fits"},
        {"value": "fits"},
        {"organisation": city["firm"], "value": "maybe"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Opinion.objects.create(**own, **fields)
    with pytest.raises(ValidationError):
        say(need=city["need"], entry=city["firm"], value="maybe", by=city["person"])


def test_it_is_in_the_export_and_goes_with_the_account(city):
    editor = member(city["body"], "editor@example.org", Role.EDITOR)
    say(need=city["need"], entry=city["product"], value="unfit", reason="Too dear", by=editor)
    say(need=city["need"], entry=city["product"], value="fits", by=city["person"])
    told = json.loads(json.dumps(export_account(user=editor)))["shortlists"]["opinions"]
    assert [(row["opinion"], row["reason"]) for row in told] == [("unfit", "Too dear")]
    assert told[0]["need"] == str(city["need"]) and told[0]["entry"] == str(city["product"])
    erase_account(user=editor)
    assert Opinion.objects.get().user == city["person"]


def grade(city: dict[str, Any], entry: Any, need: Need | None = None) -> int | None:
    wanted = (f"directory:{(need or city['need']).pk}", f"directory:{entry.pk}")
    return {row[:2]: row[2] for row in judged_pairs()}.get(wanted)


@pytest.mark.parametrize(
    ("said", "expected"),
    [("+", 2), ("-", 0), ("+-", 1), ("++-", 1), ("+++-", 2), ("+--", 1), ("+----", 0)],
)
def test_opinions_become_judged_pairs_by_their_mean(city, said, expected):
    city["product"].delete()
    for number, sign in enumerate(said):
        by = member(city["body"], f"m{number}@example.org", Role.EDITOR)
        value = "fits" if sign == "+" else "unfit"
        say(need=city["need"], entry=city["firm"], value=value, by=by)
    assert grade(city, city["firm"]) == expected


def test_a_decision_outranks_opinions_and_an_outcome_both(city, monkeypatch, tmp_path: Path):
    shortlist = frozen(city)
    entry = first(shortlist)
    pair = (f"directory:{city['need'].pk}", entry.public_id)
    decided = city["product"] if entry.type == "solution" else city["firm"]
    say(need=city["need"], entry=decided, value="unfit", by=city["person"])
    decide(entry=entry, verdict="in", reason="Has done it", by=city["person"])
    need, winner = ended(city, monkeypatch)
    say(need=need, entry=winner, value="unfit", by=city["person"])
    loser, _keeper = company("loser@example.org")
    say(need=need, entry=loser, value="unfit", by=city["person"])
    target = tmp_path / "judgments.csv"
    call_command("write_judgments", str(target))
    rows = list(csv.DictReader(target.open(encoding="utf-8")))
    grades = {(row["need"], row["id"]): row["grade"] for row in rows}
    assert grades[pair] == "2"
    assert grades[f"directory:{need.pk}", f"directory:{winner.pk}"] == "3"
    assert grades[f"directory:{need.pk}", f"directory:{loser.pk}"] == "0"
