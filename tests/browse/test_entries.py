"""Pages of entries: who is shown, what is said, and in which language."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from directory.catalogue.models import (
    Organisation,
    PartnerCall,
    Reference,
    Solution,
    TrainingProgramme,
)
from directory.needs.models import Need
from directory.taxonomy.models import DataTheme, Technology
from tests.browse.rows import EMAIL, contract, cpv, register, world
from tests.search.entries import (
    dataset,
    market,
    need,
    organisation,
    reference,
    sector,
    solution,
    term,
)

pytestmark = pytest.mark.django_db
PATHS = {
    "organisation": "organisations",
    "solution": "solutions",
    "need": "needs",
    "dataset": "datasets",
    "reference": "references",
    "training_programme": "training",
    "partner_call": "partner-calls",
}


def text_of(client: Client, path: str) -> str:
    """Return a page's source with its white space made plain."""
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def everything() -> list[Any]:
    return [
        *(
            model.objects.first()
            for model in (Solution, Need, Reference, TrainingProgramme, PartnerCall)
        ),
        dataset("Weather two"),
        Organisation.objects.get(slug="kvantera"),
    ]


def similar(client: Client, entry: Solution) -> list[str]:
    page = client.get(f"/en/solutions/{entry.slug}/").context["page"]
    return [card.name for card in page.similar]


def test_similar_solutions_are_for_the_same_field_and_fewer_where_nothing_else_is_alike(client):
    health = sector("health", "Health")
    hospitals = sector("hospitals", "Hospitals", parent=health)
    care = sector("care", "Care", parent=health)
    heat = sector("heat", "Heat")
    learning, forecasts = (term(Technology, slug) for slug in ("learning", "forecasts"))
    theme = term(DataTheme, "heal", "Health", uri="https://example.org/heal")
    both = {"technologies": [learning, forecasts], "providers": [organisation("Maker")]}
    asked = solution("Queues", sectors=[hospitals], data_themes=[theme], **both)
    solution("Heat forecast", sectors=[heat], **both)
    assert similar(client, asked) == []
    neighbour = both | {"technologies": []}
    solution("Care at home", sectors=[care], data_themes=[theme], **neighbour)
    solution("Wards", sectors=[hospitals], data_themes=[theme], **neighbour)
    solution("Draft", sectors=[hospitals], data_themes=[theme], live=False, **both)
    assert similar(client, asked) == ["Wards", "Care at home"]


def test_a_solution_of_no_field_is_like_those_that_work_as_it_does(client):
    first, second, third = (term(Technology, slug) for slug in ("one", "two", "three"))
    by = {"providers": [organisation("Maker")]}
    asked = solution("Asked", technologies=[first, second], **by)
    solution("Same", technologies=[second, first], **by)
    solution("Other", technologies=[second, third], **by)
    assert similar(client, asked) == ["Same"]


@pytest.mark.parametrize(("language", "people"), [("en", "employees"), ("lv", "darbinieki")])
def test_a_number_of_employees_stays_on_one_line(client, language, people):
    maker = organisation("Kvantera", employees="10-49")
    product = solution("Rindo", providers=[maker])
    size = "10–\u206049"
    assert f"{size} {people}" in text_of(client, f"/{language}/solutions/{product.slug}/")
    assert size in text_of(client, f"/{language}/organisations/{maker.slug}/")


@pytest.mark.parametrize("language", ["en", "lv"])
def test_every_type_has_a_page_in_both_languages_without_an_email(client, language):
    world()
    with translation.override(language):
        paths = [entry.get_absolute_url() for entry in everything()]
    for path in paths:
        page = text_of(client, path)
        assert f'<html lang="{language}">' in page
        assert EMAIL not in page
        assert "style=" not in page
        assert f'rel="canonical" href="http://testserver{path}"' in page
        other = path.replace(f"/{language}/", "/lv/" if language == "en" else "/en/", 1)
        assert f'href="http://testserver{other}"' in page


@pytest.mark.parametrize("folder", PATHS.values())
@pytest.mark.parametrize("slug", ["nothing-here", "a%00b", "x" * 5000, "ā", "a/b"])
def test_what_is_not_there_is_not_found(client, folder, slug):
    assert client.get(f"/en/{folder}/{slug}/").status_code == 404


def test_what_is_not_public_is_not_found(client):
    hidden = organisation("Hidden", live=False)
    draft = solution("Draft", live=False)
    theirs = solution("Theirs", providers=[hidden])
    project = reference("Project", of=hidden)
    outside = need("Meat", in_scope=False)
    for entry in (hidden, draft, theirs, project, outside):
        assert client.get(entry.get_absolute_url()).status_code == 404


def test_an_old_slug_leads_to_the_present_address_in_the_same_language(client):
    row = organisation("Old name")
    old = row.slug
    row.slug = "new-name"
    row.save()
    response = client.get(f"/lv/organisations/{old}/")
    assert (response.status_code, response["Location"]) == (301, "/lv/organisations/new-name/")
    row.live = False
    row.save()
    assert client.get(f"/lv/organisations/{old}/").status_code == 404


def test_a_silent_company_is_told_by_the_record(client):
    row = organisation("Tet, SIA")
    register(row)
    body = organisation("Rīgas dome", kind="public")
    code = cpv()
    contract(row, "a", title="Datu tīkls", buyer=body, cpv=code, value=Decimal("1492907.50"))
    contract(row, "b", title="Bez vērtības", buyer_name="Gulbenes novads")
    page = text_of(client, row.get_absolute_url())
    assert "Known from the public record: 2 contracts with 2 public buyers." in page
    assert "The company has not written here yet." in page
    assert '<th scope="row" lang="lv">Datu tīkls</th>' in page
    assert f'<a href="{body.get_absolute_url()}">' in page
    assert "72000000-5" in page
    assert "IT services" in page
    assert "EUR 1 492 907.50" in page
    assert "Not stated at source" in page
    assert "IUB open data" in page
    assert "4 0 0 0 3 0 5 2 7 8 6" in page
    assert "/belt/40003052786.svg" in page
    assert "Limited liability company (SIA)" in page
    assert "Is this your company?" in page


def test_one_contract_is_singular_and_latvian_declines(client):
    row = organisation("Tet, SIA")
    contract(row, "a", title="Datu tīkls")
    assert "1 contract with 1 public buyer." in text_of(client, row.get_absolute_url())
    assert client.get(f"/lv/organisations/{row.slug}/").status_code == 200


def test_a_company_with_its_own_words_is_not_asked_to_claim(client):
    world()
    page = text_of(client, "/en/organisations/kvantera/")
    assert "Is this your company?" not in page
    assert "Forecasts for hospitals" in page
    assert "<li>by the hour</li>" in page
    assert 'rel="nofollow noopener external"' in page


def test_a_public_body_shows_what_it_needs_and_whom_it_chose(client):
    things = world()
    page = text_of(client, things["body"].get_absolute_url())
    assert "Forecast of demand 0" in page
    assert "Contracts awarded to ICT suppliers" in page
    assert "/en/organisations/kvantera/" in page


def test_many_contracts_fold(client):
    row = organisation("Tet, SIA")
    for number in range(14):
        contract(row, f"c{number}", title=f"Līgums {number}")
    page = text_of(client, row.get_absolute_url())
    assert "Show 4 more contracts" in page
    assert page.count("Līgums") == 14


def test_a_solution_shows_evidence_before_words(client):
    things = world(copies=2)
    page = text_of(client, things["solution"].get_absolute_url())
    assert page.index("Where it works already") < page.index("What it does")
    assert "Waiting time 31 % shorter" in page
    assert "Actual system proven in an operational environment." in page
    assert "CC BY 4.0" in page
    assert "1 solution</a>" in page
    assert "Delivered in: Finland" in page
    assert "Similar solutions" in page
    assert "Rindo 0" in page
    assert "?type=solution&amp;technology=machine-learning" in page


def test_a_bare_solution_names_what_is_missing(client):
    page = text_of(client, solution("Bare").get_absolute_url())
    for gap in (
        "No project in a named country yet",
        "No export market named",
        "Languages not stated",
        "No certification stated",
        "Commercialisation stage not stated",
    ):
        assert gap in page


def test_text_in_another_language_says_so(client):
    row = organisation("Datu nams", tagline_lv="Dati visiem")
    english = text_of(client, f"/en/organisations/{row.slug}/")
    assert '<p class="lead" lang="lv">Dati visiem</p>' in english
    assert 'lang="lv">Dati visiem' not in text_of(client, f"/lv/organisations/{row.slug}/")


def test_a_need_past_its_deadline_has_ended_by_the_clock_of_riga(client):
    moment = timezone.make_aware(
        datetime(2026, 6, 18, 7, 0), timezone=timezone.get_fixed_timezone(0)
    )
    row = need("Trees", deadline=moment, buyer_name="Rīgas dome", budget_max=Decimal(60000))
    page = text_of(client, row.get_absolute_url())
    assert "Ended" in page
    assert "18 June 2026, 10:00" in page
    assert "up to EUR 60 000" in page


def test_a_need_leads_into_the_search_by_its_own_words(client):
    world()
    page = text_of(client, Need.objects.get().get_absolute_url())
    assert "/en/search/?q=Hospitals+IT+services" in page
    assert ">Open<" in page


def test_structured_data_cannot_end_its_element(client):
    row = organisation("Evil </script><script>alert(1)</script>", tagline_en="<b>&amp;")
    source = client.get(row.get_absolute_url()).content.decode()
    assert "<script>alert" not in source
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', source, re.DOTALL)
    place, entry = (json.loads(block) for block in blocks)
    assert place["@type"] == "BreadcrumbList"
    assert place["itemListElement"][-1]["name"].startswith("Evil </script>")
    assert place["itemListElement"][0]["item"].startswith("http://testserver/")
    assert entry["name"].startswith("Evil </script>")


def test_a_preview_shows_the_draft_to_nobody_else(client, rf):
    row = organisation("Published")
    row.name_en = row.name_lv = "Drafted"
    with translation.override("en"):
        request = rf.get(row.get_absolute_url())
        response = row.serve_preview(request, "")
    page = response.content.decode()
    assert "Drafted" in page
    assert "Preview" in page
    assert '<meta name="robots" content="noindex">' in page
    assert response["X-Robots-Tag"] == "noindex"
    assert "Drafted" not in text_of(client, row.get_absolute_url())


def test_a_preview_of_a_new_entry_needs_no_row(rf):
    health = sector("health")
    for draft in (
        Organisation(name_en="New", slug="", sectors=[health]),
        Solution(name_en="New", slug="new", sectors=[health], providers=[organisation("Old")]),
        Need(
            title_en="New",
            slug="new",
            sectors=[health],
            deadline=timezone.now() + timedelta(days=1),
        ),
    ):
        with translation.override("en"):
            response = draft.serve_preview(rf.get("/"), "")
        assert response.status_code == 200
        assert "Health" in response.content.decode()


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("name", "ceiling"),
    [("organisation", 32), ("body", 32), ("solution", 30), ("dataset", 12)],
)
def test_queries_do_not_grow_with_what_hangs_on_an_entry(client, name, ceiling):
    few = queries(client, world(copies=2)[name].get_absolute_url())
    for model in (Reference, Need, Solution, TrainingProgramme, PartnerCall):
        assert model.objects.exists()
    row = Organisation.objects.get(slug="kvantera")
    for number in range(8):
        one = solution(f"More {number}", providers=[row])
        reference(f"More {number}", of=row, solution=one, country=market(f"m{number}"))
        contract(row, f"more-{number}", title="Vēl")
    path = {"solution": Solution.objects.order_by("pk").first()}.get(name) or {
        "organisation": row,
        "body": Organisation.objects.get(kind="public"),
        "dataset": Solution.objects.order_by("pk").first().datasets.first(),
    }[name]
    assert queries(client, path.get_absolute_url()) <= max(few, 1) <= ceiling


def test_a_project_leads_to_what_carried_it_out_and_to_the_others(client):
    made = world(copies=2)
    one = Reference.objects.filter(solution=made["solution"], live=True).order_by("pk").first()
    others = Reference.objects.filter(organisation=one.organisation, live=True).exclude(pk=one.pk)
    page = text_of(client, one.get_absolute_url())
    assert made["solution"].get_absolute_url() in client.get(one.get_absolute_url()).text
    assert f"Other projects of {one.organisation}" in page
    for other in others[:3]:
        assert other.get_absolute_url() in client.get(one.get_absolute_url()).text
