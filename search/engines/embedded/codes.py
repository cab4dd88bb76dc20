"""Code facet values as small integers: the dictionary that goes with one commit of an index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from search.contract.document import Document

SUPPLY: Final = ("", "supply")
"""The value, of no facet, that marks what a search without a type filter answers with."""


class Codes:
    """Know the code of every facet value, and the value of every code; codes are only ever added."""

    def __init__(self, values: Iterable[Sequence[str]] = ()) -> None:
        self.values: list[tuple[str, str]] = [(facet, value) for facet, value in values]
        self._codes = {value: code for code, value in enumerate(self.values)}
        self._by_facet: Mapping[str, list[tuple[str, int]]] | None = None
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
            self._by_facet = None
        return code

    def of(self, document: Document) -> list[tuple[str, int]]:
        """Return the codes of a document with the facets they belong to, each once, the smallest first.

        A column whose values rise within each entry is counted in half the time.
        """
        codes = {self.add("type", document.type): "type"}
        if document.supply:
            codes[self.add(*SUPPLY)] = SUPPLY[0]
        for facet, values in document.facets.items():
            codes.update((self.add(facet, value), facet) for value in values)
        return [(facet, code) for code, facet in sorted(codes.items())]

    def by_facet(self) -> Mapping[str, list[tuple[str, int]]]:
        """Return facet → its values in the order of the alphabet, each with its code; worked out once."""
        if self._by_facet is None:
            found: dict[str, list[tuple[str, int]]] = {}
            for code, (facet, value) in enumerate(self.values):
                found.setdefault(facet, []).append((value, code))
            self._by_facet = {facet: sorted(values) for facet, values in found.items()}
        return self._by_facet
