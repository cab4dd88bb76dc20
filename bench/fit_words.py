"""Learn which Latvian words stand for English ones from labels that the vocabularies hold in both languages.

`python -m bench.fit_words` writes the data file: IBM's first model of translation, fitted in both directions; a pair is
as likely as the geometric mean of the two. What is written by hand (`english_words.csv`) stands before it.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt

from bench.fit_cpv import ROOT
from search.contract.text import STOP_WORDS, clean, stems, tokenize

WORDS = ROOT / "directory/matching/data/aligned_words.csv"
VOCABULARIES = ROOT / "directory/taxonomy/data"
NAMES = ("cpv", "nace", "sectors", "technologies", "data_themes", "public_functions")
ROUNDS = 8
#: How likely the best word and the second one must be.
LIKELY = (0.45, 0.6)
_SHORTEST = 3
_RARE = 1e-4

Pair = tuple[Sequence[str], Sequence[str]]
Table = Mapping[str, Mapping[str, float]]


def pairs() -> Iterator[tuple[list[tuple[str, str]], list[tuple[str, str]]]]:
    """Yield the words of each label in English and in Latvian, stem and form."""
    for name in NAMES:
        with (VOCABULARIES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                english, latvian = _words(row["label_en"], "en"), _words(row["label_lv"], "lv")
                if english and latvian:
                    yield english, latvian


def _words(text: str, lang: str) -> list[tuple[str, str]]:
    return [
        (next(iter(stems(token.surface, (lang,))), token.form), token.surface.lower())
        for piece in clean(text).split()
        for token in tokenize(piece)
        if not token.joined
        and token.form.isalpha()
        and len(token.form) >= _SHORTEST
        and token.form not in STOP_WORDS
    ]


def align(told: Sequence[Pair]) -> Table:
    """Return word → words of the other language with how likely each is; the empty word stands for what has none."""
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for given, said in told:
        for word in (*given, ""):
            table[word].update(dict.fromkeys(said, 1.0))
    for _ in range(ROUNDS):
        counted: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for given, said in told:
            for other in said:
                likely = {word: table[word].get(other, 0.0) for word in (*given, "")}
                total = sum(likely.values()) or 1.0
                for word, value in likely.items():
                    counted[word][other] += value / total
        for word, found in counted.items():
            total = sum(found.values()) or 1.0
            table[word] = {
                other: value / total for other, value in found.items() if value > _RARE * total
            }
    return table


def main() -> None:
    """Write the data file."""
    told = list(pairs())
    there = align([([one for one, _ in en], [one for one, _ in lv]) for en, lv in told])
    back = align([([one for one, _ in lv], [one for one, _ in en]) for en, lv in told])
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for english, latvian in told:
        for stem, form in (*english, *latvian):
            forms[stem][form] += 1
    with WORDS.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["english", "latvian"])
        for stem in sorted({stem for english, _ in told for stem, _ in english}):
            likely = sorted(
                (
                    (sqrt(value * back[other].get(stem, 0.0)), other)
                    for other, value in there[stem].items()
                ),
                reverse=True,
            )
            chosen = [
                _usual(forms[other])
                for (value, other), least in zip(likely, LIKELY, strict=False)
                if value >= least
            ]
            english_form = _usual(forms[stem])
            if chosen and chosen != [english_form]:
                writer.writerow([english_form, " ".join(chosen)])


def _usual(counted: Counter[str]) -> str:
    return min(counted, key=lambda form: (-counted[form], form))


if __name__ == "__main__":
    main()
