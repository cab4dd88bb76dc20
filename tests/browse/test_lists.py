"""Lists: order, choices, pages, and what does not exist."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from directory.browse.presenters.links import in_order
from directory.catalogue.models import PartnerCall, TrainingProgramme
from directory.taxonomy.models import DataTheme
from tests.search.entries import dataset, market, need, organisation, term

pytestmark = pytest.mark.django_db


def names(client, path):
    """Return the names of a list's entries in their order."""
    response = client.get(path)
    assert response.status_code == 200, path
    return [card.name for card in response.context["page"].cards]


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/en/organisations/", "/en/search/?type=organisation"),
        ("/lv/solutions/", "/lv/search/?type=solution"),
        ("/en/references/", "/en/search/?type=reference"),
    ],
)
def test_long_lists_are_searches(client, path, where):
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (302, where)


def test_open_needs_come_first_by_deadline_then_the_ended_latest_first(client):
    now = timezone.now()
    need("Ended long ago", deadline=now - timedelta(days=90))
    need("Open late", deadline=now + timedelta(days=20))
    need("Ended lately", deadline=now - timedelta(days=1))
    need("Open without a deadline")
    need("Awarded", deadline=now + timedelta(days=5), settled="awarded")
    need("Open soon", deadline=now + timedelta(days=2))
    need("Meat", in_scope=False)
    assert names(client, "/en/needs/") == [
        "Open soon",
        "Open late",
        "Open without a deadline",
        "Awarded",
        "Ended lately",
        "Ended long ago",
    ]


def test_needs_are_chosen_by_kind_and_status(client):
    past = timezone.now() - timedelta(days=1)
    need("A", kind="tender", deadline=past)
    need("B", kind="tender")
    need("C", kind="challenge")
    assert names(client, "/en/needs/?kind=tender&status=closed") == ["A"]
    assert names(client, "/en/needs/?status=open&kind=") == ["C", "B"]
    page = client.get("/en/needs/?kind=tender").context["page"]
    assert [(tab.label, tab.count, tab.current) for tab in page.tabs] == [
        ("All", "3", False),
        ("Challenges", "1", False),
        ("Tenders", "2", True),
    ]
    assert [(tab.label, tab.count) for tab in page.switch] == [
        ("All", "2"),
        ("Open", "1"),
        ("Ended", "1"),
    ]
    assert page.switch[1].url == "/en/needs/?kind=tender&status=open"


def test_a_list_has_pages_and_each_its_own_address(client, django_assert_max_num_queries):
    for number in range(27):
        need(f"Need {number:02}")
    response = client.get("/en/needs/?page=2")
    page = response.context["page"]
    assert len(page.cards) == 2
    assert page.pages.previous == "/en/needs/"
    assert not page.pages.next
    assert response.context["canonical"] == "/en/needs/?page=2"
    assert [alternate.url for alternate in response.context["alternates"]] == [
        "/en/needs/?page=2",
        "/lv/needs/?page=2",
    ]
    with django_assert_max_num_queries(8):
        client.get("/en/needs/")


@pytest.mark.parametrize("folder", ["needs", "datasets", "training", "partner-calls"])
@pytest.mark.parametrize(
    "page", ["0", "-1", "2", "1000000000", "9" * 400, "x", "1.5", "%00", "²", " 1"]
)
def test_a_page_that_does_not_exist_is_not_found(client, folder, page):
    assert client.get(f"/en/{folder}/?page={page}").status_code == 404


@pytest.mark.parametrize(
    "query", ["kind=meat", "kind=%00", "status=maybe", "kind=tender&kind=nothing"]
)
def test_a_choice_that_does_not_exist_is_not_found(client, query):
    assert client.get(f"/en/needs/?{query}").status_code == 404


@pytest.mark.parametrize("folder", ["needs", "datasets", "training", "partner-calls"])
def test_an_empty_list_says_so(client, folder):
    response = client.get(f"/lv/{folder}/")
    assert response.status_code == 200
    assert response.context["page"].empty


def test_datasets_are_chosen_by_theme(client):
    transport = term(DataTheme, "tran", "Transport", uri="https://example.org/tran")
    health = term(DataTheme, "heal", "Health", uri="https://example.org/heal")
    dataset("Stops", themes=[transport, health])
    dataset("Wards", themes=[health])
    dataset("Draft", themes=[health], live=False)
    assert names(client, "/en/datasets/") == ["Stops", "Wards"]
    assert names(client, "/en/datasets/?theme=tran") == ["Stops"]
    chips = client.get("/en/datasets/").context["page"].chips
    assert [(chip.label, chip.count) for chip in chips] == [
        ("All themes", ""),
        ("Health", "2"),
        ("Transport", "1"),
    ]
    assert client.get("/en/datasets/?theme=none").status_code == 404


ALPHABETS = {
    "en": ["Ambulances", "Bus stops", "Culverts", "Water levels"],
    "lv": ["Caurtekas", "Čakšu pieturas", "Īsie ceļi", "Janvāra līmeņi"],
}
NAMES = {
    "Ambulances": "Īsie ceļi",
    "Bus stops": "Janvāra līmeņi",
    "Culverts": "Čakšu pieturas",
    "Water levels": "Caurtekas",
}


@pytest.mark.parametrize("language", ["en", "lv"])
def test_datasets_and_programmes_stand_by_the_names_that_are_shown(client, language):
    team = organisation("Team", kind="research")
    for name_en, name_lv in NAMES.items():
        dataset(name_en, title_lv=name_lv, publisher=team)
        TrainingProgramme.objects.create(
            organisation=team, name_en=name_en, name_lv=name_lv, live=True
        )
    expected = ALPHABETS[language]
    assert names(client, f"/{language}/datasets/") == expected
    assert names(client, f"/{language}/training/") == expected
    page = client.get(f"/{language}/organisations/{team.slug}/").context["page"]
    assert [link.label for link in page.datasets] == expected


def test_a_name_in_the_other_language_stands_in_its_place_and_pages_follow(client):
    for number in range(25):
        dataset(f"Zone {number:02}", title_lv=f"Aka {number:02}")
    dataset("Bridges", title_lv=None)
    assert names(client, "/lv/datasets/?page=2") == ["Bridges"]
    assert names(client, "/en/datasets/")[0] == "Bridges"
    assert names(client, "/en/datasets/?page=2") == ["Zone 24"]


def test_open_calls_come_before_ended_ones(client):
    today = timezone.localdate()
    team = organisation("Team", kind="research")
    for name, days in (("Ended", -1), ("Later", 20), ("Today", 0), ("Always", None)):
        closes = None if days is None else today + timedelta(days=days)
        PartnerCall.objects.create(organisation=team, title_en=name, closes_on=closes, live=True)
    assert names(client, "/en/partner-calls/") == ["Today", "Later", "Always", "Ended"]


def test_a_tender_of_several_lots_stands_in_the_list_once(client):
    for buyer in ("Dome", "Dome", "Dome", "Cita dome"):
        need("One system", kind="tender", buyer_name=buyer)
    assert names(client, "/lv/needs/") == ["One system", "One system"]
    # The search finds every lot: its number stands beside.
    assert client.get("/en/needs/").context["page"].total == "2 needs, 4 with every lot"
    need("Another", kind="planned", buyer_name="Dome")
    assert client.get("/en/needs/?kind=planned").context["page"].total == "1 need"
    assert client.get("/en/needs/?kind=tender").context["page"].total == "2 needs, 4 with every lot"


def test_countries_stand_by_name_in_the_language(client):
    found = [
        market("de", "Germany", label_lv="Vācija"),
        market("ee", "Estonia", label_lv="Igaunija"),
    ]
    for language, expected in (("en", ["Estonia", "Germany"]), ("lv", ["Igaunija", "Vācija"])):
        with translation.override(language):
            assert [str(one.label) for one in in_order(found)] == expected


def test_open_data_speaks_the_language_asked_for(client):
    for language in ("en", "lv"):
        response = client.get(f"/data/?lang={language}")
        assert f'<html lang="{language}">' in response.content.decode()
        assert response["Content-Language"] == language
    assert client.get("/data/?lang=xx").status_code == 200
