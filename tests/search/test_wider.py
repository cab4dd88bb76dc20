"""What a page of results says about the filters chosen: proof of them, and ways out where nothing is found."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from directory.taxonomy.models import Certification
from search import services
from tests.search import entries

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(index: Any, client: Client) -> Any:
    """Bring the index up to date and return a page as text."""

    def get(address: str) -> str:
        services.catch_up()
        return client.get(f"/en/search/{address}").text

    return get


def test_nothing_found_offers_each_way_out_that_leads_somewhere(shown: Any) -> None:
    health, forestry = entries.sector("health", "Health"), entries.sector("forestry", "Forestry")
    sweden = entries.market("se", "Sweden")
    entries.market("no", "Norway")
    entries.solution("Rindo", sectors=[health])
    entries.solution("Rindo two", sectors=[health])
    entries.solution("Mežs", sectors=[forestry], markets=[sweden])
    page = shown("?q=rindo&sector=health&market=se&market=no&size=250%2B&type=solution")
    assert "Nothing found" in page
    assert "Without “" not in page
    page = shown("?q=rindo&sector=health&market=se&market=no&type=solution")
    ways = re.findall(r'class="btn[^"]*" href="([^"]+)">(Without [^<]+)', page)
    assert [(url.replace("&amp;", "&"), label) for url, label in ways] == [
        ("/en/search/?q=rindo&type=solution&sector=health", "Without “Norway, Sweden”: 2"),
    ]
    assert "2 results" in shown("?q=rindo&type=solution&sector=health")
    page = shown("?q=rindo&market=se")
    assert "Without “Sweden”: 2" in page
    assert "Without the words “rindo”: 1" in page
    assert "Without" not in shown("?q=zebra")
    assert "Without" not in shown("?market=no")


def test_values_of_a_filter_are_one_question_in_any_order(shown: Any) -> None:
    for slug in ("health", "forestry"):
        entries.solution(f"Of {slug}", sectors=[entries.sector(slug)])
    for order in ("sector=health&sector=forestry", "sector=forestry&sector=health"):
        page = shown(f"?{order}&size=250%2B&size=1-9")
        assert (
            'rel="canonical" href="http://testserver/en/search/?sector=forestry&amp;sector=health'
            '&amp;size=1-9&amp;size=250%2B"' in page
        )


def test_a_card_names_first_what_was_asked_for(shown: Any) -> None:
    markets = [entries.market(code, code.upper()) for code in ("ee", "fi", "lv", "no", "se")]
    union = entries.market("eu", "European Union", kind="group")
    for country in markets[:3]:
        country.groups.add(union)
    certificates = [
        entries.term(Certification, "iso-13485", "ISO 13485 (devices)"),
        entries.term(Certification, "iso-27001", "ISO/IEC 27001 (information security)"),
    ]
    entries.solution("Rindo", markets=markets, certifications=certificates)

    def evidence(address: str) -> dict[str, str]:
        return dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", shown(address)))

    assert evidence("")["Markets"] == "EE FI LV NO +1"
    asked = evidence("?market=se&certification=iso-27001")
    assert asked["Markets"] == "SE EE FI LV +1"
    assert asked["Certificate"] == "ISO/IEC 27001 +1"
    assert evidence("?market=fi")["Markets"] == "FI EE LV NO +1"
    assert evidence("?market=eu")["Markets"] == "EE FI LV NO +1"
    # Which of two alternatives an entry has, the card can't tell.
    assert evidence("?market=se&market=no")["Markets"] == "EE FI LV NO +1"


def test_groups_of_markets_come_after_countries_whatever_their_code(shown: Any) -> None:
    union = entries.market("eu", "European Union", kind="group")
    finland, estonia = entries.market("fi", "Finland"), entries.market("ee", "Estonia")
    for country in (finland, estonia):
        country.groups.add(union)
        entries.solution(f"To {country.slug}", markets=[country])
    page = shown("")
    assert re.findall(r'name="market" value="(\w+)"', page) == ["ee", "fi", "eu"]
