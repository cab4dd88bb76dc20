"""Awards held out: the winner is looked for among the suppliers that other procedures tell of."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import directory.demo
from directory.matching.services.heldout import evaluate_awards, part_of, read_awards

AWARDS = Path(directory.demo.__file__).parent / "data" / "real" / "iub_awards_need_to_supplier.csv"
#: What the shipped scorer must keep on the real awards, and how far ahead of text alone it stays.
FLOORS = {"MRR": (0.38, 1.4), "hit@10": (0.635, 1.37)}
#: The same where no more than title and code is told of the need.
PLAIN_FLOORS = {"MRR": (0.365, 1.34), "hit@10": (0.63, 1.36)}

pytestmark = pytest.mark.django_db


@pytest.mark.slow
@pytest.mark.usefixtures("_fresh_vocabulary")
def test_winners_of_real_awards_are_found() -> None:
    call_command("load_vocabularies")
    found = evaluate_awards(AWARDS)
    assert found.plain is not None
    for measures, floors in ((found.measures, FLOORS), (found.plain.measures, PLAIN_FLOORS)):
        for name, (floor, ahead) in floors.items():
            ours, text_alone = measures[name]
            assert ours.value >= floor, name
            assert ours.value >= ahead * text_alone.value, name


def test_lots_of_a_procedure_are_never_on_both_sides() -> None:
    awards = read_awards(AWARDS)
    parts: dict[str, set[int]] = {}
    for one in awards:
        parts.setdefault(one.procedure, set()).add(part_of(one.procedure))
    assert all(len(found) == 1 for found in parts.values())
    assert {part for found in parts.values() for part in found} == set(range(5))


@pytest.mark.parametrize(
    "text", ["a,b\n1,2\n", "procedureId,name,cpv,buyerId,winner_regcode\n", "\udcff"]
)
def test_a_file_without_awards_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "awards.csv"
    path.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(CommandError):
        call_command("evaluate_matching", str(path), "--awards")
    with pytest.raises(CommandError):
        call_command("evaluate_matching", str(tmp_path / "none.csv"), "--awards")
