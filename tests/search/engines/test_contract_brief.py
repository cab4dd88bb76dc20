"""The rules that hold for every engine: what is answered to who wants the totals alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from search.contract.document import Document
from search.contract.engine import Engine
from search.contract.query import SearchQuery
from tests.search.engines.catalogue import counted, document, ids

Fill = Callable[[Iterable[Document]], Engine]

ENTRIES = [
    *(document(number, f"River {number}", sector=("water",)) for number in range(1, 8)),
    document(40, "River trees", sector=("forest",)),
    document(42, "River stops", type="dataset"),
]


@pytest.mark.parametrize("text", ["", "river", "trees"])
@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"sector": ("water",)},
        {"type": ("dataset",)},
        {"type": ("solution",), "sector": ("forest",)},
    ],
)
def test_totals_by_type_are_those_of_the_whole_answer(
    filled: Fill, text: str, filters: dict[str, tuple[str, ...]]
) -> None:
    engine = filled(ENTRIES)
    query = SearchQuery(text=text, filters=filters)
    whole, brief = engine.search(query), engine.search(replace(query, brief=True))
    assert brief.total == whole.total
    assert brief.total == len(ids(whole))
    assert not brief.hits
    assert counted(brief)["type"] == counted(whole)["type"]
    assert not any(any(counted(brief)[facet].values()) for facet in ("sector", "kind"))
