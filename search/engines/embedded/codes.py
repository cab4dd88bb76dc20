"""Code facet values as small integers: the dictionary that goes with one commit of an index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from search.contract.document import Document

SUPPLY: Final = ("", "supply")
"""The value, of no facet, that marks what a search without a type filter answers with."""


class Codes:
    """Know the code of every facet value, and the value of every code; codes are only ever added."""

    def __init__(self, values: Iterable[Sequence[str]] = ()) -> None:
        self.values: list[tuple[str, str]] = [(facet, value) for facet, value in values]
        self._codes = {value: code for code, value in enumerate(self.values)}
        if not self.values:
            self.add(*SUPPLY)

    def __len__(self) -> int:
        return len(self.values)

    def get(self, facet: str, value: str) -> int | None:
        """Return the code of a value, or None for one that no document ever had."""
        return self._codes.get((facet, value))

    def add(self, facet: str, value: str) -> int:
        """Return the code of a value, a new one where it has none."""
        code = self._codes.setdefault((facet, value), len(self.values))
        if code == len(self.values):
            self.values.append((facet, value))
        return code

    def of(self, document: Document) -> list[int]:
        """Return the codes of a document, each once."""
        codes = {self.add("type", document.type)}
        if document.supply:
            codes.add(self.add(*SUPPLY))
        for facet, values in document.facets.items():
            codes.update(self.add(facet, value) for value in values)
        return sorted(codes)
