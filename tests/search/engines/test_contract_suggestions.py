"""What is offered while somebody types, alike by every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from search.contract.document import Document
from search.contract.engine import Engine
from tests.search.engines.catalogue import document

Filled = Callable[[Iterable[Document]], Engine]


def test_notices_of_one_name_are_offered_once_and_suppliers_each(filled: Filled) -> None:
    engine = filled(
        [
            document(1, "Museum system", type="need"),
            document(2, "Museum System", type="need"),
            document(3, "Museum system", type="reference"),
            document(4, "Museum system", type="organisation", supply=True),
            document(5, "Museum system", type="organisation", supply=True),
            document(6, "Museum system"),
            document(7, "Museum guides", type="need"),
        ]
    )
    offered = [(one.type, one.text) for one in engine.suggest("museum", lang="en", limit=8)]
    assert [kind for kind, _ in offered[:3]].count("organisation") == 2
    assert [kind for kind, _ in offered].count("reference") == 1
    assert sorted(text.lower() for kind, text in offered if kind == "need") == [
        "museum guides",
        "museum system",
    ]
    assert len(engine.suggest("museum", lang="en", limit=4)) == 4
