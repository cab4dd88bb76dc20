"""Files without a language."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from PIL import Image

from directory.browse import feeds
from directory.browse.art import Poster, drawn
from tests.browse.rows import world
from tests.search.entries import organisation

NAMES = {"s": feeds.SCHEMA, "x": feeds.XHTML}


def test_a_band_is_kept_for_ever_and_asked_for_once(client, db):
    response = client.get("/belt/40003052786.svg")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert "immutable" in response["Cache-Control"]
    assert "public" in response["Cache-Control"]
    again = client.get("/belt/40003052786.svg", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    ElementTree.fromstring(response.content)


@pytest.mark.parametrize("number", ["1", "00000000000", "9" * 20])
def test_a_band_spells_up_to_twenty_digits(client, db, number):
    assert client.get(f"/belt/{number}.svg").status_code == 200


@pytest.mark.parametrize("number", ["", "a", "9" * 21, "9" * 4000, "١٢", "1%00", "-1", "1.5"])
def test_anything_else_is_no_band(client, db, number):
    assert client.get(f"/belt/{number}.svg").status_code == 404


def test_a_band_may_be_asked_for_in_given_colours(client, db):
    assert "#9e3039" in client.get("/belt/carmine-linen/1234.svg").content.decode()
    assert client.get("/belt/pink-blue/1234.svg").status_code == 404


def test_robots_leave_filtered_searches_alone(client, db):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert "Disallow: /*/search/?*&" in lines
    assert "Disallow: /*/needs/describe/?" in lines
    assert "Disallow: /api/v1/*/matches" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_the_security_contact_is_valid_for_less_than_a_year(client, db, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://ict.example/"
    text = client.get("/.well-known/security.txt").content.decode()
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"] == "https://ict.example/en/about/"
    assert fields["Canonical"] == "https://ict.example/.well-known/security.txt"
    expires = datetime.fromisoformat(fields["Expires"])
    assert timedelta(days=30) < expires - timezone.now() < timedelta(days=365)


@pytest.mark.django_db
def test_the_site_map_names_every_public_page_in_both_languages(
    client, django_assert_max_num_queries
):
    world()
    hidden = organisation("Hidden", live=False)
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [node.text or "" for node in root.iterfind("s:sitemap/s:loc", NAMES)]
    assert "http://testserver/sitemap/organisation-1.xml" in parts
    found: dict[str, list[str]] = {}
    for part in parts:
        with django_assert_max_num_queries(8):
            tree = ElementTree.fromstring(client.get(part).content)
        for url in tree.iterfind("s:url", NAMES):
            links = [node.attrib["hreflang"] for node in url.iterfind("x:link", NAMES)]
            found[url.findtext("s:loc", "", NAMES)] = links
    assert found["http://testserver/en/organisations/kvantera/"] == ["en", "lv"]
    assert "http://testserver/lv/organisations/kvantera/" in found
    assert "http://testserver/lv/markets/fi/" in found
    assert "http://testserver/en/sectors/hospitals/" in found
    assert "http://testserver/en/needs/" in found
    assert not any(hidden.slug in address for address in found)
    for address in found:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address


@pytest.mark.django_db
def test_parts_are_bounded(client, monkeypatch):
    monkeypatch.setattr(feeds, "PART", 2)
    for number in range(5):
        organisation(f"Company {number}")
    parts = [part for part in feeds.parts() if part.name == "organisation"]
    assert [part.number for part in parts] == [1, 2, 3]
    assert client.get("/sitemap/organisation-3.xml").status_code == 200
    for path in ("organisation-4", "organisation-0", "pages-2", "nothing-1", f"need-{'9' * 40}"):
        assert client.get(f"/sitemap/{path}.xml").status_code == 404, path


@pytest.mark.parametrize(
    "path", ["/share/en.png", "/share/lv.png", "/share/lv/organisation/{slug}.png"]
)
def test_a_shared_address_has_a_picture(client, db, path):
    row = organisation(name_lv="Ļoti garš uzņēmuma nosaukums ar daudziem vārdiem " * 4)
    response = client.get(path.format(slug=row.slug))
    assert response["Content-Type"] == "image/png"
    with Image.open(BytesIO(response.content)) as picture:
        assert picture.size == (1200, 630)
    assert "public" in response["Cache-Control"]
    headers = {"if-none-match": response["ETag"]}
    assert client.get(path.format(slug=row.slug), headers=headers).status_code == 304


def test_a_picture_says_what_its_entry_is_called_now(client, db):
    row = organisation(name_en="One")
    first = client.get(f"/share/en/organisation/{row.slug}.png")
    row.name_en = "Another"
    row.save()
    assert client.get(f"/share/en/organisation/{row.slug}.png")["ETag"] != first["ETag"]


def test_no_picture_of_what_is_not_public(client, db):
    row = organisation(live=False)
    for path in (
        f"/share/en/organisation/{row.slug}.png",
        "/share/en/organisation/nobody.png",
        "/share/en/user/admin.png",
        "/share/xx.png",
    ):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize("name", ["A", "x" * 100, "Ārvalstu " * 30, "日本", "\u202eRTL", ""])
def test_any_name_fits_its_picture(name):
    assert drawn(Poster(name, "Solution", "Latvia ICT", "40003052786")).startswith(b"\x89PNG")


def test_a_name_in_letters_that_no_face_has_is_not_a_row_of_boxes():
    plain = drawn(Poster("Latvia ICT", "Solution", "Latvia ICT", "40003052786"))
    assert drawn(Poster("日本の会社", "Solution", "Latvia ICT", "40003052786")) == plain
    assert drawn(Poster("Latvia ICT\u4e00", "Solution", "Latvia ICT", "40003052786")) == plain


def test_a_picture_says_what_an_entry_says_of_itself(client, db):
    row = organisation(name_en="One", tagline_en="Forecasts")
    first = client.get(f"/share/en/organisation/{row.slug}.png")
    row.tagline_en = "Forecasts for hospitals"
    row.save()
    again = client.get(f"/share/en/organisation/{row.slug}.png")
    assert again["ETag"] != first["ETag"]
    assert again.content != first.content
