"""What the serving process keeps for matching stays small, and no entry gets ahead by its age."""

from __future__ import annotations

from typing import Any

import pytest

from directory.catalogue.models import ExternalId, PublicContract
from directory.matching.records import Candidate
from directory.matching.scoring import words
from directory.matching.scoring.score import lot
from directory.matching.services import match as matching
from directory.matching.services import snapshot
from directory.matching.services.demands import demand_of, demand_of_text
from directory.matching.services.match import match, match_text
from directory.needs.models import Need
from directory.taxonomy.models import Cpv
from search import services as search_services
from search.contract.engine import EngineError
from tests.catalogue.factories import organisation, term
from tests.matching.test_matching import contract, known

pytestmark = pytest.mark.django_db


def test_new_words_leave_nothing_kept(index: Any) -> None:
    contract(organisation(name_en="", name_lv="Ēdnīca"), "Skolēnu ēdināšana")
    match_text(text="Skolēnu ēdināšana", lang="lv")
    kept = snapshot.current()
    before, pieces = len(kept._weights), words._kept.cache_info().currsize
    for number in range(50):
        said = " ".join(f"{'qxz' * 14}{number}w{one}" for one in range(20))
        assert match_text(text=f"Ēdināšana {said}", lang="lv")
    # One word more at most, the one that was done.
    assert len(snapshot.current()._weights) <= before + 1
    assert words._kept.cache_info().currsize <= pieces + 1


def test_nobody_is_missing_while_another_thread_reads_the_candidates(
    index: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = ("organisation", organisation(name_en="Firm").pk)
    kept, read, seen = snapshot.current(), snapshot.read_candidates, []

    def slowly(*asked: Any) -> list[Candidate]:
        monkeypatch.setattr(snapshot, "read_candidates", read)
        seen.extend(kept.candidates([key]))
        return read(*asked)

    monkeypatch.setattr(snapshot, "read_candidates", slowly)
    assert kept.candidates([key]) == seen
    assert [one.key for one in seen] == [key[1]]


def test_what_changes_while_it_is_read_is_not_kept_as_it_was(
    index: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm = organisation(name_en="Before")
    key = ("organisation", firm.pk)
    kept, read = snapshot.current(), snapshot.read_candidates

    def slowly(*asked: Any) -> list[Candidate]:
        monkeypatch.setattr(snapshot, "read_candidates", read)
        rows = read(*asked)
        firm.name_en = "After"
        firm.save()
        assert kept.follow()
        return rows

    monkeypatch.setattr(snapshot, "read_candidates", slowly)
    kept.candidates([key])
    assert [one.name["en"] for one in kept.candidates([key])] == ["After"]


def _firms(numbers: list[int]) -> None:
    for number in numbers:
        firm = organisation(name_en="", name_lv=f"Firma {number}")
        known(firm, f"firm-{number}")
        contract(firm, "Skolēnu ēdināšana")


def _drawn() -> list[str]:
    snapshot.forget()
    keys = snapshot.current().doers(demand_of_text(text="Skolēnu ēdināšana", lang="lv"), most=4)
    names = dict(ExternalId.objects.values_list("object_id", "value"))
    return [names[pk] for _, pk in keys]


def test_who_is_among_the_candidates_does_not_hang_on_age(index: Any) -> None:
    _firms(list(range(9)))
    one = _drawn()
    PublicContract.objects.all().delete()
    ExternalId.objects.all().delete()
    _firms(list(range(9))[::-1])
    assert _drawn() == one
    ids = [f"iub:firm-{number}" for number in range(9)]
    assert {f"iub:{name}" for name in one} <= set(ids) and len(set(one)) == 4
    assert lot("organisation", "a") != lot("solution", "a")


@pytest.fixture
def need(index: Any) -> Need:
    software = term(Cpv, "48000000", level=1, check_digit="8")
    contract(organisation(name_en="", name_lv="Ēdnīca"), "Ēdināšanas programma", software)
    need = Need.objects.create(title_lv="Ēdināšanas sistēma", buyer_name="Dome", kind="tender")
    need.cpv.set([software])
    need.save()
    search_services.rebuild()
    return need


def test_labels_are_searched_once_where_the_engine_tells_no_state(
    need: Need, monkeypatch: Any
) -> None:
    asked: list[str] = []
    search = search_services.search
    monkeypatch.setattr(matching.search_services, "standing", lambda: None)
    monkeypatch.setattr(
        matching.search_services,
        "search",
        lambda query: asked.append(f"{query.lang}:{query.text}") or search(query),
    )
    searched: dict[Any, Any] = {}
    for _ in range(3):
        match(demand_of(need), searched=searched)
    assert len(asked) == len(set(asked)) >= 2


def test_a_search_that_failed_is_asked_again(need: Need, monkeypatch: Any) -> None:
    def fail(_query: Any) -> Any:
        raise EngineError("down")

    searched: dict[Any, Any] = {}
    with monkeypatch.context() as broken:
        broken.setattr(matching.search_services, "search", fail)
        match(demand_of(need), searched=searched)
    assert not searched
    match(demand_of(need), searched=searched)
    assert searched
