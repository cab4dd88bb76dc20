"""The judged needs of the demo catalogue: matching must not fall behind what it reached."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

import directory.matching
from directory.matching.services.evaluate import evaluate

JUDGMENTS = Path(directory.matching.__file__).parent / "data" / "judgments.csv"
FLOORS = {"nDCG@10": 0.75, "MRR": 0.85, "hit@10": 0.95}


@pytest.mark.slow
@pytest.mark.django_db
def test_judged_needs_find_what_meets_them(index: Any) -> None:
    call_command("load_vocabularies")
    call_command("load_demo")
    call_command("rebuild_index")
    found = evaluate(JUDGMENTS)
    assert not found.unknown
    for name, floor in FLOORS.items():
        ours, text_alone = found.measures[name]
        assert ours.value >= max(floor, text_alone.value - 0.02), name
