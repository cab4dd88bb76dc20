"""Gather what was done and for whom: the evidence that cards and rankings rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from directory.catalogue.models import Reference
from search.indexing.relations import Row, in_languages, rows_of, texts
from search.indexing.words import Texts

MOST_LINES = 200
"""Projects, and contracts, whose words count for one entry: the newest ones."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Hold the public references and the public contracts of one entry."""

    references: list[Row]
    contracts: list[Row]

    @property
    def latest(self) -> int | None:
        """Return the year of the newest piece of evidence that has a date."""
        years = [row["year"] for row in self.references if row["year"]]
        years += [row["awarded_on"].year for row in self.contracts if row["awarded_on"]]
        return max(years, default=None)

    def card(self) -> dict[str, Any]:
        """Return what a card shows of it."""
        return {
            "references": len(self.references),
            "contracts": len(self.contracts),
            "year": self.latest,
        }


def reference_rows(column: str, pks: Sequence[int]) -> list[Row]:
    """Return the public references of organisations, or of solutions."""
    public = Reference.objects.public().filter(**{f"{column}__in": pks})
    return rows_of(public, (column, "year", *in_languages("title", "result", "client")))


def evidence_lines(words: Texts, proof: Evidence) -> None:
    """Add titles, clients and results of references and the titles and buyers of contracts."""
    newest = sorted(proof.references, key=lambda row: (row["year"] or 0, row["pk"]), reverse=True)
    for row in newest[:MOST_LINES]:
        for field in ("title", "client", "result"):
            words.add("references", texts(row, field))
    for row in proof.contracts[-MOST_LINES:]:
        words.line("references", "lv", row["title"])
        words.line("references", "lv", row["buyer_name"])
