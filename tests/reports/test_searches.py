"""The report of searches: what it lists, who reads it, and where it leads."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

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
    assert form.context["form"]["phrases"].value() == '"e-paraksts" & <b>'
    form = desk.get(row["pin_url"]).context["form"]
    assert (form["text"].value(), form["language"].value()) == ('"e-paraksts" & <b>', "lv")
    assert row["search_url"] == "/lv/search/?q=%22e-paraksts%22+%26+%3Cb%3E"


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
