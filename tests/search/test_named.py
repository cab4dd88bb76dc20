"""Editors name a page of the site for a question, which stands above the results."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from home.models import ContentPage
from search import services
from search.models import PinnedSearch
from search.receivers import lever_changed
from tests.search import entries
from tests.search.test_levers import pin_form

pytestmark = pytest.mark.django_db
LIST = "/admin/snippets/search/pinnedsearch/"


@pytest.fixture
def rivers(index: Any) -> None:
    entries.organisation("Plūdu sargs")
    services.rebuild()


def page_about(slug: str, title: str, language: str, **given: Any) -> Page:
    home = Page.objects.get(depth=2, locale__language_code=language)
    return home.add_child(instance=ContentPage(title=title, slug=slug, locale=home.locale, **given))


def test_a_page_is_named_where_nothing_is_found_and_in_the_other_language_its_translation(
    rivers: None, admin_client: Any, client: Any
) -> None:
    page = page_about("heat-pumps", "Heat <pumps>", "en")
    address, named = "/en/search/?q=heat+pump", "Our page about this:"
    assert named not in client.get(address).text
    data = pin_form("heat pumps", page=page.pk)
    assert (
        admin_client.post(reverse("wagtailsnippets_search_pinnedsearch:add"), data).status_code
        == 302
    )
    shown = client.get(address).text
    assert f'{named} <a href="/en/heat-pumps/">Heat &lt;pumps&gt;</a>' in shown
    assert named not in client.get("/en/search/?q=heat+pump+makers").text
    foreign = client.get("/lv/search/?q=heat+pump").text
    assert '<a href="/en/heat-pumps/" lang="en" hreflang="en">' in foreign
    page_about("siltumsukni", "Siltumsūkņi", "lv", translation_key=page.translation_key)
    # A page that is only written, and not published in the administration, tells nobody.
    lever_changed()
    assert (
        '<a href="/lv/siltumsukni/">Siltumsūkņi</a>' in client.get("/lv/search/?q=heat+pump").text
    )


def test_a_named_page_follows_its_title_and_goes_with_it(
    rivers: None, admin_client: Any, client: Any
) -> None:
    page = page_about("heat-pumps", "Heat pumps", "en")
    PinnedSearch.objects.create(text="heat pumps", page=page)
    address = "/en/search/?q=heat+pumps"
    assert "Heat pumps</a>" in client.get(address).text
    page.title = "Warm houses"
    page.save_revision().publish()
    assert "Warm houses</a>" in client.get(address).text
    page.unpublish()
    assert "Our page" not in client.get(address).text
    assert "Warm houses (not public)" in admin_client.get(LIST).text
    page.save_revision().publish()
    assert "Warm houses</a>" in client.get(address).text
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    assert "Our page" not in client.get(address).text
    restriction.delete()
    assert "Warm houses</a>" in client.get(address).text
    page.delete()
    assert "Our page" not in client.get(address).text
    assert PinnedSearch.objects.get().page is None
