"""Every number of the API is that of a count by hand over the exported catalogue."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from bench.counts import TYPES, Catalogue, Question, compare
from search import services

pytestmark = pytest.mark.django_db

ENTRIES = 300


def test_counts_are_those_of_a_count_over_the_export(
    index: Any, client: Client, tmp_path: Path
) -> None:
    file = tmp_path / "catalogue.jsonl"
    call_command("load_vocabularies", verbosity=0)
    call_command("make_catalogue", size=ENTRIES, seed=5, out=file)
    call_command("import_catalogue", str(file), publish=True)
    call_command("export_catalogue", str(file))
    services.rebuild()
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    catalogue = Catalogue.of(lines)
    assert {kind for kind, _id in catalogue.facts} == {*TYPES}
    asked: list[list[tuple[str, str]]] = []

    def ask(parameters: Any) -> Any:
        asked.append(parameters)
        return client.get("/api/v1/search", parameters).json()

    assert list(compare(catalogue, ask, seed=3)) == []
    assert any(name == "q" for parameters in asked for name, _value in parameters)


def test_a_wrong_count_is_noticed() -> None:
    line = {"type": "solution", "id": "s", "providers": [], "name": {"en": "Sample"}, "trl": 7}
    catalogue = Catalogue.of([line])
    assert catalogue.matching(Question(filters={"trl": ("7",)}), frozenset(catalogue.facts))
    answer = {
        "total": 1,
        "results": [{"type": "solution", "id": "s"}],
        "facets": [
            {"name": "trl", "options": [{"value": "7", "count": 2, "selected": True}]},
        ],
    }
    assert list(compare(catalogue, lambda _parameters: answer, seed=1, combinations=4))
