"""What came of needs is evidence for other needs and a judgment of this one, never evidence of itself."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from directory.buyers.services.decide import decide
from directory.matching.services.deeds import read_deeds
from directory.matching.services.evaluate import evaluate
from directory.matching.services.match import match_need
from directory.needs.models import Need
from directory.needs.services.evaluation import begin_sheet, hand_in, save_scores
from directory.needs.services.outcome import publish_outcome
from search import services as search_services
from tests.buyers.test_shortlists import first, frozen
from tests.needs.procedures import company, open_need, pass_deadline, send

pytestmark = pytest.mark.django_db


def ended(city: dict[str, Any], monkeypatch: Any) -> tuple[Need, Any]:
    """Return a need with an outcome and the company that won it."""
    firm, keeper = company("winner@example.org")
    need = open_need(city["body"], title_lv="Ielu apgaismojuma vadība pēc kustības")
    response = send(need, firm, keeper)
    pass_deadline(monkeypatch)
    begin_sheet(need=need, by=city["person"])
    scores = {(response.pk, one.pk): (9, "Labi") for one in need.criteria.all()}
    save_scores(need=need, by=city["person"], scores=scores)
    hand_in(need=need, by=city["person"])
    publish_outcome(
        need=need, kind="awarded", by=city["person"], winner=response, statement_lv="Labākais"
    )
    search_services.follow()
    return Need.objects.get(pk=need.pk), firm


def deeds(need: Need, firm: Any) -> list[Any]:
    """Return what the firm did, as far as it is a reason for the need."""
    found = [one for one in match_need(need) if one.candidate.key == firm.pk]
    return [reason.deed for one in found for reason in one.reasons if reason.deed is not None]


def test_an_outcome_is_evidence_for_like_needs_but_not_for_its_own(
    city: dict[str, Any], monkeypatch: Any
) -> None:
    other = Need.objects.create(
        title_lv="Ielu apgaismojuma vadība ciemā", buyer=city["body"], kind="challenge"
    )
    need, firm = ended(city, monkeypatch)
    assert {deed.need for deed in deeds(other, firm)} == {need.pk}
    assert deeds(need, firm) == []


def test_what_won_a_need_is_told_once_also_when_its_reference_is_public(
    city: dict[str, Any], monkeypatch: Any
) -> None:
    need, firm = ended(city, monkeypatch)
    (before,) = [deed for deed in read_deeds() if deed.need == need.pk]
    assert (before.kind, before.buyer) == ("contract", city["body"].pk)
    reference = need.outcome.reference
    reference.result_lv = "Puse elektrības"
    reference.save_revision().publish()
    (after,) = [deed for deed in read_deeds() if deed.need == need.pk]
    assert (after.kind, after.key, after.buyer) == ("reference", reference.pk, city["body"].pk)
    assert [deed for deed in read_deeds([firm.pk]) if deed.need] == [after]


def test_outcomes_and_decisions_become_judged_pairs(
    city: dict[str, Any], monkeypatch: Any, tmp_path: Path
) -> None:
    need, firm = ended(city, monkeypatch)
    shortlist = frozen(city)
    entry = first(shortlist)
    decide(entry=entry, verdict="out", reason="Too far", by=city["person"])
    decide(entry=entry, verdict="in", reason="Has done it", by=city["person"])
    target = tmp_path / "judgments.csv"
    call_command("write_judgments", str(target))
    rows = list(csv.DictReader(target.open(encoding="utf-8")))
    pairs = {(row["need"], row["id"]): row["grade"] for row in rows}
    assert pairs[f"directory:{city['need'].pk}", entry.public_id] == "2"
    assert pairs[f"directory:{need.pk}", f"directory:{firm.pk}"] == "3"
    found = evaluate(target)
    assert found.needs == 2 and not found.unknown


def test_without_judgments_nothing_is_written(city: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no outcome"):
        call_command("write_judgments", str(tmp_path / "judgments.csv"))
    assert not (tmp_path / "judgments.csv").exists()
