"""Suggest CPV codes for a text in either language."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from directory.matching.records import CpvSuggestion
from directory.matching.scoring.check import language_of
from directory.matching.scoring.suggest import Coded, Linear, Suggester
from directory.matching.scoring.words import words
from directory.matching.services.works import unweighed
from directory.taxonomy.models import VOCABULARIES, Cpv
from search import changes, indexing
from search.contract.text import clean, stems

DATA = Path(__file__).resolve().parents[1] / "data"
WEIGHTS = DATA / "cpv_weights.tsv.gz"
PHRASES = DATA / "cpv_phrases.csv"
KNOWN = DATA / "known_needs.csv"
ENGLISH = DATA / "english_words.csv"
ALIGNED = DATA / "aligned_words.csv"
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
    asked = in_both_languages(text)
    for code, score in _suggester(stamp, vocabulary.newest).suggest(asked, limit=limit):
        term = vocabulary.named(code)
        if term is not None:
            label = term.label.get(lang) or next(iter(term.label.values()), "")
            found.append(CpvSuggestion(term.slug, label, round(score, 4)))
    return found


def in_both_languages(text: str) -> str:
    """Return a text with the Latvian of the words that English titles use, because the needs known are Latvian.

    What is Latvian stays as it is.
    """
    if language_of(text) == "lv":
        return text
    said = dict.fromkeys(
        word for piece in words(text) for stem in piece for word in _latvian().get(stem, ())
    )
    return " ".join([text, *said])


@lru_cache(maxsize=1)
def _latvian() -> Mapping[str, tuple[str, ...]]:
    """Return stem of an English word → its Latvian words: of titles by hand, else those of the vocabularies."""
    by_hand = _read_words(ENGLISH)
    return {**_read_words(ALIGNED), **by_hand}


def _read_words(path: Path) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            stem = next(iter(stems(row["english"], ("en",))), row["english"])
            found[stem] = (*found.get(stem, ()), *row["latvian"].split())
    return found


def known_needs() -> Iterator[tuple[str, Coded]]:
    """Yield the number of the procedure with title and code of needs whose codes are known."""
    with KNOWN.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row["procedure"], Coded(row["title"], row["cpv"])


def known_phrases() -> Iterator[Coded]:
    """Yield what buyers call the things of a code, in both languages."""
    with PHRASES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for lang in ("lv", "en"):
                for phrase in row[f"phrases_{lang}"].split(";"):
                    yield Coded(phrase.strip(), row["cpv"])


def labels() -> Iterator[Coded]:
    """Yield every label of every code, in both languages."""
    for term in indexing.snapshot()[Cpv].in_order():
        for line in term.label.values():
            yield Coded(line, term.slug)


@lru_cache(maxsize=1)
def _suggester(stamp: int, newest: int) -> Suggester:  # noqa: ARG001  both are parts of the cache's key
    with gzip.open(WEIGHTS, "rt", encoding="utf-8") as lines:
        linear = Linear.read(lines)
    known = (coded for _, coded in known_needs())
    return Suggester(labels(), known, linear=linear, phrases=known_phrases(), works=unweighed())


def forget() -> None:
    """Drop what is kept of labels and known needs."""
    _suggester.cache_clear()
