"""Suggest CPV codes for a text in either language."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from directory.matching.records import CpvSuggestion
from directory.matching.scoring.suggest import Coded, Linear, Suggester
from directory.taxonomy.models import VOCABULARIES, Cpv
from search import changes, indexing
from search.contract.text import clean

WEIGHTS = Path(__file__).resolve().parents[1] / "data" / "cpv_weights.tsv.gz"
KNOWN = Path(__file__).resolve().parents[1] / "data" / "known_needs.csv"
SUGGESTED = 10
MOST_CHARACTERS = 2_000


def suggest_cpv(*, text: str, lang: str, limit: int = SUGGESTED) -> list[CpvSuggestion]:
    """Return the codes that a text may belong to, best first, with labels in a language."""
    text = clean(text)[:MOST_CHARACTERS]
    if not text.strip():
        return []
    vocabulary = indexing.snapshot()[Cpv]
    stamp = changes.vocabulary_stamps().get(VOCABULARIES.index(Cpv), 0)
    found = []
    for code, score in _suggester(stamp, vocabulary.newest).suggest(text, limit=limit):
        term = vocabulary.named(code)
        if term is not None:
            label = term.label.get(lang) or next(iter(term.label.values()), "")
            found.append(CpvSuggestion(term.slug, label, round(score, 4)))
    return found


def known_needs() -> Iterator[tuple[str, Coded]]:
    """Yield the number of the procedure with title and code of needs whose codes are known."""
    with KNOWN.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row["procedure"], Coded(row["title"], row["cpv"])


def labels() -> Iterator[Coded]:
    """Yield every label of every code, in both languages."""
    for term in indexing.snapshot()[Cpv].in_order():
        for line in term.label.values():
            yield Coded(line, term.slug)


@lru_cache(maxsize=1)
def _suggester(stamp: int, newest: int) -> Suggester:  # noqa: ARG001  both are parts of the cache's key
    with gzip.open(WEIGHTS, "rt", encoding="utf-8") as lines:
        linear = Linear.read(lines)
    return Suggester(labels(), (coded for _, coded in known_needs()), linear=linear)


def forget() -> None:
    """Drop what is kept of labels and known needs."""
    _suggester.cache_clear()
