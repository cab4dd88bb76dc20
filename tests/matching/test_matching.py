"""Needs and texts are matched with what the catalogue holds; stored matches follow the change log."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client

from directory.catalogue.models import ExternalId, PublicContract
from directory.matching.choices import ADEQUATE
from directory.matching.models import StoredMatch, Weights
from directory.matching.services import match, snapshot
from directory.matching.services.match import match_need, match_text
from directory.matching.services.offers import nearest
from directory.matching.services.store import known_matches, match_needs
from directory.matching.services.weights import preview, save_weights
from directory.needs.models import Need
from directory.taxonomy.models import Cpv
from directory.users.models import User
from search import services as search_services
from tests.catalogue.factories import organisation, reference, solution, term

pytestmark = pytest.mark.django_db


def contract(firm: Any, title: str, cpv: Any = None, **fields: Any) -> PublicContract:
    key = f"{firm.pk}-{title}-{fields}"
    return PublicContract.objects.create(
        organisation=firm,
        buyer_name="Dome",
        title=title,
        cpv=cpv,
        source="IUB",
        source_key=key,
        value=Decimal(1),
        **fields,
    )


def known(entry: Any, value: str) -> None:
    content_type = ContentType.objects.get_for_model(type(entry))
    ExternalId.objects.create(
        source="iub", value=value, content_type=content_type, object_id=entry.pk
    )


@pytest.fixture
def software() -> Any:
    return term(Cpv, "48000000", level=1, check_digit="8")


@pytest.fixture
def roads() -> Any:
    return term(Cpv, "45233000", level=3, check_digit="9")


@pytest.fixture
def catering(index: Any, software: Any, roads: Any) -> dict[str, Any]:
    """Return a firm that did just this, one that builds roads, a solution, and the need."""
    fits = organisation(name_en="", name_lv="Ēdnīca")
    other = organisation(name_en="", name_lv="Ceļinieks")
    contract(fits, "Skolēnu ēdināšanas uzskaites programmatūra", software)
    contract(other, "Ceļu remonts", roads)
    product = solution(
        name_lv="Pusdienlapa", description_lv="Uzskaita skolēnu ēdināšanu skolās.", providers=[fits]
    )
    need = Need.objects.create(
        title_lv="Skolēnu ēdināšanas uzskaites sistēma", buyer_name="Dome", kind="tender"
    )
    need.cpv.set([software])
    need.save()
    search_services.rebuild()
    return {"fits": fits, "other": other, "product": product, "need": need}


def names(matches: Any) -> list[str]:
    return [one.candidate.name["lv"] for one in matches]


def test_a_need_is_met_by_who_did_it_before_and_by_what_says_so(catering: dict[str, Any]) -> None:
    found = match_need(catering["need"])
    assert names(found)[:2] == ["Ēdnīca", "Pusdienlapa"]
    assert "Ceļinieks" not in names(found)
    kinds = {reason.kind for reason in found[0].reasons}
    assert {"projects", "cpv", "record"} <= kinds
    assert next(reason for reason in found[0].reasons if reason.kind == "cpv").deed is not None


def test_types_and_limit_narrow_the_answer(catering: dict[str, Any]) -> None:
    asked = {"text": "Skolēnu ēdināšana", "lang": "lv"}
    assert names(match_text(**asked, types=["solution"])) == ["Pusdienlapa"]
    assert len(match_text(**asked, limit=1)) == 1


def test_what_is_withdrawn_is_no_match_any_more(catering: dict[str, Any]) -> None:
    match_need(catering["need"])
    catering["fits"].unpublish()
    assert "Ēdnīca" not in names(match_need(catering["need"]))


def test_a_new_contract_counts_at_once(catering: dict[str, Any], software: Any) -> None:
    match_need(catering["need"])
    contract(catering["other"], "Skolēnu ēdināšanas uzskaites sistēma", software)
    assert "Ceļinieks" in names(match_need(catering["need"]))


def test_matching_without_an_index_still_knows_what_was_done(
    catering: dict[str, Any], settings: Any, tmp_path: Path
) -> None:
    settings.SEARCH_DIR = tmp_path / "none"
    assert "Ēdnīca" in names(match_need(catering["need"]))


def test_stored_matches_are_made_once_and_follow_only_what_they_touch(
    catering: dict[str, Any], roads: Any, software: Any
) -> None:
    road = Need.objects.create(title_lv="Ceļu remonts novadā", buyer_name="Dome", kind="tender")
    road.cpv.set([roads])
    road.save()
    assert match_needs() == 2
    assert match_needs() == 0
    now = Need.objects.get(pk=catering["need"].pk)
    assert known_matches(now, limit=5) == match_need(now, limit=5) != []
    first = StoredMatch.objects.get(need=catering["need"], position=1)
    assert first.organisation_id == catering["fits"].pk
    contract(catering["fits"], "Virtuves uzskaite", software)
    assert match_needs() == 1
    Weights.objects.create(pk=1, cpv=50)
    assert match_needs() == 2
    road.unpublish()
    match_needs()
    assert not StoredMatch.objects.filter(need=road).exists()


def test_weights_change_the_order_and_the_preview_saves_nothing(catering: dict[str, Any]) -> None:
    weighed = dict.fromkeys(Weights().as_mapping(), 0.0) | {"text": 100.0}
    effect = preview(weighed=weighed)[0]
    assert effect.changed and effect.after[0][0] == "Pusdienlapa"
    assert not Weights.objects.exists()
    staff = User.objects.create_superuser(email="staff@example.lv", password="x")
    save_weights(weighed={name: int(value) for name, value in weighed.items()}, user=staff)
    assert names(match_need(catering["need"]))[0] == "Pusdienlapa"
    with pytest.raises(PermissionDenied):
        save_weights(
            weighed={"text": 1},
            user=User.objects.create_user(email="nobody@example.lv", password="x"),
        )


def test_staff_see_what_would_change_before_they_save(
    catering: dict[str, Any], client: Client
) -> None:
    client.force_login(User.objects.create_superuser(email="staff@example.lv", password="x"))
    weighed = dict.fromkeys(Weights().as_mapping(), 0) | {"text": 100}
    address = "/admin/matching/weights/"
    assert client.get(address).status_code in {200, 302}
    response = client.post(address, weighed | {"preview": ""})
    if response.status_code == 200:
        assert "Pusdienlapa" in response.content.decode()
        refused = client.post(address, weighed | {"text": 101, "save": ""})
        assert refused.status_code == 200 and not Weights.objects.exists()


def test_the_api_explains_every_match(catering: dict[str, Any], client: Client) -> None:
    known(catering["need"], "need-1")
    found = client.get("/api/v1/needs/need-1/matches?lang=en&limit=1").json()
    assert found[0]["name"] == "Ēdnīca" and found[0]["url"].startswith("/en/organisations/")
    keys = {"type", "id", "name", "url", "score", "reasons", "gaps", "adequate", "sample"}
    assert set(found[0]) == keys
    assert found[0]["adequate"] is (found[0]["score"] >= ADEQUATE)
    assert all(
        set(reason) == {"kind", "label", "weight", "evidence"} for reason in found[0]["reasons"]
    )
    body = {
        "text": "Skolēnu ēdināšana",
        "lang": "lv",
        "cpv": ["48000000-8"],
        "types": ["organisation"],
    }
    posted = client.post("/api/v1/match", body, content_type="application/json")
    assert posted.status_code == 200 and posted.json()[0]["name"] == "Ēdnīca"
    assert posted["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ("no json", 400, "body"),
        ("[]", 400, "body"),
        ({}, 400, "text"),
        ({"text": 5}, 400, "text"),
        ({"text": "x" * 100_001}, 413, "text"),
        ({"text": "x", "lang": "de"}, 400, "lang"),
        ({"text": "x", "cpv": ["48000000-1"]}, 400, "cpv"),
        ({"text": "x", "cpv": ["30000000-9"]}, 400, "cpv"),
        ({"text": "x", "sectors": ["none"]}, 400, "sectors"),
        ({"text": "x", "types": ["need"]}, 400, "types"),
        ({"text": "x", "limit": 101}, 400, "limit"),
        ({"text": "x", "limit": True}, 400, "limit"),
        ({"text": "x", "more": 1}, 400, "more"),
    ],
)
def test_the_api_names_what_is_wrong(
    client: Client, software: Any, body: Any, status: int, field: str
) -> None:
    response = client.post("/api/v1/match", body, content_type="application/json")
    assert response.status_code == status
    assert response.json()["error"]["field"] == field


def test_a_body_too_large_is_refused(client: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 50
    response = client.post("/api/v1/match", {"text": "x" * 100}, content_type="application/json")
    assert response.status_code == 413 and response.json()["error"]["field"] == "body"


def test_codes_are_suggested_in_the_language_asked(
    client: Client, software: Any, roads: Any
) -> None:
    Cpv.objects.filter(slug="45233000").update(label_en="Road works", label_lv="Ceļu darbi")
    found = client.get(
        "/api/v1/cpv-suggestions", {"text": "ielas un ceļa pārbūve", "lang": "en"}
    ).json()
    assert {"code": "45233000", "label": "Road works"}.items() <= found[0].items()
    assert client.get("/api/v1/cpv-suggestions").json()["error"]["field"] == "text"
    assert client.get("/api/v1/cpv-suggestions?text=a&lang=de").status_code == 400


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_a_need_described_in_words_is_matched_with_reasons_and_codes_to_choose(
    catering: dict[str, Any], client: Client, lang: str
) -> None:
    address = f"/{lang}/needs/describe/"
    assert client.get(address).status_code == 200
    page = client.get(
        address, {"text": "Skolēnu ēdināšanas uzskaite", "cpv": "48000000"}
    ).content.decode()
    assert (
        "Ēdnīca" in page
        and 'value="48000000" checked' in page
        and "Skolēnu ēdināšanas uzskaites programmatūra" in page
    )
    assert client.get(address, {"text": " "}).status_code == 400
    assert client.get(address, {"text": "a", "other": "48000000-1"}).status_code == 400
    assert client.get(address, {"text": "a", "sector": "none"}).status_code == 400
    assert client.get(address, {"text": "qqq"}).status_code == 200


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Try again in a minute"), ("lv", "Mēģiniet vēlreiz pēc minūtes")]
)
def test_who_describes_too_often_is_asked_to_wait_and_keeps_the_words(
    catering: dict[str, Any], client: Client, settings: Any, lang: str, words: str
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"describe": "1/m/ip"}
    address, asked = f"/{lang}/needs/describe/", {"text": "Skolēnu ēdināšanas uzskaite"}
    assert client.get(address, asked).status_code == 200
    refused = client.get(address, asked)
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    page = refused.content.decode()
    assert words in page and asked["text"] in page and "Ēdnīca" not in page
    # Others may ask, and the empty form costs nothing.
    assert client.get(address, asked, REMOTE_ADDR="203.0.113.9").status_code == 200
    assert client.get(address).status_code == 200


def test_the_api_matches_as_often_as_its_limit_says_and_refuses_in_its_own_words(
    catering: dict[str, Any], client: Client, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"match": "1/m/ip"}
    known(catering["need"], "need-1")
    paths = ("needs/need-1/matches", "cpv-suggestions?text=road")
    bad = client.post("/api/v1/match", {"text": 5}, content_type="application/json")
    assert bad.status_code == 400
    # What is refused anyway is not counted.
    assert client.get(f"/api/v1/{paths[0]}").status_code == 200
    answers = [client.get(f"/api/v1/{path}") for path in paths]
    answers.append(client.post("/api/v1/match", {"text": "a"}, content_type="application/json"))
    for answer in answers:
        assert (answer.status_code, answer["Retry-After"]) == (429, "60")
        assert answer.json()["error"]["code"] == "too_many"


def test_a_need_shows_what_meets_it(catering: dict[str, Any], client: Client) -> None:
    page = client.get(f"/lv/needs/{catering['need'].slug}/").content.decode()
    assert "Ēdnīca" in page and "Ceļinieks" not in page


def test_matching_is_measured_beside_text_alone(
    catering: dict[str, Any], tmp_path: Path, capsys: Any
) -> None:
    file = tmp_path / "judgments.csv"
    known(catering["fits"], "firm")
    file.write_text(
        f"need,id,grade\n{catering['need'].slug},firm,3\nnone,firm,1\n", encoding="utf-8"
    )
    call_command("evaluate_matching", str(file))
    said = capsys.readouterr()
    assert "MRR          1.0000" in said.out and "none: no such need" in said.err
    for bad in ("a,b\n1,2\n", "need,id,grade\nx,y,many\n", "need,id,grade\n"):
        file.write_text(bad, encoding="utf-8")
        with pytest.raises(CommandError):
            call_command("evaluate_matching", str(file))


def test_a_reference_is_evidence_as_a_contract_is(index: Any, software: Any) -> None:
    firm = organisation(name_en="", name_lv="Darītājs")
    done = reference(organisation=firm, title_lv="Lietvedības sistēma skolām", year=2025)
    done.cpv.set([software])
    done.save()
    search_services.rebuild()
    found = match_text(text="Skolu lietvedības sistēma", lang="lv", cpv=["48000000"])
    assert names(found) == ["Darītājs"]
    assert found[0].reasons[0].deed is not None and found[0].reasons[0].deed.kind == "reference"


def test_what_labels_found_may_be_forgotten_by_another_thread_at_any_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Forgotten(dict[Any, Any]):
        """Is emptied as soon as anybody has looked into it."""

        def __contains__(self, key: object) -> bool:
            found = super().__contains__(key)
            self.clear()
            return found

        def get(self, key: Any, default: Any = None) -> Any:
            found = super().get(key, default)
            self.clear()
            return found

    monkeypatch.setattr(search_services, "standing", lambda: "same")
    monkeypatch.setattr(match, "_by_label", Forgotten({"same": {("roads", "en"): []}}))
    assert match._known_of_labels() == {("roads", "en"): []}


def test_what_shares_most_at_first_sight_is_compared_and_no_more(
    catering: dict[str, Any], software: Any
) -> None:
    kept = snapshot.current()
    candidates = kept.candidates([("organisation", catering["fits"].pk)])
    needs = list(Need.objects.public().order_by("pk"))
    order = [need.pk for need, _ in nearest(needs, candidates, kept, most=10)]
    assert set(order) == {need.pk for need in needs}
    assert [need.pk for need, _ in nearest(needs[::-1], candidates, kept, most=1)] == order[:1]
    assert order[0] == catering["need"].pk
