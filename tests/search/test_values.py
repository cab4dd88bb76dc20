"""All values of a facet on a page of their own: counts, a search without script, and the way back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from search import services
from tests.search import entries

pytestmark = pytest.mark.django_db


@pytest.fixture
def sectors(index: Any) -> None:
    company = entries.organisation()
    health = entries.sector("health", "Health")
    inside = [
        entries.sector(f"s{number}", f"Sēctor {number}", parent=health) for number in range(20)
    ]
    for number, one in enumerate(inside):
        entries.solution(f"Queue {number}", sectors=[one], providers=[company])
    services.rebuild()


def links(page: str) -> dict[str, tuple[str, str]]:
    """Return label → address and count."""
    found = re.findall(
        r'values__one[^"]*"><a href="([^"]+)"[^>]*>(?:<span class="vh">[^<]*</span>)?([^<]+)(?:<svg.*?</svg>)?</a>'
        r' <span class="values__n">(\d+)',
        page,
    )
    return {label: (url.replace("&amp;", "&"), count) for url, label, count in found}


def test_every_value_adds_itself_to_the_question_or_takes_itself_away(
    sectors: None, client: Client
) -> None:
    page = client.get("/en/search/values/sector/?q=queue&sector=s3").text
    found = links(page)
    assert len(found) == 21
    assert found["Sēctor 2"] == ("/en/search/?q=queue&sector=s2&sector=s3", "1")
    assert found["Sēctor 3"] == ("/en/search/?q=queue", "1")
    assert 'content="noindex, follow"' in page


@pytest.mark.parametrize(
    ("chosen", "label", "leads_to"), [("s3", "Health", "health"), ("health", "Sēctor 3", "s3")]
)
def test_a_value_stands_for_its_path(
    sectors: None, client: Client, chosen: str, label: str, leads_to: str
) -> None:
    page = client.get(f"/en/search/values/sector/?sector={chosen}").text
    assert links(page)[label][0] == f"/en/search/?sector={leads_to}"


@pytest.mark.parametrize(("within", "count"), [("sector 1", 11), ("SĒCTOR 19", 1), ("", 21)])
def test_a_search_among_the_values_needs_no_script_and_no_diacritics(
    sectors: None, client: Client, within: str, count: int
) -> None:
    page = client.get("/en/search/values/sector/", {"within": within, "q": "queue"}).text
    assert len(links(page)) == count
    assert '<input type="hidden" name="q" value="queue">' in page


def test_nothing_found_among_the_values_is_said(sectors: None, client: Client) -> None:
    page = client.get("/en/search/values/sector/", {"within": "<b>zz"}).text
    assert "No value is called “&lt;b&gt;zz”" in page
    assert 'href="/en/search/values/sector/"' in page


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("values/unheard-of/", 404),
        ("values/type/", 404),
        ("values/sector/?sort=bad", 400),
        ("values/sector/?page=bad&within=%00%ff", 200),
        ("values/size/", 200),
    ],
)
def test_bad_addresses_are_no_fault_of_the_site(
    sectors: None, client: Client, address: str, status: int
) -> None:
    assert client.get(f"/en/search/{address}").status_code == status


def test_only_a_long_facet_leads_there(sectors: None, client: Client) -> None:
    page = client.get("/en/search/?q=queue").text
    assert "/en/search/values/sector/?q=queue" in page
    assert "/values/kind/" not in page
    assert "/values/data_driven/" not in page
