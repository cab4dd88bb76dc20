"""One measured figure and its limit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in which unit, and the most it may be; with `least` the least, with None there is no limit."""

    name: str
    value: float
    unit: str
    limit: float | None
    least: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether the value is within its limit."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.least else self.value <= self.limit

    @property
    def row(self) -> str:
        """Return the figure as a line of a table in Markdown."""
        within = "" if self.limit is None else f"{self._sign} {self.limit:g} {self.unit}".strip()
        verdict = "" if self.holds else ": no"
        return f"| {self.name} | {self._seen} {self.unit} | {within}{verdict} |".replace("  ", " ")

    @property
    def _sign(self) -> str:
        return "≥" if self.least else "≤"

    @property
    def _seen(self) -> str:
        return f"{self.value:,.2f}" if self.value < 10 else f"{self.value:,.0f}"

    def __str__(self) -> str:
        verdict = "ok" if self.holds else "OVER"
        limit = "" if self.limit is None else f"({self._sign} {self.limit:g})"
        return f"{verdict:<5} {self.name:<60} {self._seen:>9} {self.unit:<3} {limit}".rstrip()
