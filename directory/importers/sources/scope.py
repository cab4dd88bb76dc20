"""Which tenders concern ICT: by branches of CPV, or by words of their titles."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

SCOPE_FILE = Path(__file__).resolve().parents[1] / "data" / "ict_scope.csv"

#: The reason kept where no line of the list fits.
OUT_OF_SCOPE = "Neither a CPV branch nor a word of the title is in the list of ICT subjects."


class Scope:
    """The list of `ict_scope.csv`: the first line that fits gives the reason."""

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self._branches: list[tuple[str, str]] = []
        self._words: list[tuple[re.Pattern[str], str]] = []
        for kind, value, reason in rows:
            if kind == "cpv":
                self._branches.append((value, f"CPV {value}: {reason}"))
            elif kind == "word":
                self._words.append((_pattern(value), f"“{value}”: {reason}"))
            else:
                raise ValueError(f"unknown kind {kind!r}")

    def reason(self, *, cpv: Iterable[str], title: str) -> str | None:
        """Return why a tender concerns ICT, or None where it does not."""
        codes = list(cpv)
        for branch, reason in self._branches:
            if any(code.startswith(branch) for code in codes):
                return reason
        return next((reason for word, reason in self._words if word.search(title)), None)


@cache
def ict_scope() -> Scope:
    """Return the list as documented beside the file."""
    with SCOPE_FILE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return Scope([(row["kind"], row["value"], row["reason_en"]) for row in rows])


def _pattern(value: str) -> re.Pattern[str]:
    words = []
    for word in value.split():
        stem = re.escape(word.rstrip("*"))
        words.append(rf"\b{stem}\w*" if word.endswith("*") else rf"\b{stem}\b")
    return re.compile(r"[\W_]+".join(words), re.IGNORECASE)
