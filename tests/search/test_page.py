"""The results page: what it shows, how it answers bad questions, and what it costs."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.catalogue.models import RegisterRecord
from directory.taxonomy.models import Certification, Technology
from directory.users.models import User
from search import services
from search.contract.engine import EngineUnavailable, IndexMissing
from search.engines.recording import RecordingEngine
from tests.search import entries

pytestmark = pytest.mark.django_db


def text_of(page: str) -> str:
    """Return the words of a page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def shown(index: Any, client: Client) -> Any:
    """Bring the index up to date and return a page as text."""

    def get(address: str = "", *, lang: str = "en", status: int = 200) -> str:
        services.catch_up()
        response = client.get(f"/{lang}/search/{address}")
        assert response.status_code == status, response.content.decode()[:400]
        return response.content.decode()

    return get


def test_supply_comes_first_and_everything_else_is_a_tab(shown: Any) -> None:
    company = entries.organisation("Datu nams")
    entries.organisation("Rīgas dome", kind="public")
    entries.solution("Rindo", providers=[company])
    entries.need("A register of trees")
    page = shown()
    assert "2 results" in page
    assert "Rindo" in page
    assert "Datu nams" in page
    assert "A register of trees" not in page
    tabs = re.findall(r'types__tab"[^>]*>([^<]+)<span class="types__n">(\d+)', page)
    assert dict(tabs) == {
        "Solutions and suppliers": "2",
        "Solutions": "1",
        "Organisations": "2",
        "Projects": "0",
        "Public needs": "1",
        "Datasets": "0",
        "Public bodies": "1",
    }
    public = shown("?type=organisation&kind=public")
    assert "1 result" in public
    assert "Rīgas dome" in public
    assert dict(
        re.findall(r'types__tab"[^>]*>([^<]+)<span class="types__n">(\d+)', public)
    ) == dict(tabs)


def test_facets_show_chosen_values_as_chips_that_can_be_taken_away(shown: Any) -> None:
    health = entries.sector("health", "Health")
    hospitals = entries.sector("hospitals", "Hospitals", parent=health)
    entries.solution("Rindo", sectors=[hospitals])
    entries.solution("Mežs", sectors=[entries.sector("forestry", "Forestry")])
    page = shown("?sector=health")
    assert "1 result" in page
    assert 'name="sector" value="health" checked' in page
    assert 'opt--d1"><input type="checkbox" name="sector" value="hospitals"' in page
    chip = re.search(r'chip--on" href="([^"]+)"', page)
    assert chip is not None
    assert chip[1] == "/en/search/"
    assert "Remove filter:" in page
    both = shown("?sector=hospitals&sector=forestry")
    assert "2 results" in both
    assert both.count("chip--on") == 2
    assert "Clear all" in both


def test_a_value_that_nothing_has_stays_in_sight(shown: Any) -> None:
    entries.solution("Rindo")
    page = shown("?sector=unheard-of")
    assert "0 results" in page
    assert "unheard-of" in page
    assert "Remove all filters" in page


def test_values_are_read_whatever_their_case_and_a_merged_term_redirects(
    shown: Any, client: Client
) -> None:
    finland = entries.market("fi", "Finland")
    entries.market("suomi", "Suomi", merged_into=finland)
    entries.solution("Rindo", markets=[finland])
    assert "1 result" in shown("?market=FI")
    response = client.get("/en/search/?q=rindo&market=suomi&page=1")
    assert response.status_code == 301
    assert response["Location"] == "/en/search/?q=rindo&market=fi"


def test_a_card_shows_whose_it_is_what_proves_it_and_that_it_is_a_sample(shown: Any) -> None:
    company = entries.organisation("Kvantera", city="Rīga", founded=2004, employees="10-49")
    iso = entries.term(Certification, "iso-27001", "ISO/IEC 27001 (information security)")
    markets = [entries.market(code, code.upper()) for code in ("fi", "se", "ee", "lv", "de")]
    product = entries.solution(
        "Rindo",
        providers=[company],
        tagline_en="Forecasts queues",
        markets=markets,
        certifications=[iso],
        trl=9,
        is_sample=True,
    )
    entries.reference(of=company, solution=product, year=2025)
    page = text_of(shown("?type=solution"))
    assert "Solution, product Kvantera Sample Rindo Forecasts queues" in page
    assert "Projects 1 Markets FI SE EE LV +1 TRL 9 Certificate ISO/IEC 27001 Latest 2025" in page
    organisation = text_of(shown("?type=organisation"))
    assert "Company Rīga, since 2004" in organisation
    assert "People 10–\u206049" in organisation


def test_a_supplier_without_words_is_found_by_name_legal_name_and_number(shown: Any) -> None:
    company = entries.organisation("Tet, SIA", activity="maker")
    RegisterRecord.objects.create(
        organisation=company,
        registration_number="40003052786",
        legal_name='SIA "Telekomunikāciju nams"',
    )
    entries.organisation("Cits uzņēmums")
    for question in ("tet", "40003052786", "telekomunikāciju"):
        page = shown(f"?q={question}")
        assert "1 result" in page, question
        assert "Tet, SIA" in page
    assert "The company has not described itself yet" in page


def test_words_are_marked_and_explained(shown: Any) -> None:
    entries.solution("Rindo", tagline_en="Forecasts patient queues")
    page = shown("?q=queue")
    assert "patient <mark>queues</mark>" in page
    assert "Why this result" in page
    assert "“queue” stands in: Forecasts patient queues" in text_of(page)
    entries.solution("Zīmogs", tagline_en="A lab for R&D")
    assert "“r&amp;d” stands in: A lab for R&amp;D" in text_of(shown("?q=R%26D"))


def test_staff_alone_see_scores_and_nobody_keeps_that_page(shown: Any, client: Client) -> None:
    entries.organisation("Datu nams")
    assert "Score" not in shown("?q=datu&debug=1")
    client.force_login(User.objects.create_user("anna@example.org", "x"))
    assert "Score" not in shown("?q=datu&debug=1")
    client.force_login(User.objects.create_superuser("staff@example.org", "x"))
    assert "Score" not in shown("?q=datu")
    response = client.get("/en/search/?q=datu&debug=1")
    assert re.search(r"Score \d+\.\d{4}", response.content.decode())
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_an_entry_in_one_language_is_shown_with_its_language(shown: Any) -> None:
    entries.solution("", name_lv="Rindu prognoze", tagline_lv="Prognozē rindas")
    page = shown()
    assert 'class="hit__title" lang="lv"' in page
    assert '<p lang="lv">Prognozē rindas</p>' in page
    latvian = shown(lang="lv")
    assert 'class="hit__title" lang=' not in latvian


def test_a_need_shows_its_day_and_its_state_now(shown: Any) -> None:
    entries.need(
        "Open", deadline=timezone.now() + timedelta(days=3), budget_max=120_000, currency="EUR"
    )
    entries.need("Past", deadline=timezone.now() - timedelta(days=3))
    entries.need("Called off", settled="cancelled")
    page = text_of(shown("?type=need&sort=name"))
    assert "Cancelled" in page
    assert "Ended" in page
    assert "Open Open" in page
    assert "Budget up to EUR 120 000" in page


def test_a_phrase_that_stands_nowhere_is_offered_as_words(shown: Any) -> None:
    entries.solution("Trees and registers")
    page = shown("?q=%22registers%20trees%22")
    assert "must stand side by side" in page
    assert 'href="/en/search/?q=registers+trees"' in page
    assert "Trees and registers" in shown("?q=registers+trees")
    assert "side by side" not in shown("?q=zebra")


def test_nothing_found_helps(shown: Any) -> None:
    entries.solution("Rindo", sectors=[entries.sector("health", "Health")])
    entries.need("A register of trees")
    page = shown("?q=trees&sector=unheard-of")
    assert "Nothing found for “trees”" in page
    assert "Popular sectors" in page
    assert "/en/search/?sector=health" in page
    page = shown("?q=register+of+trees")
    assert "Public needs: 1" in page


def test_the_address_of_a_page_is_written_one_way(shown: Any) -> None:
    entries.solution("Rindo", sectors=[entries.sector("health")])
    page = shown("?utm_source=x&sort=relevance&sector=HEALTH&q=rindo")
    assert (
        '<link rel="canonical" href="http://testserver/en/search/?q=rindo&amp;sector=health">'
        in page
    )
    assert 'hreflang="lv" href="http://testserver/lv/search/?q=rindo&amp;sector=health"' in page
    assert "noindex" in page
    assert "noindex" not in shown("?sector=health")


def test_pages_follow_one_another_and_end(shown: Any) -> None:
    company = entries.organisation()
    for number in range(45):
        entries.solution(f"Solution {number}", providers=[company])
    page = shown("?type=solution&page=2")
    assert 'rel="prev" href="/en/search/?type=solution"' in page
    assert 'rel="next" href="/en/search/?type=solution&amp;page=3"' in page
    shown("?type=solution&page=4", status=404)
    shown("?type=solution&page=999", status=404)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("?page=0", 404),
        ("?page=1000000000", 404),
        (f"?page={'9' * 5000}", 404),
        ("?page=-1", 400),
        ("?page=one", 400),
        ("?page=٣", 400),
        ("?sort=best", 400),
        ("?type=page", 400),
        ("?type=" + "&type=".join("solution" for _ in range(60)), 200),
        ("?sector=" + "&sector=".join(f"s{number}" for number in range(60)), 400),
        ("?sector=%00", 400),
        ("?q=%00", 200),
        ("?q=%ff%fe", 200),
        ("?q=" + "x" * 6000, 200),
        ("?q=" + "word+" * 1000, 200),
        ("?q=%22%22%22+-+%28%29+AND+OR", 200),
        ("?unknown=1&q=a&q=b", 200),
    ],
)
def test_bad_questions_get_a_clear_page(shown: Any, address: str, status: int) -> None:
    entries.solution("Rindo")
    page = shown(address, status=status)
    assert "<h1" in page


def test_a_facet_value_with_a_bare_plus_sign_is_understood(shown: Any) -> None:
    entries.organisation("Liels", employees="250+")
    assert "1 result" in shown("?size=250+")
    assert "1 result" in shown("?size=250%2B")


@pytest.mark.parametrize(
    "error", [IndexMissing("gone"), EngineUnavailable("slow"), OperationalError("locked")]
)
def test_trouble_is_said_with_503(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(services, "search", fail)
    response = client.get("/en/search/?q=x")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "can't answer just now" in response.content.decode()


def test_a_missing_index_is_said_with_503(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path / "nowhere"
    assert client.get("/en/search/").status_code == 503
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_ready_site_says_how_far_its_index_is(index: Any, client: Client) -> None:
    entries.solution("Rindo")
    lag = client.get("/readyz").json()["index"]["lag"]
    assert lag > 0
    services.catch_up()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["index"] == {"engine": "embedded", "state": "ok", "documents": 2, "lag": 0}


@pytest.mark.parametrize("many", [3, 40])
def test_the_page_costs_few_queries_whatever_it_shows(
    shown: Any, client: Client, django_assert_max_num_queries: Any, many: int
) -> None:
    sectors = [entries.sector(f"s{number}") for number in range(many)]
    technology = entries.term(Technology, "ai")
    for number in range(many):
        entries.solution(f"Solution {number}", sectors=sectors, technologies=[technology])
    shown("?q=solution")
    with django_assert_max_num_queries(4):
        client.get("/en/search/?q=solution&sector=s1")
    with django_assert_max_num_queries(4):
        client.get("/en/search/?type=solution&q=nothing+like+it")


def test_the_engine_is_asked_once_where_the_tabs_need_no_more(settings: Any) -> None:
    from search.contract.query import SearchQuery

    engine = RecordingEngine()
    query = SearchQuery(text="x")
    services.counts(query, services.search(query, engine=engine), engine=engine)
    assert len(engine.queries) <= 3


PARAMETERS = (
    "q",
    "type",
    "kind",
    "sector",
    "market",
    "size",
    "trl",
    "sort",
    "page",
    "data_driven",
    "x",
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    asked=st.lists(
        st.tuples(
            st.sampled_from(PARAMETERS),
            st.one_of(
                st.text(max_size=40),
                st.sampled_from(
                    [
                        "solution",
                        "1",
                        "2",
                        "",
                        "\0",
                        "a" * 10_000,
                        '"',
                        "-",
                        "'; DROP",
                        "<script>",
                        "9" * 30,
                    ]
                ),
            ),
        ),
        max_size=8,
    )
)
def test_no_question_breaks_the_page(
    index: Any, client: Client, asked: list[tuple[str, str]]
) -> None:
    from urllib.parse import urlencode

    string = urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in asked])
    response = client.get(f"/en/search/?{string}")
    assert response.status_code in {200, 301, 400, 404}
    assert b"<script>alert" not in response.content


def test_notices_of_one_tender_are_told_apart_and_no_other_result_is_numbered(shown: Any) -> None:
    for number in ("1f11c021-10ae-4246", "5252572c-9359-4556"):
        need = entries.need("Museum system", slug=f"museum-{number}", buyer_name="A museum")
        entries.known_as(need, number, "iub")
    entries.need("Museum system", slug="museum", buyer_name="Another museum")
    page = text_of(shown("?type=need"))
    assert "notice 1f11c021 " in page
    assert "notice 5252572c " in page
    assert page.count("notice ") == 2


def test_words_of_a_synonym_are_marked_side_by_side_alone(shown: Any) -> None:
    entries.term(Technology, "cybersecurity", "Cybersecurity", synonyms_en="IT security")
    entries.solution("Sargs", tagline_en="It looks after IT security, as it must")
    page = shown("?q=cybersecurity")
    assert "It looks after <mark>IT security</mark>, as it must" in page
    assert "“cybersecurity” (here “IT security”) stands in: It looks after" in text_of(page)
