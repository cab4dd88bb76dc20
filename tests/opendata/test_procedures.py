"""The API tells what is public of a need's procedure, and nobody who asked or responded."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from directory.catalogue.models import Organisation
from directory.needs.choices import OutcomeKind
from directory.needs.models import FurtherWinner, Outcome, Response, Undertaking
from directory.needs.services.questions import ask, publish_answers, write_answer
from tests.accounts.people import person
from tests.needs.procedures import SECRET, body, company, open_need, send

pytestmark = pytest.mark.django_db


def told(client: Client, need: Any) -> Any:
    answer = client.get(f"/api/v1/needs/directory:{need.pk}")
    assert answer.status_code == 200
    return answer.json()


def test_a_need_tells_its_procedure_and_no_person(client: Client) -> None:
    buyer, admin = body()
    firm, keeper = company("firm@example.org")
    need = open_need(buyer)
    send(need, firm, keeper)
    question = ask(need=need, text="Vai dati ir?", by=person("asker@example.org"))
    ask(need=need, text="Vai vēl kāds?", by=person("other@example.org"))
    write_answer(question=question, text="Jā, ir.", by=admin)
    publish_answers(need=need, by=admin)
    found = told(client, need)
    assert found["responses_here"] is True
    assert found["criteria"] == [
        {"name": {"lv": "Precizitāte"}, "weight": 70},
        {"name": {"en": "Cost"}, "weight": 30},
    ]
    assert [one["answer"] for one in found["questions"]] == ["Jā, ir."]
    assert [one["kind"] for one in found["changes"]] == ["answered"]
    assert "outcome" not in found
    assert "working_on_it" not in found
    for private in ("example.org", SECRET, firm.name_en, "Vai vēl kāds?"):
        assert private not in str(found)


def test_an_outcome_names_all_winners_and_who_works_on_a_need_is_told(client: Client) -> None:
    buyer, _admin = body()
    need = open_need(buyer)
    firms = [company(f"{name}@example.org") for name in ("one", "two")]
    for firm, keeper in firms:
        send(need, firm, keeper)
    first, second = Response.objects.order_by("pk")
    outcome = Outcome.objects.create(
        need=need, kind=OutcomeKind.AWARDED, winner=first, statement_lv="Abi", responses_count=2
    )
    FurtherWinner.objects.create(outcome=outcome, winner=second)
    Undertaking.objects.create(need=need, organisation=firms[0][0], sentence_en="Measuring")
    found = told(client, need)
    assert found["outcome"]["winners"] == [
        {"organisation": f"directory:{firm.pk}"} for firm, _keeper in firms
    ]
    assert found["outcome"]["statement"] == {"lv": "Abi"}
    (working,) = found["working_on_it"]
    assert working["sentence"] == {"en": "Measuring"}
    listed = client.get("/api/v1/needs").json()["results"]
    assert [one["outcome"]["kind"] for one in listed] == ["awarded"]
    # Who is not in public any more is not told of, by an empty place neither.
    Organisation.objects.filter(pk=firms[0][0].pk).update(live=False)
    assert told(client, need)["outcome"]["winners"] == [
        {"organisation": f"directory:{firms[1][0].pk}"}
    ]


def test_a_list_of_needs_costs_the_same_however_many_there_are(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    buyer, _admin = body()
    for _number in range(3):
        open_need(buyer)
    client.get("/api/v1/needs")
    with django_assert_max_num_queries(40):
        client.get("/api/v1/needs")
