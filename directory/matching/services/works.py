"""Read the kinds of work that the project ships."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from directory.matching.scoring.works import Classifier, Kind

_KINDS = Path(__file__).resolve().parents[1] / "data" / "kinds_of_work.csv"
_LANGUAGES = ("en", "lv")


def read_kinds() -> list[Kind]:
    """Return the kinds of work with their names and words."""
    with _KINDS.open(encoding="utf-8", newline="") as lines:
        return [
            Kind(
                slug=row["work"],
                label={lang: row[f"label_{lang}"] for lang in _LANGUAGES},
                words=tuple(word for lang in _LANGUAGES for word in row[f"words_{lang}"].split()),
                is_digital=row["digital"] == "yes",
            )
            for row in csv.DictReader(lines)
        ]


@lru_cache(maxsize=1)
def unweighed() -> Classifier:
    """Return what finds kinds of work in texts, each of which tells as much as any other."""
    return Classifier(read_kinds())
