"""The page of the administration that shows how a question is understood, and what a lever would change."""

from __future__ import annotations

from typing import Any

import pytest

from search import services
from search.contract.engine import EngineUnavailable
from search.contract.query import SearchQuery
from search.models import PinnedEntry, PinnedSearch, StopPhrase, SynonymGroup
from search.presenters.understanding import Reading
from tests.accounts.people import all_speak
from tests.search import entries

pytestmark = pytest.mark.django_db
PAGE = "/admin/search-words/understanding/"


@pytest.fixture
def rivers(index: Any) -> None:
    entries.solution("Water gauge", description_en="Measures how high the river stands.")
    entries.solution("Flood warning", description_en="Tells people of floods.")
    entries.solution("Timetables", description_en="When the train comes.")
    services.catch_up()


def reading(client: Any, q: str, **asked: str) -> Reading:
    answer = client.get(PAGE, {"q": q, "language": "en"} | asked)
    assert answer.status_code == 200
    found: Reading = answer.context["reading"]
    return found


def test_words_steps_and_hits_are_those_of_the_search(rivers: None, admin_client: Any) -> None:
    shown = reading(admin_client, "the river floods")
    assert [word.typed for word in shown.words] == ["river", "floods"]
    assert "Left out: “the” (a small word)" in shown.notes
    assert [(step.needed, step.found, step.taken) for step in shown.steps] == [
        ("2 of 2", "0", False),
        ("1 of 2", "2", True),
    ]
    found = services.search(SearchQuery(text="the river floods", lang="en"))
    assert [hit.name for hit in shown.hits] == [hit.card["name"]["en"] for hit in found.hits]
    assert [hit.score for hit in shown.hits] == [f"{hit.score:.4f}" for hit in found.hits]
    assert [hit.before for hit in shown.hits] == ["", ""]
    assert shown.page_url == "/en/search/?q=the+river+floods"


def test_synonyms_are_tried_and_not_saved(rivers: None, admin_client: Any, client: Any) -> None:
    assert reading(admin_client, "high water").hits[0].name == "Water gauge"
    shown = reading(admin_client, "high water", phrases="high water\nflood")
    assert [(hit.name, hit.before) for hit in shown.hits] == [
        ("Water gauge", "1"),
        ("Flood warning", "–"),
    ]
    assert shown.effect == "Before: 1 entry. With this: 2 entries."
    assert shown.words[0].same == ("flood: 1 entry",)
    assert not SynonymGroup.objects.exists()
    assert "Flood warning" not in client.get("/en/search/?q=high+water").text


def test_a_synonym_that_no_entry_holds_side_by_side_says_so(
    rivers: None, admin_client: Any
) -> None:
    phrases = "deluge\nflood people\nrivers"
    shown = reading(admin_client, "deluge", phrases=phrases)
    assert shown.words[0].how == "no entry holds it, so only what means the same is asked for"
    assert shown.words[0].same == (
        "flood people: 0 entries",
        "rivers: 1 entry",
    )


def test_a_stop_phrase_is_tried_and_not_saved(rivers: None, admin_client: Any) -> None:
    shown = reading(admin_client, "train floods", stop="train")
    assert [word.typed for word in shown.words] == ["floods"]
    assert "Left out: “train” (a stop phrase)" in shown.notes
    assert shown.effect == "Before: 2 entries. With this: 1 entry."
    assert not StopPhrase.objects.exists()


def test_what_changes_nothing_says_so(rivers: None, admin_client: Any) -> None:
    shown = reading(admin_client, "floods", phrases="train\ncoach")
    assert shown.effect.startswith("Nothing would change: 1 entry, as before.")


def test_what_editors_chose_is_told(rivers: None, admin_client: Any) -> None:
    row = PinnedSearch.objects.create(text="floods")
    PinnedEntry.objects.create(search=row, solution=entries.solution("Chosen one"))
    services.catch_up()
    shown = reading(admin_client, "floods")
    assert "Editors chose 1 entry for this question." in shown.notes
    assert shown.hits[0].name == "Chosen one"
    assert shown.hits[0].why == ("Chosen by the editors",)


def test_what_was_tried_can_be_saved(rivers: None, admin_client: Any) -> None:
    asked = {"q": "floods", "language": "lv", "phrases": "plūdi\nflood", "stop": "please"}
    links = admin_client.get(PAGE, asked).context["links"]
    filled = {name: admin_client.get(url).context["form"].initial for name, url in links.items()}
    assert filled["synonymgroup"]["phrases"] == "plūdi\nflood"
    assert filled["stopphrase"]["text"] == "please"
    assert filled["pinnedsearch"] | {"text": "floods", "language": "lv"} == filled["pinnedsearch"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"phrases": "alone"}, "phrases"),
        ({"phrases": "one\n!!!"}, "phrases"),
        ({"phrases": "floods\nflood"}, "phrases"),
        ({"stop": "…"}, "stop"),
        ({"language": "xx"}, "language"),
        ({"q": "x" * 301}, "q"),
    ],
)
def test_what_could_not_be_saved_is_refused_in_words(
    rivers: None, admin_client: Any, asked: dict[str, str], field: str
) -> None:
    answer = admin_client.get(PAGE, {"q": "floods", "language": "en"} | asked)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "reading" not in answer.context


@pytest.mark.parametrize("language", ["en", "lv"])
@pytest.mark.parametrize("q", ["", "!!!", "\0", "<b>floods</b>", "مرحبا", '-"floods" x', "y" * 300])
def test_anything_typed_is_answered_in_both_languages(
    rivers: None, admin_client: Any, language: str, q: str
) -> None:
    all_speak(language)
    answer = admin_client.get(PAGE, {"q": q, "language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert "<b>floods" not in answer.text


def test_the_language_of_the_reader_is_not_that_of_the_question(
    rivers: None, admin_client: Any, client: Any
) -> None:
    all_speak("lv")
    shown = admin_client.get(PAGE, {"q": "floods", "language": "en"}).context["reading"]
    assert shown.page_url.startswith("/en/search/")
    assert all(hit.url.startswith("/en/") for hit in shown.hits)
    assert shown.hits[0].kind == "Risinājums"
    assert shown.total == "1 ieraksts"
    assert "flood… (angļu): 1 ieraksts" in shown.words[0].terms
    assert ">Solution" in client.get("/en/search/?q=floods").text


def test_it_says_that_the_search_cannot_answer(
    admin_client: Any, recording: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording.error = EngineUnavailable("down")
    monkeypatch.setattr(services, "get_engine", lambda: recording)
    answer = admin_client.get(PAGE, {"q": "floods", "language": "en"})
    assert answer.status_code == 503
    assert "can’t answer now" in answer.text


def test_the_menu_and_the_forms_lead_to_it(admin_client: Any) -> None:
    assert PAGE in admin_client.get("/admin/").text
    for name in ("synonymgroup", "stopphrase", "pinnedsearch"):
        assert PAGE in admin_client.get(f"/admin/snippets/search/{name}/add/").text
