"""Editors steer the search in the administration, and it follows at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from directory.taxonomy.models import Certification, DataTheme, Technology
from search import services
from search.contract.query import SearchQuery
from search.models import PinnedEntry, PinnedSearch, StopPhrase, SynonymGroup
from tests.accounts.people import all_speak
from tests.catalogue.factories import term
from tests.search import entries

pytestmark = pytest.mark.django_db(transaction=True)


def url(model: Any, name: str, *args: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def total(text: str) -> int:
    return services.search(SearchQuery(text=text, lang="lv")).total


@pytest.fixture
def rivers(index: Any) -> None:
    entries.organisation("Plūdu sargs")
    services.rebuild()


def test_a_synonym_works_as_soon_as_it_is_saved_and_ends_with_it(
    rivers: None, admin_client: Any
) -> None:
    assert total("high water warden") == 0
    data = {"phrases": "High water  warden\nplūdu sargs\n\n", "note": ""}
    answer = admin_client.post(url(SynonymGroup, "add"), data)
    assert answer.status_code == 302
    group = SynonymGroup.objects.get()
    assert group.lines == ["High water warden", "plūdu sargs"]
    assert total("high water warden") == 1
    assert admin_client.post(url(SynonymGroup, "delete", group.pk)).status_code == 302
    assert total("high water warden") == 0


def test_a_stop_phrase_works_at_once(rivers: None, admin_client: Any) -> None:
    before = services.search(SearchQuery(text="meklējam uzņēmumu plūdu", lang="lv"))
    assert before.relaxed or not before.total
    data = {"text": "meklējam uzņēmumu"}
    assert admin_client.post(url(StopPhrase, "add"), data).status_code == 302
    after = services.search(SearchQuery(text="meklējam uzņēmumu plūdu", lang="lv"))
    assert (after.total, after.relaxed) == (1, False)


@pytest.mark.parametrize(
    ("phrases", "reason"),
    [
        ("one", "2 to 12"),
        ("\n".join(f"phrase {number}" for number in range(13)), "2 to 12"),
        ("one\n!!!", "holds no word"),
        ("one\na b c d e f g", "more than 6 words"),
        ("one\ntwo\n" + "x" * 1000, "1000"),
        ("river\nRivers", "forms of the same words"),
        ("flood, deluge\nplūdi", "holds a comma"),
    ],
)
def test_a_group_that_would_do_nothing_is_refused(
    admin_client: Any, phrases: str, reason: str
) -> None:
    answer = admin_client.post(url(SynonymGroup, "add"), {"phrases": phrases, "note": ""})
    assert answer.status_code == 200
    assert reason in answer.text
    assert not SynonymGroup.objects.exists()


def test_a_stop_phrase_without_words_is_refused() -> None:
    with pytest.raises(ValidationError):
        StopPhrase(text="…").full_clean()


@pytest.mark.parametrize("language", ["en", "lv"])
@pytest.mark.parametrize("model", [SynonymGroup, StopPhrase])
def test_every_page_answers_in_both_languages(admin_client: Any, language: str, model: Any) -> None:
    row = (
        SynonymGroup.objects.create(phrases="one\ntwo")
        if model is SynonymGroup
        else StopPhrase.objects.create(text="looking for")
    )
    all_speak(language)
    for page, args in (("list", ()), ("add", ()), ("edit", (row.pk,)), ("delete", (row.pk,))):
        answer = admin_client.get(url(model, page, *args))
        assert answer.status_code == 200, page
        assert f'<html lang="{language}"' in answer.text, page
    assert str(row) in admin_client.get(url(model, "list"), {"q": "o"}).text


def test_vocabularies_know_what_their_labels_mean_without_editors(rivers: None) -> None:
    term(Technology, slug="floods", label_en="High water", label_lv="Plūdu")
    assert total("high water") == 1


def pin_form(
    text: str, *entries: dict[str, Any], language: str = "", page: Any = ""
) -> dict[str, Any]:
    data: dict[str, Any] = {
        "text": text,
        "language": language,
        "page": page,
        "entries-TOTAL_FORMS": len(entries),
        "entries-INITIAL_FORMS": 0,
        "entries-MIN_NUM_FORMS": 0,
        "entries-MAX_NUM_FORMS": 10,
    }
    for number, entry in enumerate(entries):
        row = {"id": "", "ORDER": number + 1, "DELETE": "", "solution": "", "organisation": ""}
        data |= {
            f"entries-{number}-{name}": value
            for name, value in ({"dataset": ""} | row | entry).items()
        }
    return data


def names(text: str, *, lang: str = "lv", **filters: tuple[str, ...]) -> list[str]:
    found = services.search(SearchQuery(text=text, lang=lang, filters=filters))
    return [hit.slug for hit in found.hits if hit.pinned]


def test_pinned_results_come_first_at_once_and_go_with_what_is_unpublished(
    rivers: None, admin_client: Any, client: Any
) -> None:
    company = entries.organisation("Rindu nams")
    dataset = entries.dataset("Bus stops")
    services.catch_up()
    answer = admin_client.post(
        url(PinnedSearch, "add"),
        pin_form("floods warning", {"organisation": company.pk}, {"dataset": dataset.pk}),
    )
    assert answer.status_code == 302, answer.text
    assert names("Warning of flood") == ["rindu-nams"]
    assert names("warning of floods", type=("dataset",)) == ["bus-stops"]
    page = client.get("/en/search/?q=floods+warning").text
    assert "Chosen by the editors" in page
    company.unpublish()
    services.catch_up()
    assert names("floods warning") == []
    dataset.delete()
    services.catch_up()
    assert names("floods warning", type=("dataset",)) == []
    assert admin_client.get(url(PinnedSearch, "edit", PinnedSearch.objects.get().pk)).status_code


@pytest.mark.parametrize(
    ("text", "entry", "reason"),
    [
        ("!!!", {}, "holds no word"),
        ("a b c d e f g", {}, "more than 6 words"),
        ("“river”", {}, "quotation marks"),
        ("river -map", {}, "minus"),
        ("river", {"organisation": ""}, "exactly one"),
        ("river", {"dataset": "both"}, "exactly one"),
        ("the rivers", {}, "asks the same already"),
    ],
)
def test_a_pin_that_would_do_nothing_is_refused_in_words(
    rivers: None, admin_client: Any, text: str, entry: dict[str, Any], reason: str
) -> None:
    company = entries.organisation("Rindu nams")
    dataset = entries.dataset("Bus stops")
    if "already" in reason:
        PinnedSearch.objects.create(text="river")
    row = {"organisation": company.pk} | entry
    row = {name: dataset.pk if value == "both" else value for name, value in row.items()}
    before = PinnedSearch.objects.count()
    answer = admin_client.post(url(PinnedSearch, "add"), pin_form(text, row))
    assert answer.status_code == 200
    assert reason in answer.text
    assert PinnedSearch.objects.count() == before


@pytest.mark.parametrize("language", ["en", "lv"])
def test_pins_are_shown_in_both_languages(admin_client: Any, language: str) -> None:
    row = PinnedSearch.objects.create(text="river")
    all_speak(language)
    for page, args in (("list", ()), ("add", ()), ("edit", (row.pk,)), ("delete", (row.pk,))):
        answer = admin_client.get(url(PinnedSearch, page, *args))
        assert answer.status_code == 200, page
        assert f'<html lang="{language}"' in answer.text, page


def test_words_of_a_broad_term_mean_what_stands_beside_them_and_no_more(rivers: None) -> None:
    term(
        DataTheme,
        slug="educ",
        label_en="Education and culture",
        label_lv="Izglītība un kultūra",
        synonyms_en="schools\nmuseums",
        synonyms_lv="skolas\nmuzeji",
    )
    entries.organisation("Muzeju nams")
    entries.organisation("Skolas soma")
    services.catch_up()
    found = services.search(SearchQuery(text="museum"))
    assert [hit.slug for hit in found.hits] == ["muzeju-nams"]


def slugs(text: str) -> list[str]:
    return [hit.slug for hit in services.search(SearchQuery(text=text, lang="en")).hits]


def test_a_certificate_is_found_by_its_name_and_is_no_subject_of_its_holder(index: Any) -> None:
    held = entries.term(
        Certification,
        "iso-27001",
        "ISO/IEC 27001 (information security)",
        synonyms_en="ISO 27001\nISO27001\nISMS\ninformation security management",
    )
    guard = entries.term(
        Technology, "cybersecurity", "Cybersecurity", synonyms_en="information security"
    )
    entries.organisation("Rindo", certifications=[held])
    entries.organisation("Sargs", technologies=[guard])
    services.rebuild()
    for question in ("cybersecurity", "information security", "informācijas drošība"):
        assert "rindo" not in slugs(question), question
    assert slugs("cybersecurity") == ["sargs"]
    for question in ("ISO 27001", "iso27001", "isms", "information security management"):
        assert "rindo" in slugs(question), question


def test_the_list_of_pins_names_their_entries_and_says_which_nobody_sees(
    rivers: None, admin_client: Any
) -> None:
    hidden = entries.organisation("Hidden house", live=False)
    for text, chosen in (("river", [entries.organisation("Rindu nams"), hidden]), ("flood", [])):
        row = PinnedSearch.objects.create(text=text, language="lv")
        for company in chosen:
            PinnedEntry.objects.create(search=row, organisation=company)
    shown = admin_client.get(url(PinnedSearch, "list")).text
    assert "Rindu nams; Hidden house (not public)" in shown
    assert "Latvian pages" in shown
    assert ">method<" not in re.sub(r"\s", "", shown)


def test_the_list_of_pins_asks_no_more_when_there_are_more(
    rivers: None, admin_client: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        row = PinnedSearch.objects.create(text=f"river {number}")
        PinnedEntry.objects.create(search=row, dataset=entries.dataset(f"Stops {number}"))
    admin_client.get(url(PinnedSearch, "list"))
    with django_assert_max_num_queries(25):
        assert "Stops 29" in admin_client.get(url(PinnedSearch, "list")).text


def test_a_pin_of_nothing_is_refused(rivers: None, admin_client: Any) -> None:
    answer = admin_client.post(url(PinnedSearch, "add"), pin_form("heat pumps"))
    assert "Choose at least one entry, or a page." in answer.text
    assert not PinnedSearch.objects.exists()


def test_who_saves_second_is_told_and_writes_over_nothing(rivers: None, admin_client: Any) -> None:
    company = entries.organisation("Rindu nams")
    group = SynonymGroup.objects.create(phrases="one\ntwo")
    pin = PinnedSearch.objects.create(text="river")
    for row, data in (
        (group, {"phrases": "one\ntwo\nthree", "note": ""}),
        (pin, pin_form("river", {"organisation": company.pk})),
    ):
        address = url(type(row), "edit", row.pk)
        base = re.search(r'name="base" value="(\w+)"', admin_client.get(address).text)
        assert base, address
        first = admin_client.post(address, data | {"base": base[1]})
        assert first.status_code == 302, first.text
        second = admin_client.post(address, data | {"base": base[1]})
        assert second.status_code == 200
        assert "Somebody else changed this" in second.text
        # Sending the refused form once more does not help either.
        assert f'name="base" value="{base[1]}"' in second.text
    group.refresh_from_db()
    assert group.lines == ["one", "two", "three"]
    assert [entry.organisation for entry in pin.entries.all()] == [company]
