"""The map of results: the counts of the facets, as tables with the narrowed searches behind them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from directory.taxonomy.models import Region
from search import services
from tests.search import entries

pytestmark = pytest.mark.django_db


@pytest.fixture
def spread(index: Any) -> None:
    nordics = entries.market("nordics", "Nordics", kind="group")
    finland = entries.market("fi", "Finland")
    finland.groups.add(nordics)
    estonia = entries.market("ee", "Estonia")
    riga = entries.term(Region, "lv001", "Rīga", code="LV001")
    company = entries.organisation(region=riga)
    for number in range(3):
        markets = [finland] if number else [finland, estonia]
        entries.solution(f"Queue {number}", providers=[company], markets=markets)
    services.rebuild()


def rows(page: str) -> dict[str, tuple[str, str]]:
    """Return name → address and count."""
    pattern = r'<th scope="row"[^>]*><a href="([^"]+)"[^>]*>([^<]+)</a>.*?data-label="[^"]*">(\d+)'
    found = re.findall(pattern, page, re.DOTALL)
    return {name: (url.replace("&amp;", "&"), count) for url, name, count in found}


def test_each_market_and_region_leads_to_the_narrowed_search(spread: None, client: Client) -> None:
    page = client.get("/en/search/map/?q=queue&sort=newest&page=7").text
    found = rows(page)
    assert found["Finland"] == ("/en/search/?q=queue&market=fi", "3")
    assert found["Estonia"] == ("/en/search/?q=queue&market=ee", "1")
    assert found["Nordics"] == ("/en/search/?q=queue&market=nordics", "3")
    assert found["Rīga"][0] == "/en/search/?q=queue&region=lv001"
    assert "Map of results linked with 2 countries. Most: Finland (3), Estonia (1)." in page
    assert 'content="noindex, follow"' in page
    assert "/lv/search/map/?q=queue" in page


def test_a_chosen_market_does_not_hide_the_others(spread: None, client: Client) -> None:
    page = client.get("/en/search/map/?market=ee").text
    assert rows(page)["Finland"] == ("/en/search/?market=fi", "3")
    assert rows(page)["Estonia"][1] == "1"
    assert 'aria-current="true">Estonia' in page


def test_chosen_filters_are_taken_away_where_the_map_is(spread: None, client: Client) -> None:
    page = client.get("/en/search/map/?q=queue&market=ee&market=fi").text
    assert re.findall(r'chip--on" href="([^"]+)"', page) == [
        "/en/search/map/?q=queue&amp;market=fi",
        "/en/search/map/?q=queue&amp;market=ee",
    ]
    assert 'chips__clear" href="/en/search/map/?q=queue"' in page


def test_a_region_with_the_name_of_the_one_above_is_there_once(index: Any, client: Client) -> None:
    above = entries.term(Region, "lv", "Latvia", code="LV")
    for code in ("lv0", "lv00"):
        above = entries.term(Region, code, "Latvia", code=code.upper(), parent=above)
    riga = entries.term(Region, "lv006", "Rīga", code="LV006", parent=above)
    entries.solution("Queue", providers=[entries.organisation(region=riga)])
    services.rebuild()
    page = client.get("/en/search/map/").text
    assert page.count(">Latvia</a>") == 1
    assert rows(page)["Latvia"] == ("/en/search/?region=lv", "2")
    assert rows(page)["Rīga"] == ("/en/search/?region=lv006", "2")


def test_results_without_a_place_say_so_and_lead_on(spread: None, client: Client) -> None:
    page = client.get("/en/search/map/?q=zzqqxx").text
    assert "There is nothing to put on the map" in page
    assert "/en/search/?q=zzqqxx" in page


def test_a_bad_question_is_refused_in_words(spread: None, client: Client) -> None:
    assert client.get("/en/search/map/?type=nothing").status_code == 400
    assert client.get("/en/search/map/?page=bad&sort=bad").status_code == 200


def test_the_page_of_results_leads_to_its_map(spread: None, client: Client) -> None:
    page = client.get("/en/search/?q=queue&sort=newest").text
    assert 'href="/en/search/map/?q=queue"' in page
