"""The screens of shortlists: from a need to the file in hand, and what is refused on the way."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from directory.buyers.models import Decision, Shortlist
from tests.buyers.test_shortlists import frozen
from tests.needs.procedures import body

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(client: Client, city: dict[str, Any]) -> str:
    client.force_login(city["person"])
    return f"/en/workspace/{city['body'].slug}/shortlists/"


def test_from_a_need_to_the_file(client: Client, city: dict[str, Any], place: str) -> None:
    assert "No list was frozen yet." in client.get(place).text
    values = {"token": str(uuid.uuid4()), "need": city["need"].slug, "limit": "10"}
    answer = client.post(f"{place}new/", values, follow=True)
    row = Shortlist.objects.get()
    assert answer.status_code == 200
    assert "Ranked matches as they were" in answer.text
    client.post(
        f"{place}{row.pk}/entries/1/", {"e1-verdict": "in", "e1-reason": "Has done it for us"}
    )
    page = client.get(f"{place}{row.pk}/").text
    assert "Has done it for us" in page
    for kind, begins in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF")):
        answer = client.get(f"{place}{row.pk}/export/{kind}/")
        assert answer.content.startswith(begins)
        assert f"shortlist-{row.pk}.{kind}" in answer["Content-Disposition"]
    latvian = client.get(f"/lv/workspace/{city['body'].slug}/shortlists/{row.pk}/").text
    assert "Has done it for us" in latvian


def test_from_a_described_need_to_the_file(client: Client, place: str) -> None:
    values = {"token": str(uuid.uuid4()), "text": "Skolēnu ēdināšana", "limit": "10"}
    answer = client.post(f"{place}new/", values, follow=True)
    assert answer.status_code == 200
    assert "Skolēnu ēdināšana" in answer.text
    row = Shortlist.objects.get()
    for kind in ("csv", "xlsx", "pdf"):
        assert client.get(f"{place}{row.pk}/export/{kind}/").status_code == 200


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Choose a need, or describe one."),
        ({"need": "no-such-need"}, "There is no such published need."),
        ({"text": "x" * 20_001}, "at most 20000 characters"),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
        ({"text": "ēdināšana", "cpv": "99999999"}, "Not among the CPV codes"),
        ({"text": "zzqqxx"}, "Nothing in the directory matches"),
        ({"text": "ēdināšana", "limit": "9999"}, "9999 is not one of the available choices"),
        ({"text": "ēdināšana", "token": "x"}, "Enter a valid UUID"),
    ],
)
def test_bad_input_is_named(client: Client, place: str, values: dict[str, str], said: str) -> None:
    answer = client.post(f"{place}new/", {"token": str(uuid.uuid4()), "limit": "20"} | values)
    assert answer.status_code == 400
    assert said in answer.text
    assert not Shortlist.objects.exists()


def test_a_need_and_a_description_at_once_are_refused(
    client: Client, city: dict[str, Any], place: str
) -> None:
    values = {
        "token": str(uuid.uuid4()),
        "need": city["need"].slug,
        "text": "ēdināšana",
        "limit": "20",
    }
    answer = client.post(f"{place}new/", values)
    assert answer.status_code == 400
    assert "not both" in answer.text


def test_a_decision_without_reason_is_refused_at_its_field(
    client: Client, city: dict[str, Any], place: str
) -> None:
    row = frozen(city)
    answer = client.post(f"{place}{row.pk}/entries/1/", {"e1-verdict": "in", "e1-reason": ""})
    assert answer.status_code == 400
    assert 'id="id_e1-reason_error"' in answer.text
    assert not Decision.objects.exists()
    for path in ("999/entries/1/", f"{row.pk}/entries/99/", f"{10**30}/entries/1/"):
        assert client.post(f"{place}{path}", {}).status_code == 404
    assert client.get(f"{place}{row.pk}/export/exe/").status_code == 404


def test_another_body_finds_nothing(client: Client, city: dict[str, Any]) -> None:
    row = frozen(city)
    other, stranger = body("other@example.org")
    client.force_login(stranger)
    for place in (city["body"].slug, other.slug):
        for step in ("", "export/csv/"):
            path = f"/en/workspace/{place}/shortlists/{row.pk}/{step}"
            assert client.get(path).status_code == 404
