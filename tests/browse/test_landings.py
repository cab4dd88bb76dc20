"""Pages of sectors and markets: live counts, merged terms, bounded work."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directory.taxonomy.models import Market, Sector
from search import services
from search.contract.engine import IndexMissing
from tests.browse.rows import world
from tests.search.entries import market, organisation, reference, sector, solution

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "lv"])
def test_a_market_shows_what_was_delivered_there(client, index, language):
    world(copies=2)
    services.rebuild()
    page = client.get(f"/{language}/markets/fi/").content.decode()
    assert "Waiting time 31 % shorter" in page
    assert "Rindo 1" in page
    assert "Kvantera" in page
    assert f"/{language}/search/?type=solution&amp;market=fi" in page
    assert f"/{language}/markets/europe/" in page


def test_a_group_adds_up_its_countries(client, index):
    world(copies=2)
    services.rebuild()
    page = client.get("/en/markets/europe/").context["page"]
    assert page.projects.total == 2
    assert [(item.label, item.count) for item in page.members] == [("Finland", "2")]
    assert [figure.value for figure in page.figures] == ["2", "2", "1"]


def test_the_table_of_markets_counts_what_the_search_finds(client, index):
    world(copies=2)
    services.rebuild()
    page = client.get("/en/markets/").context["page"]
    assert [(row.name, [cell.value for cell in row.cells]) for row in page.countries] == [
        ("Finland", ["2", "1", "2"])
    ]
    assert [row.name for row in page.groups] == ["Europe"]
    assert page.countries[0].cells[2].url == "/en/search/?type=solution&market=fi"


def test_the_home_market_is_no_export_market(client, index):
    home = market("lv", "Latvia")
    solution("Rindo", markets=[home])
    services.rebuild()
    assert client.get("/en/markets/").context["page"].countries == ()
    assert client.get("/en/markets/lv/").status_code == 200


def test_a_sector_aggregates_what_is_below_it(client, index):
    world(copies=2)
    services.rebuild()
    page = client.get("/en/sectors/health/").context["page"]
    assert [figure.value for figure in page.figures] == ["2", "2", "1", "2"]
    assert [(item.label, item.count) for item in page.children] == [("Hospitals", "2")]
    assert [item.label for item in page.technologies] == ["Machine learning"]
    assert len(page.needs) == 2
    assert page.projects.total == 2
    below = client.get("/en/sectors/hospitals/").context["page"]
    assert below.parent.url == "/en/sectors/health/"


def test_the_tree_of_sectors_counts(client, index):
    world()
    services.rebuild()
    page = client.get("/en/sectors/").context["page"]
    assert [(branch.name, branch.counts) for branch in page.branches] == [
        ("Health and care", ("1 solution", "1 organisation", "1 need"))
    ]


@pytest.mark.parametrize(("name", "model"), [("market", Market), ("sector", Sector)])
def test_a_merged_term_leads_to_its_successor(client, name, model):
    last = model.objects.create(slug="new", label_en="New", label_lv="Jauns")
    middle = model.objects.create(slug="mid", label_en="Mid", label_lv="Vidus", merged_into=last)
    model.objects.create(slug="old", label_en="Old", label_lv="Vecs", merged_into=middle)
    for slug in ("old", "mid"):
        response = client.get(reverse(f"browse:{name}", args=[slug]))
        assert response.status_code == 301
        assert response["Location"] == reverse(f"browse:{name}", args=["new"])


def test_codes_in_capitals_lead_to_the_address(client):
    market("fi")
    assert client.get("/en/markets/FI/")["Location"] == "/en/markets/fi/"


@pytest.mark.parametrize("slug", ["zz", "a%00", "x" * 3000])
@pytest.mark.parametrize("folder", ["markets", "sectors"])
def test_unknown_terms_are_not_found(client, folder, slug):
    assert client.get(f"/en/{folder}/{slug}/").status_code == 404


def test_a_market_nobody_named_says_so(client):
    market("zw", "Zimbabwe")
    assert "Nobody has named this market yet" in client.get("/en/markets/zw/").content.decode()


@pytest.mark.parametrize("path", ["markets/", "markets/fi/", "sectors/", "sectors/health/"])
def test_the_pages_stand_without_an_index(client, recording, path):
    world()
    recording.error = IndexMissing("gone")
    try:
        response = client.get(f"/en/{path}")
    finally:
        recording.error = None
    assert response.status_code == 200
    assert "counts are missing" in response.content.decode()


@pytest.mark.parametrize(
    "path", ["markets/", "markets/fi/", "markets/europe/", "sectors/", "sectors/health/"]
)
def test_queries_stay_few_whatever_the_size(client, index, path):
    world(copies=3)
    maker = organisation("Other")
    fin, care = Market.objects.get(slug="fi"), Sector.objects.get(slug="health")
    for number in range(10):
        row = solution(f"More {number}", providers=[maker], markets=[fin], sectors=[care])
        reference(f"More {number}", of=maker, solution=row, country=fin, sector=care)
        sector(f"part-{number}", parent=care)
    services.rebuild()
    client.get(f"/en/{path}")
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/en/{path}")
    assert len(captured) <= 12
