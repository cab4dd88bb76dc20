"""The home page and the pages of content, in both languages and with nothing in the catalogue."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Page

from home.models import ContentPage, HomePage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("en", "Latvian software, with the evidence."),
        ("lv", "Latvijas programmatūra ar pierādījumiem."),
    ],
)
def test_home_speaks_its_language_and_links_the_other(
    client: Client, language: str, heading: str
) -> None:
    response = client.get(f"/{language}/")
    page = response.content.decode()
    other = {"en": "lv", "lv": "en"}[language]
    assert response.status_code == 200
    assert f'<html lang="{language}">' in page
    assert heading in page
    assert f'hreflang="{other}" href="http://testserver/{other}/"' in page


@pytest.mark.parametrize(("language", "title"), [("en", "About"), ("lv", "Par katalogu")])
def test_about_keeps_the_place_when_the_language_is_switched(
    client: Client, language: str, title: str
) -> None:
    response = client.get(f"/{language}/about/")
    page = response.content.decode()
    assert title in page
    assert 'href="/en/about/"' in page if language == "lv" else 'href="/lv/about/"' in page


def test_bare_address_leads_to_the_readers_language(client: Client) -> None:
    response = client.get("/", headers={"accept-language": "lv"})
    assert (response.status_code, response["Location"]) == (302, "/lv/")


def test_first_pages_are_translations_of_each_other() -> None:
    for model, pages in ((HomePage, 1), (ContentPage, 2)):
        keys = set(model.objects.values_list("translation_key", flat=True))
        assert (model.objects.count(), len(keys)) == (2 * pages, pages)


def test_nothing_inline_and_nothing_foreign_on_the_home_page(client: Client) -> None:
    response = client.get("/en/")
    policy = response["Content-Security-Policy"]
    page = response.content.decode()
    assert "unsafe-inline" not in policy
    assert "default-src 'none'" in policy
    assert " style=" not in page
    assert "https://" not in page.replace("https://schema.org", "")


def test_home_costs_the_same_whatever_the_catalogue_holds(
    client: Client, django_assert_max_num_queries
) -> None:
    client.get("/en/")
    with django_assert_max_num_queries(20):
        client.get("/en/")


def test_the_accessibility_statement_is_a_page_that_staff_keep(client: Client) -> None:
    pages = ContentPage.objects.filter(slug="accessibility")
    assert {page.locale.language_code for page in pages} == {"en", "lv"}
    assert len({page.translation_key for page in pages}) == 1
    assert Page.find_problems() == ([], [], [], [], [])
    for language, name in (("en", "Accessibility statement"), ("lv", "Piekļūstamības paziņojums")):
        assert f"<h1>{name}</h1>" in client.get(f"/{language}/accessibility/").content.decode()
        assert f'href="/{language}/accessibility/"' in client.get(f"/{language}/").content.decode()
