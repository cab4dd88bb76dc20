"""The API answers as the public interface says, and never with a 500."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.catalogue.models import Organisation, RegisterRecord
from search import services
from search.contract.engine import IndexMissing
from tests.search import entries

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(index: Any, client: Client) -> Any:
    """Bring the index up to date and return an answer as JSON."""

    def get(address: str, *, status: int = 200) -> Any:
        services.catch_up()
        response = client.get(f"/api/v1/{address}")
        assert response.status_code == status, response.content.decode()[:400]
        assert response["Content-Type"].startswith("application/json")
        assert response["Access-Control-Allow-Origin"] == "*"
        return response.json()

    return get


@pytest.fixture
def rindo() -> Any:
    """Publish a company with a solution."""
    company = entries.organisation(
        "Kvantera", email="info@kvantera.example", website="https://kvantera.example"
    )
    RegisterRecord.objects.create(
        organisation=company, registration_number="40003052786", legal_name="SIA Kvantera"
    )
    entries.known_as(company, "kv", "file")
    health = entries.sector("health", "Health")
    product = entries.solution(
        "Rindo",
        providers=[company],
        sectors=[health],
        tagline_en="Forecasts queues",
        trl=8,
        is_sample=True,
    )
    entries.known_as(product, "rindo", "file")
    return product


def test_a_search_has_the_promised_shape(ask: Any, rindo: Any) -> None:
    answer = ask("search?q=queue&sector=health&page_size=10")
    assert set(answer) >= {"total", "page", "page_size", "results", "facets", "suggestion"}
    assert (answer["total"], answer["page"], answer["page_size"]) == (1, 1, 10)
    (found,) = answer["results"]
    assert found["type"] == "solution"
    assert found["id"] == "rindo"
    assert found["slug"] == "rindo"
    assert found["name"] == "Rindo"
    assert found["url"] == "/en/solutions/rindo/"
    assert found["score"] > 0
    assert found["highlights"]["tagline"]["parts"] == [
        {"text": "Forecasts ", "match": False},
        {"text": "queues", "match": True},
    ]
    sector = next(facet for facet in answer["facets"] if facet["name"] == "sector")
    assert sector["label"] == "Sector"
    assert sector["options"] == [
        {"value": "health", "label": "Health", "count": 1, "selected": True}
    ]


def test_the_language_is_a_parameter(ask: Any, rindo: Any) -> None:
    answer = ask("search?lang=lv")
    assert {found["url"] for found in answer["results"]} == {
        "/lv/solutions/rindo/",
        "/lv/organisations/kvantera/",
    }


def test_suggestions_are_terms_and_entries(ask: Any, rindo: Any) -> None:
    assert {"text": "Rindo", "type": "solution", "url": "/en/solutions/rindo/"} in ask(
        "suggest?q=rin"
    )
    assert ask("suggest?q=hea")[0] == {
        "text": "Health",
        "type": "sector",
        "url": "/en/sectors/health/",
    }
    assert ask("suggest?q=") == []
    assert isinstance(ask("suggest?q=" + "x" * 5000), list)


def test_an_entry_is_read_by_its_id_without_what_is_private(ask: Any, rindo: Any) -> None:
    company = ask("organisations/kv")
    assert company["name"] == {"lv": "Kvantera"}
    assert company["registration_number"] == "40003052786"
    assert company["url"] == {
        "en": "/en/organisations/kvantera/",
        "lv": "/lv/organisations/kvantera/",
    }
    assert "email" not in company
    assert "kvantera.example" in json.dumps(company)
    assert "info@" not in json.dumps(company)
    product = ask("solutions/rindo")
    assert product["providers"] == ["kv"]
    assert product["sectors"] == ["health"]
    assert product["sample"] is True


def test_ids_that_two_sources_share_carry_their_source(ask: Any) -> None:
    one, other = entries.organisation("A"), entries.organisation("B")
    entries.known_as(one, "7", "first")
    entries.known_as(other, "7", "second")
    ask("organisations/7", status=404)
    assert ask("organisations/second:7")["name"] == {"lv": "B"}
    assert {found["id"] for found in ask("search")["results"]} == {"first:7", "second:7"}


def test_a_number_that_came_with_the_export_of_another_site_names_that_entry_alone(
    ask: Any, tmp_path: Path
) -> None:
    came, made = entries.organisation("Came"), entries.organisation("Made here")
    entries.known_as(came, str(made.pk), "directory")

    def named() -> dict[str, str]:
        return {one["name"]["lv"]: one["id"] for one in ask("organisations")["results"]}

    ids = named()
    assert ids == {"Came": f"directory:{made.pk}", "Made here": f"directory:{made.pk}-2"}
    for name, public_id in ids.items():
        assert ask(f"organisations/{public_id}")["name"]["lv"] == name
    for unknown in (
        f"directory:{made.pk}-3",
        f"directory:{came.pk}-2",
        "directory:",
        "directory:٣",
    ):
        ask(f"organisations/{unknown}", status=404)
    call_command("export_catalogue", str(tmp_path / "own.jsonl"))
    assert named() == ids


def test_what_is_not_public_is_not_there(ask: Any) -> None:
    draft = entries.organisation("Melnraksts", live=False)
    product = entries.solution("Rindo", providers=[draft])
    entries.need("Gaļa", in_scope=False)
    ask(f"organisations/directory:{draft.pk}", status=404)
    ask(f"solutions/directory:{product.pk}", status=404)
    assert ask("needs")["total"] == 0
    assert ask("search")["total"] == 0


def test_collections_come_in_pages(ask: Any) -> None:
    for number in range(5):
        entries.organisation(f"Uzņēmums {number}")
    first = ask("organisations?page_size=2")
    assert first["total"] == 5
    last = ask("organisations?page_size=2&page=3")
    assert [found["name"]["lv"] for found in last["results"]] == ["Uzņēmums 4"]
    ask("organisations?page_size=2&page=4", status=404)


@pytest.mark.parametrize(
    ("address", "status", "field"),
    [
        ("search?page=0", 404, "page"),
        ("search?page=1000000000", 404, "page"),
        ("search?page=500", 404, "page"),
        ("search?page=x", 400, "page"),
        ("search?page_size=101", 400, "page_size"),
        ("search?page_size=0", 400, "page_size"),
        ("search?sort=best", 400, "sort"),
        ("search?lang=de", 400, "lang"),
        ("search?type=page", 400, "type"),
        ("search?sector=unheard-of", 400, "sector"),
        ("search?trl=10", 400, "trl"),
        ("search?utm_source=x", 400, "utm_source"),
        ("search?q=a&q=b", 400, "q"),
        ("search?sector=%00", 400, "sector"),
        ("suggest?text=a", 400, "text"),
        ("suggest?q=a&lang=xx", 400, "lang"),
        ("organisations?sector=health", 400, "sector"),
        ("organisations?page=0", 404, "page"),
        ("organisations/nobody", 404, None),
        ("organisations/%00", 404, None),
        ("pages", 404, None),
        ("nothing/at/all", 404, None),
        ("nothing", 404, None),
    ],
)
def test_errors_say_what_is_wrong(ask: Any, address: str, status: int, field: str | None) -> None:
    error = ask(address, status=status)["error"]
    assert set(error) == {"code", "message", "field"}
    assert error["field"] == field
    assert error["message"]


def test_a_merged_term_is_accepted_by_its_old_name(ask: Any, rindo: Any) -> None:
    health = rindo.sectors.all()[0]
    entries.sector("medicine", merged_into=health)
    assert ask("search?sector=medicine")["total"] == 1


def test_only_reading_is_allowed(client: Client) -> None:
    response = client.post("/api/v1/search")
    assert response.status_code == 405
    assert response.json()["error"]["code"] == "method"
    assert client.options("/api/v1/search")["Access-Control-Allow-Methods"]


def test_an_answer_that_did_not_change_is_not_sent_again(
    ask: Any, client: Client, rindo: Any
) -> None:
    ask("search?q=queue")
    etag = client.get("/api/v1/search?q=queue")["ETag"]
    assert client.get("/api/v1/search?q=queue", headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize(
    ("error", "code"), [(IndexMissing("gone"), "IndexMissing"), (OperationalError("x"), "database")]
)
def test_trouble_is_said_with_503(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(services, "search", fail)
    response = client.get("/api/v1/search")
    assert response.status_code == 503
    assert response.json()["error"]["code"] == code


@pytest.mark.parametrize("many", [2, 30])
def test_an_answer_costs_few_queries_whatever_its_size(
    ask: Any, client: Client, django_assert_max_num_queries: Any, many: int
) -> None:
    sector = entries.sector("health")
    for number in range(many):
        entries.solution(f"Solution {number}", sectors=[sector])
    ask("search")
    with django_assert_max_num_queries(3):
        client.get("/api/v1/search?sector=health&page_size=100")
    with django_assert_max_num_queries(30):
        client.get("/api/v1/solutions?page_size=100")


def test_the_api_describes_itself(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    names = {one["name"] for one in described["paths"]["/api/v1/search"]["get"]["parameters"]}
    assert {"q", "sector", "page_size", "lang"} <= names


def test_the_page_about_open_data_offers_a_dump(client: Client, rindo: Any) -> None:
    entries.reference(of=Organisation.objects.get(), solution=rindo)
    entries.dataset()
    entries.need(budget_max=1000)
    page = client.get("/data/").content.decode()
    assert "/data/catalogue.jsonl" in page
    assert "CC BY 4.0" in page
    body = b"".join(client.get("/data/catalogue.jsonl")).decode()
    lines = [json.loads(line) for line in body.splitlines()]
    assert [line["type"] for line in lines] == [
        "organisation",
        "solution",
        "reference",
        "dataset",
        "need",
    ]
    assert "info@" not in body
    assert lines[2]["organisation"] == "kv"
    assert lines[2]["solution"] == "rindo"


NAMES = ("q", "type", "sector", "size", "trl", "sort", "page", "page_size", "lang", "x\0", "")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    asked=st.lists(
        st.tuples(
            st.sampled_from(NAMES),
            st.one_of(
                st.text(max_size=30),
                st.sampled_from(["solution", "1", "\0", "a" * 10_000, "9" * 5000, "lv"]),
            ),
        ),
        max_size=6,
    )
)
def test_no_question_breaks_the_api(
    index: Any, client: Client, asked: list[tuple[str, str]]
) -> None:
    from urllib.parse import urlencode

    string = urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in asked])
    for name in ("search", "suggest", "solutions"):
        response = client.get(f"/api/v1/{name}?{string}")
        assert response.status_code in {200, 400, 404}
        assert json.loads(response.content) is not None


def test_the_address_of_the_api_leads_to_its_description(client: Client) -> None:
    response = client.get("/api/v1/", follow=True)
    assert response.redirect_chain == [("/api/v1/openapi.json", 302)]
    assert "/api/v1/search" in response.json()["paths"]
    assert client.get("/api/v1/nothing").status_code == 404
