"""The report of searches: what it lists, who reads it, and where it leads."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from directory.events.choices import Kind
from directory.events.models import DailyCount
from directory.users.models import User
from tests.accounts.people import member, person
from tests.catalogue.factories import organisation

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/searches/"


@pytest.fixture
def desk():
    client = Client()
    client.force_login(User.objects.create_superuser("staff@example.org", "x"))
    return client


def searched(words, number=3, *, results=5, clicks=0, days=0, language="en"):
    """Write down that words were searched for, and that something found was opened."""
    day = timezone.localdate() - timedelta(days=days)
    fields = {"day": day, "language": language, "words": words}
    DailyCount.objects.create(kind=Kind.SEARCH, number=number, results=results, **fields)
    if clicks:
        DailyCount.objects.create(
            kind=Kind.CLICK, type="solution", object_id=1, number=clicks, **fields
        )


def listed(desk, **asked):
    return [row["words"] for row in desk.get(REPORT, asked).context["rows"]]


def test_the_lists(desk):
    searched("usual", 9, clicks=4)
    searched("unseen", 5)
    searched("missing", 4, results=0)
    # Mended meanwhile: the last of its searches found something.
    searched("mended", 3, results=0, days=2)
    searched("mended", 2, results=1, clicks=1)
    assert listed(desk) == ["usual", "mended", "unseen", "missing"]
    assert listed(desk, show="nothing") == ["missing"]
    assert listed(desk, show="no-click") == ["unseen"]


def test_rare_words_are_shown_to_nobody(desk):
    searched("jānis bērziņš", 2, results=0)
    assert listed(desk) == listed(desk, show="nothing") == []
    assert "jānis" not in desk.get(f"{REPORT}export/").content.decode()
    searched("jānis bērziņš", 1, results=0, days=1)
    assert listed(desk) == ["jānis bērziņš"]


def test_period_and_language(desk):
    searched("old", days=30)
    searched("latviski", language="lv")
    assert listed(desk) == ["latviski"]
    assert listed(desk, days="91") == ["latviski", "old"]
    assert listed(desk, days="91", language="en") == ["old"]


def test_all_searches_of_the_period_are_counted_listed_or_not(desk):
    for days, language, number in ((0, "en", 7), (29, "lv", 5), (30, "en", 100)):
        day = timezone.localdate() - timedelta(days=days)
        DailyCount.objects.create(kind=Kind.SEARCH, day=day, language=language, number=number)
        DailyCount.objects.create(kind=Kind.VIEW, day=day, language=language, number=900)
    searched("words of theirs", 4)
    assert "12 searches were made" in desk.get(REPORT).content.decode()
    assert "7 searches were made" in desk.get(REPORT, {"language": "en"}).content.decode()
    assert "112 searches were made" in desk.get(REPORT, {"days": "91"}).content.decode()


@pytest.mark.parametrize(
    "asked", [{"show": "\x00"}, {"days": "-1"}, {"days": "9" * 400}, {"p": "x"}]
)
def test_what_is_not_offered_is_the_first(desk, asked):
    searched("usual")
    page = desk.get(REPORT, asked)
    assert page.status_code == 200
    assert [row["words"] for row in page.context["rows"]] == ["usual"]


def test_each_row_leads_to_a_form_with_its_words(desk):
    searched('"e-paraksts" & <b>', 3, results=0, language="lv")
    row = desk.get(REPORT).context["rows"][0]
    form = desk.get(row["synonym_url"])
    # Without the quotation marks: they ask for something else than a synonym or a pin could give.
    assert form.context["form"]["phrases"].value() == "e-paraksts & <b>"
    form = desk.get(row["pin_url"]).context["form"]
    assert (form["text"].value(), form["language"].value()) == ("e-paraksts & <b>", "lv")
    assert row["search_url"] == "/lv/search/?q=%22e-paraksts%22+%26+%3Cb%3E"
    asked = desk.get(row["understood_url"]).context["form"]
    assert (asked["q"].value(), asked["language"].value()) == ('"e-paraksts" & <b>', "lv")


def test_a_page_is_made_about_the_words_below_the_home_page_of_their_language(desk):
    searched("siltumsūkņi", 3, results=0, language="lv")
    page = desk.get(REPORT)
    (row,) = page.context["rows"]
    assert escape(row["page_url"]) in page.content.decode()
    form = desk.get(row["page_url"])
    assert form.context["form"]["title"].value() == "Siltumsūkņi"
    home = form.context["parent_page"]
    assert (home.slug, home.locale.language_code) == ("home-lv", "lv")
    target = reverse("wagtailadmin_pages:add", args=["home", "contentpage", home.pk])
    assert f'action="{target}"' in form.content.decode()


def test_who_adds_no_pages_is_not_led_to_one(desk):
    searched("heat pumps", 3, results=0)
    user = person("words@example.org", is_staff=True)
    for app, codename in (("wagtailadmin", "access_admin"), ("search", "change_synonymgroup")):
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    client = Client()
    client.force_login(user)
    page = client.get(REPORT)
    assert "heat pumps" in page.content.decode()
    assert "pages/about/" not in page.content.decode()
    assert client.get(page.context["rows"][0]["page_url"]).status_code == 302


def test_an_address_with_anything_in_it_gives_a_form(desk):
    for text in ("\x00", "x" * 5000, "' OR 1=1"):
        page = desk.get(
            "/admin/snippets/search/pinnedsearch/add/", {"text": text, "language": text}
        )
        assert page.status_code == 200


def test_the_table_is_defused(desk):
    searched("=cmd()", clicks=1)
    text = desk.get(f"{REPORT}export/").content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1] == ["'=cmd()", "en", "3", "1", "5"]


def test_it_is_for_those_who_may_mend_the_search():
    people = [
        member(organisation(), "company@example.org"),
        person("staff@example.org", is_staff=True),
    ]
    for user in people:
        client = Client()
        client.force_login(user)
        for path in (REPORT, f"{REPORT}export/"):
            assert client.get(path).status_code in {302, 403}
    assert Client().get(REPORT).status_code == 302


def test_it_asks_no_more_when_there_is_more(desk, django_assert_max_num_queries):
    for number in range(120):
        searched(f"words {number}")
    desk.get(REPORT)
    with django_assert_max_num_queries(20):
        assert len(desk.get(REPORT).context["rows"]) == 50
