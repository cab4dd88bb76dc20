from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from directory.browse.views import entries as browsing
from directory.catalogue.models import Organisation
from directory.catalogue.services.bulk import Slugs
from directory.matching.choices import ADEQUATE
from directory.matching.models import NamedTechnology, Progress, StoredMatch
from directory.matching.records import Match
from directory.matching.services import store
from directory.matching.services.unmet import unmet_needs
from directory.needs.models import Need
from directory.taxonomy.models import Sector, Technology
from tests.catalogue.factories import term
from tests.matching.making import candidate

pytestmark = pytest.mark.django_db


@pytest.fixture
def needs():
    supplier = Organisation.objects.create(name_en="A", live=True)
    made = {}
    for name, points in (("none", None), ("weak", ADEQUATE - 1), ("met", ADEQUATE)):
        need = Need.objects.create(title_lv=name, buyer_name="Iestāde", live=True)
        if points is not None:
            StoredMatch.objects.create(need=need, organisation=supplier, position=1, score=points)
        made[name] = need
    made["past"] = Need.objects.create(
        title_lv="past", live=True, deadline=timezone.now() - timedelta(days=1)
    )
    made["cancelled"] = Need.objects.create(title_lv="off", live=True, settled="cancelled")
    made["hidden"] = Need.objects.create(title_lv="hidden", live=True, in_scope=False)
    Progress.objects.create(pk=1)
    return made


def test_public_needs_without_an_adequate_match_are_unmet_the_open_ones_first(needs):
    assert [need.title_lv for need in unmet_needs()] == ["weak", "none", "past"]


def test_the_soonest_to_close_is_on_top_and_then_the_latest_closed(needs):
    for name, days in (("later", 30), ("soon", 2), ("long past", -90)):
        deadline = timezone.now() + timedelta(days=days)
        Need.objects.create(title_lv=name, live=True, deadline=deadline)
    titles = [need.title_lv for need in unmet_needs()]
    assert titles == ["soon", "later", "weak", "none", "past", "long past"]


def test_before_the_first_matching_nothing_is_called_unmet(client, needs):
    Progress.objects.all().delete()
    assert not unmet_needs()
    assert "matched for the first time" in client.get("/en/unmet-needs/").text
    Progress.objects.create(pk=1)
    Need.objects.all().delete()
    assert "Every need has an adequate match" in client.get("/en/unmet-needs/").text


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_page_and_feed_list_them_by_sector(client, needs, lang):
    health = Sector.objects.create(slug="health", label_en="Health", label_lv="Veselība")
    needs["weak"].sectors.set([health])
    needs["weak"].save()
    with override(lang):
        page, feed = reverse("matching:unmet-needs"), reverse("matching:unmet-needs-feed")
        addresses = {name: f'"{need.get_absolute_url()}"' for name, need in needs.items()}
    body = client.get(page).content.decode()
    assert addresses["none"] in body
    assert addresses["met"] not in body
    chosen = client.get(page, {"sector": "health"}).content.decode()
    assert addresses["weak"] in chosen
    assert addresses["none"] not in chosen
    told = client.get(feed, {"sector": "health"})
    assert told["Content-Type"].startswith("application/atom+xml")
    assert "<title>weak</title>" in told.content.decode()
    assert "<title>none</title>" not in told.content.decode()


def test_page_and_feeds_list_them_by_technology(client, needs):
    sensors = Technology.objects.create(slug="sensors", label_en="Sensors", label_lv="Sensori")
    NamedTechnology.objects.create(need=needs["weak"], technology=sensors)
    NamedTechnology.objects.create(need=needs["met"], technology=sensors)
    with override("en"):
        page = reverse("matching:unmet-needs")
        addresses = {name: f'"{need.get_absolute_url()}"' for name, need in needs.items()}
        feeds = [reverse("matching:unmet-needs-json"), reverse("matching:unmet-needs-feed")]
    assert 'href="/en/unmet-needs/?technology=sensors"' in client.get(page).text
    chosen = client.get(page, {"technology": "sensors"}).text
    assert addresses["weak"] in chosen
    assert addresses["none"] not in chosen
    assert addresses["met"] not in chosen
    (item,) = client.get(feeds[0], {"technology": "sensors"}).json()["items"]
    assert (item["title"], item["tags"]) == ("weak", ["sensors"])
    told = client.get(feeds[1], {"technology": "sensors"}).text
    assert "<title>weak</title>" in told
    assert "<title>none</title>" not in told
    for bad in ("nothing", "\0"):
        assert client.get(page, {"technology": bad}).status_code == 404
        assert client.get(feeds[0], {"technology": bad}).status_code == 404


def test_matching_keeps_the_technologies_that_a_need_names(index):
    term(Technology, "sensors", label_en="Sensors", label_lv="Sensori")
    need = Need.objects.create(title_lv="Plūdu sensori četriem ciemiem", live=True)
    store.match_needs()
    assert [row.technology.slug for row in need.named_technologies.all()] == ["sensors"]
    need.title_lv = "Plūdu karte"
    need.save()
    store.match_needs()
    assert not need.named_technologies.exists()


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=x", "?page=99", "?sector=nothing", "?sector=%00"]
)
def test_what_is_not_there_is_not_found(client, needs, query):
    with override("en"):
        assert client.get(reverse("matching:unmet-needs") + query).status_code == 404


def test_the_same_as_json(client, needs):
    health = Sector.objects.create(slug="health", label_en="Health", label_lv="Veselība")
    needs["weak"].sectors.set([health])
    needs["weak"].save()
    with override("lv"):
        address = reverse("matching:unmet-needs-json")
    answer = client.get(address)
    assert answer["Content-Type"] == "application/feed+json"
    feed = answer.json()
    assert [item["title"] for item in feed["items"]] == ["weak", "none", "past"]
    assert (feed["language"], feed["items"][0]["tags"]) == ("lv", ["health"])
    assert [item["title"] for item in client.get(f"{address}?sector=health").json()["items"]] == [
        "weak"
    ]
    for bad in ("?sector=nothing", "?sector=%00"):
        assert client.get(address + bad).status_code == 404
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("name", ["unmet-needs", "unmet-needs-feed", "unmet-needs-json"])
@pytest.mark.parametrize("query", ["technology=%00", "sector=%00", "sector=a%00b", "sector=a%0A"])
def test_what_can_be_no_term_is_not_found_without_asking_the_database(client, needs, name, query):
    asked: list[object] = []

    def listening(execute, sql, params, many, context):
        asked.extend(params or ())
        return execute(sql, params, many, context)

    with override("en"):
        address = reverse(f"matching:{name}")
    with connection.execute_wrapper(listening):
        assert client.get(f"{address}?{query}").status_code == 404
    assert not [value for value in asked if "\0" in str(value) or "\n" in str(value)]


def test_a_feed_of_an_unknown_sector_is_empty(client, needs):
    with override("en"):
        answer = client.get(reverse("matching:unmet-needs-feed") + "?sector=x")
    assert answer.status_code == 200


def test_no_need_takes_the_address_of_the_page_that_describes_one():
    need = Need.objects.create(title_en="Describe", live=True)
    assert need.slug == "describe-2"
    with override("en"):
        assert reverse("matching:describe") != need.get_absolute_url()
    assert not Slugs(Need).is_free("describe", pk=None)
    assert Slugs(Need).make("Describe") == "describe-3"


def test_the_page_of_a_need_shows_stored_matches_until_the_need_changes(client, needs, monkeypatch):
    need = needs["met"]
    searched = []
    monkeypatch.setattr(
        store, "match_need", lambda need, *, limit: searched.append((need.pk, limit)) or []
    )
    StoredMatch.objects.filter(need=need).update(matched_at=timezone.now())
    with override("en"):
        page = need.get_absolute_url()
    assert client.get(page).status_code == 200
    assert searched == []
    need.title_lv = "met anew"
    need.save()
    client.get(page)
    assert [pk for pk, _limit in searched] == [need.pk]
    with override("en"):
        client.get(needs["none"].get_absolute_url())
    assert searched[-1][0] == needs["none"].pk


def test_the_page_of_a_need_puts_what_is_weak_behind_what_is_adequate(client, needs, monkeypatch):
    matches = [
        Match(candidate("good-enough"), ADEQUATE, (), ()),
        Match(candidate("too-weak"), ADEQUATE - 0.01, (), ()),
    ]
    monkeypatch.setattr(browsing, "known_matches", lambda _need, *, limit: matches[:limit])
    with override("en"):
        page = client.get(needs["met"].get_absolute_url()).text
    shown, _, folded = page.partition("Show 1 weaker match")
    assert "/organisations/good-enough/" in shown
    assert "/organisations/too-weak/" not in shown
    assert "/organisations/too-weak/" in folded
    assert "meets this need well enough yet" not in page
    del matches[0]
    with override("en"):
        page = client.get(needs["weak"].get_absolute_url()).text
    told, _, folded = page.partition("Show 1 weaker match")
    assert "meets this need well enough yet" in told
    assert "/organisations/too-weak/" in folded
