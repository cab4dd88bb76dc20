"""Results taken along as a file: all of them, nothing else, and nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
from typing import Any

import orjson
import pytest
from django.test import Client

from search import services
from search.contract import schema
from search.contract.engine import EngineUnavailable
from tests.search import entries

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(index: Any, client: Client) -> Any:
    """Make the index anew and return a file."""

    def get(form: str, query: str = "", *, lang: str = "en", status: int = 200) -> Any:
        services.rebuild()
        response = client.get(f"/{lang}/search/results.{form}{query}")
        assert response.status_code == status
        content = response.getvalue() if response.streaming else response.content
        if form == "json":
            return orjson.loads(content)
        text = content.decode()
        return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")))) if status == 200 else text

    return get


def test_a_table_holds_what_the_page_finds_under_the_same_filters(taken: Any) -> None:
    health = entries.sector("health")
    company = entries.organisation()
    for number in range(schema.MAX_PAGE_SIZE + 5):
        entries.solution(f"Queue {number}", sectors=[health], providers=[company])
    entries.solution("Queue of trees", providers=[company])
    head, *rows = taken("csv", "?q=queue&sector=health&page=3")
    assert head[:2] == ["Kind of entry", "Name"]
    names = [row[1] for row in rows]
    assert sorted(names) == sorted(f"Queue {number}" for number in range(105))
    assert all(row[-1].startswith("http://testserver/en/solutions/queue-") for row in rows)


def test_a_cell_that_a_spreadsheet_would_run_is_defused(taken: Any) -> None:
    entries.solution("=HYPERLINK(1)", tagline_en="+1")
    _head, row = taken("csv", "?type=solution")
    assert row[1] == "'=HYPERLINK(1)"
    assert row[6] == "'+1"


def test_json_says_what_was_asked_and_holds_the_fields_of_the_api(taken: Any) -> None:
    entries.solution("Rindo", providers=[entries.organisation("Datu nams")])
    entries.need("Rindo for all")
    found = taken("json", "?q=rindo&type=solution", lang="lv")
    assert (found["q"], found["filters"], found["lang"]) == (
        "rindo",
        {"type": ["solution"]},
        "lv",
    )
    assert found["total"] == 1
    (row,) = found["results"]
    assert (row["type"], row["name"], row["owners"]) == ("solution", "Rindo", ["Datu nams"])
    assert row["url"] == "http://testserver/lv/solutions/rindo/"
    assert taken("json", "?q=zzqqxx")["results"] == []


def test_no_draft_and_no_mailbox_is_in_a_file(taken: Any) -> None:
    entries.organisation("Datu nams", email="office@datunams.example")
    entries.organisation("Secret plans", live=False)
    for form in ("csv", "json"):
        text = str(taken(form, "?type=organisation"))
        assert "Datu nams" in text
        assert "office@" not in text
        assert "Secret plans" not in text


def test_too_many_results_are_refused_in_words(taken: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(schema, "MAX_WINDOW", 200)
    for number in range(201):
        entries.dataset(f"Stops {number}", slug=f"stops-{number}")
    assert "More than 200 entries were found" in taken("csv", "?type=dataset", status=400)
    error = taken("json", "?type=dataset", status=400)["error"]
    assert error["code"] == "too_many_to_export"
    assert "Narrow the search" in error["message"]


@pytest.mark.parametrize("query", ["?sort=unheard-of", "?type=nothing", f"?sector={'x' * 200}"])
def test_a_bad_question_is_no_file(taken: Any, query: str) -> None:
    assert "not understood" in taken("csv", query, status=400)
    assert taken("json", query, status=400)["error"]["message"]


def test_the_page_links_to_the_files_of_its_very_question(taken: Any, client: Client) -> None:
    entries.solution("Rindo")
    services.catch_up()
    page = client.get("/en/search/?q=rindo&kind=").content.decode()
    assert "/en/search/results.csv?q=rindo" in page
    assert "/en/search/results.json?q=rindo" in page
    assert "results.csv" not in client.get("/en/search/?q=zzqqxx").content.decode()


def test_a_program_is_told_in_json_that_the_index_cannot_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise EngineUnavailable("slow")

    monkeypatch.setattr(services, "every_hit", fail)
    response = client.get("/en/search/results.json")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert orjson.loads(response.content)["error"]["code"] == "EngineUnavailable"
    assert "<h1" in client.get("/en/search/results.csv").content.decode()
