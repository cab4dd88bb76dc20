"""What owners see of their profile: how complete it is, and how often it was looked at."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from directory.events.choices import Kind
from directory.events.models import DailyCount
from directory.workspace.presenters.figures import LEAST_SIMILAR, PERIODS, figures_of
from tests.accounts.people import member
from tests.catalogue.factories import organisation, reference, solution, term

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def count(entry, kind=Kind.VIEW, number=1, day=TODAY, **fields):
    """Write down that something happened to an entry."""
    fields = {"language": "en"} | fields
    key = getattr(entry, "pk", 0)
    name = getattr(entry, "type_name", "")
    DailyCount.objects.create(day=day, kind=kind, type=name, object_id=key, number=number, **fields)


def totals(figures):
    return {total.label: (total.value, total.before) for total in figures.totals}


def test_totals_are_of_the_period_and_of_the_one_before():
    row = organisation()
    own = solution(providers=[row])
    count(row, number=3)
    count(own, number=4, day=TODAY - timedelta(days=29))
    count(own, number=5, day=TODAY - timedelta(days=30))
    count(own, number=6, day=TODAY - timedelta(days=59))
    count(own, number=9, day=TODAY - timedelta(days=60))
    count(own, Kind.IMPRESSION, 2000)
    count(solution(), number=100)
    with override("en"):
        found = figures_of(row, PERIODS["30"], TODAY)
    assert totals(found)["Pages opened"] == ("7", "11")
    assert totals(found)["Shown in search results"] == ("2\u00a0000", "0")
    assert [entry.name for entry in found.entries] == [str(own), str(row)]


@pytest.mark.parametrize("period", PERIODS.values(), ids=lambda period: period.key)
def test_every_day_of_the_period_stands_in_one_bar(period):
    row = organisation()
    for days in range(period.days + 3):
        count(row, number=2, day=TODAY - timedelta(days=days))
    plot = figures_of(row, period, TODAY).plot
    assert plot is not None
    assert sum(bar.views for bar in plot.bars) == 2 * period.days
    assert {bar.views for bar in plot.bars} == {2 * period.step}
    for bar, after in zip(plot.bars, plot.bars[1:], strict=False):
        assert bar.x + bar.width < after.x
    assert plot.bars[-1].x + plot.bars[-1].width <= plot.width
    assert all(bar.y + bar.height == plot.height for bar in plot.bars)


def test_nothing_counted_draws_nothing(client):
    row = organisation()
    found = figures_of(row, PERIODS["30"], TODAY)
    assert (found.plot, found.entries, found.words, found.languages) == (None, (), (), ())
    client.force_login(member(row, "anna@example.org"))
    for lang, words in (("en", "Nothing was counted"), ("lv", "nekas nav saskaitīts")):
        assert words in client.get(f"/{lang}/workspace/{row.slug}/figures/").text


def test_words_are_shown_once_they_are_nobodys():
    row = organisation()
    for words, searched in (("often typed", 3), ("rarely typed", 2)):
        count(None, Kind.SEARCH, searched, words=words)
        count(row, Kind.CLICK, 5, words=words)
    assert figures_of(row, PERIODS["30"], TODAY).words == (("often typed", "5"),)


def test_parts_by_language_and_country():
    row = organisation()
    count(row, number=3, language="lv", country="EE")
    count(row, number=1, language="en")
    with override("en"):
        found = figures_of(row, PERIODS["30"], TODAY)
    assert [(one.label, one.percent) for one in found.languages] == [
        ("Latvian", 75),
        ("English", 25),
    ]
    assert [one.percent for one in found.countries] == [100]


def test_similar_profiles_are_of_the_same_kind_and_sector_and_several():
    sector = term()
    row = organisation()
    row.sectors.set([sector])
    row.save()
    count(row, number=7)
    others = [organisation() for _number in range(LEAST_SIMILAR)]
    for number, other in enumerate(others):
        other.sectors.set([sector])
        other.save()
        if number:
            count(other, number=number)
    count(organisation(), number=1000)
    found = figures_of(row, PERIODS["30"], TODAY).similar
    assert found is not None
    assert (found.own, found.usual, found.profiles) == ("7", "2", "5")
    others[0].delete()
    assert figures_of(row, PERIODS["30"], TODAY).similar is None


def test_the_table_to_take_along_names_entries_and_is_defused(client):
    row = organisation(name_en="=cmd()")
    count(row, number=4, day=timezone.localdate())
    client.force_login(member(row, "anna@example.org"))
    answer = client.get(f"/en/workspace/{row.slug}/figures/export/?days=90")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1:] == [[str(timezone.localdate()), "Pages opened", "organisation", "'=cmd()", "4"]]


@pytest.mark.parametrize("days", ["", "31", "-1", "x" * 5000, "\x00", "٣٠"])
def test_a_period_that_is_none_is_the_usual_one(client, days):
    row = organisation()
    client.force_login(member(row, "anna@example.org"))
    page = client.get(f"/en/workspace/{row.slug}/figures/", {"days": days})
    assert page.status_code == 200
    assert page.context["period"].key == "30"


def test_pages_ask_no_more_when_there_is_more(client, django_assert_max_num_queries):
    row = organisation()
    client.force_login(member(row, "anna@example.org"))
    today = timezone.localdate()
    for number in range(40):
        own = solution(providers=[row])
        reference(organisation=row)
        count(own, number=number + 1, day=today - timedelta(days=number), country="LV")
        count(own, Kind.CLICK, words=f"words {number}")
    for path in ("", "figures/", "figures/export/"):
        address = f"/en/workspace/{row.slug}/{path}"
        client.get(address)
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200


def test_the_overview_says_what_to_do_next_and_where(client):
    row = organisation(tagline_en="Short", description_en="word " * 40)
    client.force_login(member(row, "anna@example.org"))
    page = client.get(f"/en/workspace/{row.slug}/")
    progress = page.context["progress"]
    assert progress.score == 17
    assert progress.next.url == f"/en/workspace/{row.slug}/profile/#id_description_lv"
    assert progress.next.url in page.text
    form = client.get(f"/en/workspace/{row.slug}/profile/").text
    for task in (*progress.later, progress.next, *progress.done):
        _path, hash_, anchor = task.url.partition("#")
        assert not hash_ or f'id="{anchor}' in form, task.url


def test_what_a_draft_holds_counts_at_once(client):
    row = organisation()
    client.force_login(member(row, "anna@example.org"))
    row.tagline_lv = "Īsi"
    row.save_revision()
    assert client.get(f"/en/workspace/{row.slug}/").context["progress"].score == 7
