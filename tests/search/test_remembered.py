"""Pages that are remembered: as true as those that are drawn anew."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta
from importlib import import_module
from itertools import count
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from search import presenters, services
from search.models import StopPhrase
from search.views import remembered
from tests.search import entries

pytestmark = pytest.mark.django_db

# The package gives the view the name of its module.
results = import_module("search.views.results")


def page(content: bytes = b"<p>", *, until: float = float("inf")) -> remembered.Page:
    return remembered.Page.drawn(content, engine="embedded", results=1, shown=("a",), until=until)


@pytest.fixture
def drawn(index: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts of the pages that were drawn and not remembered."""
    remembered.pages.clear()
    texts: list[str] = []
    draw = results._drawn

    def recorded(request: Any, query: Any, **options: Any) -> remembered.Page:
        texts.append(query.text)
        return draw(request, query, **options)

    monkeypatch.setattr(results, "_drawn", recorded)
    return texts


def test_a_page_is_drawn_once_and_is_the_same_again(drawn: list[str], client: Client) -> None:
    entries.solution("Rindo")
    services.catch_up()
    first = client.get("/en/search/?q=rindo")
    again = client.get("/en/search/?q=rindo&utm_source=letter")
    assert drawn == ["rindo"]
    assert first.content == again.content
    assert b"Rindo" in first.content
    assert first["ETag"] == again["ETag"]
    assert first["X-Search-Engine"] == again["X-Search-Engine"] == "embedded"


def test_other_questions_languages_and_origins_have_pages_of_their_own(
    drawn: list[str], client: Client
) -> None:
    entries.solution("Rindo")
    services.catch_up()
    english = client.get("/en/search/?q=rindo").content
    latvian = client.get("/lv/search/?q=rindo").content
    elsewhere = client.get("/en/search/?q=rindo", headers={"host": "localhost"}).content
    assert len({english, latvian, elsewhere}) == len(drawn) == 3
    assert b"http://localhost/en/search/" in elsewhere
    assert b"localhost" not in english
    assert b'lang="lv"' in latvian[:200]


def test_what_is_published_renamed_or_deleted_is_seen_by_the_next_reader(
    drawn: list[str], client: Client
) -> None:
    def heading() -> str:
        found = re.search(
            r'id="status">([^<]+)<', client.get("/en/search/?q=rindo").content.decode()
        )
        assert found
        return found[1]

    sector = entries.sector("health", "Health")
    solution = entries.solution("Rindo", sectors=[sector])
    services.catch_up()
    assert heading() == heading() == "1 result"
    entries.solution("Rindo plus")
    services.catch_up()
    assert heading() == "2 results"
    solution.delete()
    services.catch_up()
    assert heading() == "1 result"


def test_a_changed_label_or_lever_is_seen_before_the_index_knows_it(
    drawn: list[str], client: Client
) -> None:
    sector = entries.sector("health", "Health")
    entries.solution("Rindo", sectors=[sector])
    services.catch_up()
    assert b"Health" in client.get("/en/search/?q=rindo").content
    sector.label_en = "Care"
    sector.save()
    assert b"Care" in client.get("/en/search/?q=rindo").content
    StopPhrase.objects.create(text="please find")
    client.get("/en/search/?q=rindo")
    assert drawn == ["rindo"] * 3


def test_a_need_ends_on_its_page_when_its_deadline_passes(
    drawn: list[str], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadline = timezone.now() + timedelta(minutes=5)
    entries.need("A register of trees", deadline=deadline)
    services.catch_up()
    url = "/en/search/?type=need"
    assert b"Ended" not in client.get(url).content
    assert b"Ended" not in client.get(url).content
    assert len(drawn) == 1
    later = deadline + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    monkeypatch.setattr(remembered.pages, "_clock", later.timestamp)
    assert b"Ended" in client.get(url).content


def test_a_need_that_ends_while_its_page_is_drawn_is_not_remembered_as_open(
    drawn: list[str], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadline = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    entries.need("A register of trees", deadline=deadline)
    services.catch_up()
    now = [deadline - timedelta(milliseconds=5)]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    monkeypatch.setattr(remembered.pages, "_clock", lambda: now[0].timestamp())
    draw = presenters.present

    def slowly(*args: Any, **options: Any) -> Any:
        page = draw(*args, **options)
        now[0] = deadline + timedelta(milliseconds=5)
        return page

    monkeypatch.setattr(presenters, "present", slowly)
    assert b"Ended" not in client.get("/en/search/?type=need").content
    assert b"Ended" in client.get("/en/search/?type=need").content


def test_staff_who_ask_for_scores_get_a_page_of_their_own_that_nobody_else_sees(
    drawn: list[str], client: Client, admin_client: Client
) -> None:
    entries.solution("Rindo")
    services.catch_up()
    url = "/en/search/?q=rindo&debug=1"
    for _ in range(2):
        scored = admin_client.get(url)
        assert b"Score" in scored.content
        assert "no-store" in scored["Cache-Control"]
        assert scored["X-Search-Engine"] == "embedded"
        plain = client.get(url)
        assert b"Score" not in plain.content


def test_a_page_number_past_the_end_is_refused_each_time(drawn: list[str], client: Client) -> None:
    for _ in range(2):
        assert client.get("/en/search/?page=7").status_code == 404


def test_browsers_get_what_they_take(drawn: list[str], client: Client) -> None:
    plain = client.get("/en/search/")
    packed = client.get("/en/search/", headers={"accept-encoding": "gzip, br"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed["Content-Length"]) == len(packed.content)
    for response in (plain, packed):
        assert "Accept-Encoding" in response["Vary"]
    same = client.get(
        "/en/search/", headers={"accept-encoding": "gzip", "if-none-match": packed["ETag"]}
    )
    assert same.status_code == 304


@given(
    asked=st.lists(st.tuples(st.integers(0, 8), st.integers(1, 400)), max_size=60),
    most=st.integers(60, 2_000),
)
def test_memory_is_bounded_and_the_last_pages_stay(asked: list[tuple[int, int]], most: int) -> None:
    pages = remembered.Pages(most)
    kept: list[tuple[int, remembered.Page]] = []
    for number, (key, size) in enumerate(asked):
        one = page(bytes(number * size % 251 for _ in range(size)) + str(number).encode())
        pages.keep(key, one)
        kept = [pair for pair in kept if pair[0] != key] + [(key, one)]
        while sum(len(held.packed) for _, held in kept) > most:
            kept.pop(0)
        for other in range(9):
            assert pages._pages.get(other) is dict(kept).get(other)


def test_what_was_asked_for_last_stays_longest_and_nothing_outlives_its_time() -> None:
    ticks = count()
    pages = remembered.Pages(3 * len(page().packed), lambda: next(ticks))
    for key in "abc":
        pages.keep(key, page())
    assert pages.get("a")
    pages.keep("d", page())
    assert pages.get("b") is None
    assert pages.get("a")
    pages.keep("e", page(until=-1))
    assert pages.get("e") is None
