"""The vocabularies that come with the site."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "directory" / "taxonomy" / "data"


@pytest.mark.parametrize("name", ["sectors", "technologies", "certifications"])
def test_no_word_names_two_terms_of_a_vocabulary(name: str) -> None:
    """“Predictive maintenance” once meant forecasting too, and shelf planners led its results."""
    terms: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for lang in ("en", "lv"):
                for text in (row[f"label_{lang}"], *row[f"synonyms_{lang}"].split("|")):
                    if text:
                        terms[lang, text.casefold()].add(row["slug"])
    assert {text: sorted(slugs) for text, slugs in terms.items() if len(slugs) > 1} == {}
