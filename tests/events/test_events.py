"""What is counted, what is not, and what happens when the database can't take it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from django.utils import timezone

from directory.events.choices import Kind
from directory.events.models import DailyCount, PendingCount
from directory.events.permissions import is_counted
from directory.events.records import Event
from directory.events.services import folding
from directory.events.services.counting import count_search, count_visit
from directory.events.services.tally import MOST_HELD, Tally, tally
from directory.events.validators import kept_words
from tests.catalogue.factories import organisation

pytestmark = pytest.mark.django_db

PERSON = {
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "HTTP_ACCEPT_LANGUAGE": "lv,en;q=0.5",
}
SEARCH = "http://testserver/en/search/?q=Data++analysis"


@pytest.fixture(autouse=True)
def _empty():
    tally.flush()
    PendingCount.objects.all().delete()
    yield
    tally._begin()


def counted() -> dict[tuple, int]:
    tally.flush()
    folding.fold()
    rows = DailyCount.objects.order_by("kind", "type", "object_id", "words")
    return {(row.kind, row.object_id, row.words): row.number for row in rows}


def request(**meta):
    return RequestFactory().get("/en/search/", **(PERSON | meta))


def searched(text="Data  analysis", *, page=1, results=2, **meta):
    count_search(
        request(**meta), text=text, page=page, results=results, shown=["solution:7", "organisation:3"]
    )  # fmt: skip


def test_search_counts_impressions_and_words():
    searched()
    searched(results=0)
    assert counted() == {
        ("impression", 3, ""): 2,
        ("impression", 7, ""): 2,
        ("search", 0, ""): 2,
        ("search", 0, "data analysis"): 2,
    }
    assert DailyCount.objects.get(words="data analysis").results == 0


@pytest.mark.parametrize("changed", [{"page": 2}, {"HTTP_REFERER": SEARCH}])
def test_same_search_counts_once_however_it_is_narrowed(changed):
    searched(**changed)
    assert counted() == {("impression", 3, ""): 1, ("impression", 7, ""): 1}


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ({}, {("view", 5, ""): 1}),
        (
            {"HTTP_REFERER": SEARCH},
            {("view", 5, ""): 1, ("click", 5, ""): 1, ("click", 5, "data analysis"): 1},
        ),
        ({"HTTP_REFERER": "http://elsewhere.example/en/search/?q=x"}, {("view", 5, ""): 1}),
        ({"HTTP_REFERER": "http://testserver.evil.example/en/search/?q=x"}, {("view", 5, ""): 1}),
        ({"HTTP_REFERER": "http://[/en/search/?q=x"}, {("view", 5, ""): 1}),
        (
            {"HTTP_REFERER": SEARCH.replace("Data", "eva@buyer.example")},
            {("view", 5, ""): 1, ("click", 5, ""): 1},
        ),
    ],
)
def test_visit_counts_the_words_that_led_to_it(meta, expected):
    count_visit(request(**meta), entry_type="solution", key=5)
    assert counted() == expected


@pytest.mark.parametrize(
    "meta",
    [
        {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"HTTP_USER_AGENT": "curl/8.5.0"},
        {"HTTP_USER_AGENT": ""},
        {"HTTP_USER_AGENT": "Mozilla/5.0 (X11) AppleWebKit/537.36 HeadlessChrome/140.0"},
        {"HTTP_ACCEPT_LANGUAGE": ""},
        {"HTTP_SEC_PURPOSE": "prefetch"},
        {"HTTP_SEC_PURPOSE": "prefetch", "HTTP_REFERER": "https://other.example/en/search/?q=x"},
        {"HTTP_SEC_PURPOSE": "prefetch;prerender", "HTTP_REFERER": SEARCH},
    ],
)  # fmt: skip
def test_programs_are_left_out(meta):
    assert not is_counted(request(**meta))


def test_a_result_fetched_while_its_link_is_pressed_is_looked_at():
    assert is_counted(request(HTTP_SEC_PURPOSE="prefetch", HTTP_REFERER=SEARCH))


def test_telephone_is_no_program():
    agent = "Mozilla/5.0 (Linux; Android 13; CUBOT P80) Chrome/140.0 Mobile"
    assert is_counted(request(HTTP_USER_AGENT=agent))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Kiber\tDROŠĪBA ", "kiber drošība"),
        ("72000000-5 it", "72000000-5 it"),
        ("eva@buyer.example", ""),
        ("zvanīt 29 123 456", ""),
        ("+371 6700-0000", ""),
        ("120180-12345", ""),
        ("32000012345", ""),
        # As text from a letter or a file has them: a hyphen that does not break, a dash, a minus sign.
        ("120180\u201112345", ""),
        ("120180–12345", ""),
        ("29\u2212123\u2212456", ""),
        ("eva (at) buyer.example", ""),
        ("eva[et]buyer.example", ""),
        ("iso 9001, iso 27001", "iso 9001, iso 27001"),
        ("a" * 101, ""),
        ("x" * 1_000_000, ""),
        ("c++ \ufeff5g\x07", "c++ 5g"),
    ],
)
def test_words_that_may_say_who_asked_are_not_kept(text, kept):
    assert kept_words(text) == kept


def test_country_comes_from_the_trusted_header_only(settings):
    searched(HTTP_CF_IPCOUNTRY="FI")
    settings.EVENTS_COUNTRY_HEADER = "CF-IPCountry"
    for value in ("fi", "T1", "<script>", "FI, LV"):
        searched(HTTP_CF_IPCOUNTRY=value)
    counted()
    totals = DailyCount.objects.totals().filter(kind=Kind.SEARCH)
    assert {row.country: row.number for row in totals} == {"": 4, "FI": 1}
    assert set(DailyCount.objects.worded().values_list("country", flat=True)) == {""}


def test_nothing_is_lost_and_nothing_counts_twice_while_the_database_is_locked(monkeypatch):
    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    searched()
    with monkeypatch.context() as patched:
        patched.setattr(PendingCount.objects, "bulk_create", locked)
        assert tally.flush() == 0
        searched()
    assert counted()[("search", 0, "data analysis")] == 2
    assert counted()[("search", 0, "data analysis")] == 2


def test_memory_is_bounded(settings):
    own, day = Tally(), timezone.localdate()
    own.add(Event(day, Kind.VIEW, "solution", number) for number in range(MOST_HELD + 50))
    assert len(own._held) == MOST_HELD


def test_killed_fold_is_run_again(monkeypatch):
    searched()
    tally.flush()

    def killed(rows):
        original(rows)
        raise KeyboardInterrupt

    original = folding._add
    with monkeypatch.context() as patched:
        patched.setattr(folding, "_add", killed)
        with pytest.raises(KeyboardInterrupt):
            folding.fold()
    assert not DailyCount.objects.exists()
    assert counted()[("search", 0, "")] == 1


def test_batches_add_up(monkeypatch):
    monkeypatch.setattr(folding, "BATCH", 3)
    for _number in range(4):
        searched()
        tally.flush()
    assert folding.fold() == 16
    assert counted()[("search", 0, "data analysis")] == 4


def test_rare_words_and_days_long_past_are_forgotten():
    today = timezone.localdate()
    for words, number, days in (
        ("rare", 2, 31),
        ("new", 1, 3),
        ("often", 3, 31),
        ("", 9, 31),
        ("", 9, 1099),
    ):
        DailyCount.objects.create(
            day=today - timedelta(days=days), kind=Kind.SEARCH, words=words, number=number
        )  # fmt: skip
    folding.forget()
    left = DailyCount.objects.order_by("words").values_list("words", flat=True)
    assert list(left) == ["", "new", "often"]


def test_pages_count(client):
    row = organisation(website="https://example.org/a", slug="a")
    client.get("/en/organisations/a/", **PERSON)
    client.get("/en/organisations/a/enquire/", **PERSON)
    answer = client.get("/lv/visit/organisation/a/?next=https://evil.example/", **PERSON)
    assert answer.status_code == 302
    assert answer["Location"] == "https://example.org/a"
    assert counted() == {
        ("view", row.pk, ""): 1,
        ("contact", row.pk, ""): 1,
        ("website", row.pk, ""): 1,
    }


@pytest.mark.parametrize(
    "values", [{"website": ""}, {"website": "javascript:alert(1)"}, {"live": False}]
)
def test_visit_leads_nowhere_else(client, values):
    organisation(slug="a", **({"website": "https://example.org/"} | values))
    assert client.get("/en/visit/organisation/a/", **PERSON).status_code == 404
    assert client.post("/en/visit/organisation/a/", **PERSON).status_code == 405
