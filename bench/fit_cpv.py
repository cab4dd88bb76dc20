"""Fit the weights of CPV suggestions, and measure them on procedures held out.

`python -m bench.fit_cpv measure` prints the share of held-out titles whose division is among the first three
suggestions and whose group is among the first five, for each of the five parts of the data, then of all titles and of
those that also stand in English, in both languages; a number after it cuts the parts in another way.
`python -m bench.fit_cpv combine` prints what `scoring/suggest.py` should weigh each kind of evidence by, fitted to the
titles held out; `python -m bench.fit_cpv write` fits all of it and writes the data file. Needs scikit-learn, which the
site does not.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import Any

from directory.matching.scoring.suggest import Coded, Linear, Suggester, features
from directory.matching.services.works import unweighed

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "directory/matching/data"
KNOWN = DATA / "known_needs.csv"
ENGLISH = DATA / "english_titles.csv"
PHRASES = DATA / "cpv_phrases.csv"
MODEL = DATA / "cpv_weights.tsv.gz"
LABELS = ROOT / "directory/taxonomy/data/cpv.csv"
PARTS = 5
WORKS = unweighed()
#: Digits of a class → what a label counts beside a title.
_LEVELS = {2: 0.3, 3: 0.1}
#: What a phrase counts beside a title.
_PHRASE = 0.8
_LEAST = 0.04


@dataclass(frozen=True, slots=True)
class Held:
    """A part of the titles, and what suggests from the others."""

    suggester: Suggester
    asked: list[tuple[str, Coded]]


def fit(known: list[Coded], labels: list[Coded], phrases: list[Coded]) -> list[str]:
    """Return the lines of the data file: the intercepts, then each feature with its rarity and weights."""
    import numpy as np
    from scipy import sparse
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.svm import LinearSVC

    texts = [*labels, *phrases, *known]
    vectorizer = DictVectorizer()
    counts = vectorizer.fit_transform(
        [{name: 1 + log(count) for name, count in read(one.text).items()} for one in texts]
    )
    transformer = TfidfTransformer()
    matrix = sparse.csr_matrix(transformer.fit_transform(counts))
    names = vectorizer.get_feature_names_out()
    weights: dict[str, list[str]] = {name: [] for name in names}
    heads = []
    for digits, share in _LEVELS.items():
        classes = np.array([one.code[:digits] for one in texts])
        counted = np.r_[
            share * np.ones(len(labels)), _PHRASE * np.ones(len(phrases)), np.ones(len(known))
        ]
        model = LinearSVC(C=1).fit(matrix, classes, sample_weight=counted)
        heads += [
            f"{name}:{value:.3f}"
            for name, value in zip(model.classes_, model.intercept_, strict=True)
        ]
        rows, columns = np.nonzero(np.abs(model.coef_) >= _LEAST)
        for row, column in zip(rows, columns, strict=True):
            weights[names[column]].append(
                f"{model.classes_[row]}:{round(100 * model.coef_[row, column])}"
            )
    lines = ["\t".join(["", "", *heads])]
    lines += [
        "\t".join([name, f"{rarity:.3f}", *weights[name]])
        for name, rarity in zip(names, transformer.idf_, strict=True)
    ]
    return lines


@cache
def read(text: str) -> Counter[str]:
    """Return the features of a text, as suggestions read them."""
    return features(text, WORKS)


def part(procedure: str, cut: str = "") -> int:
    """Return the part of the data that a procedure belongs to; another cut makes other parts."""
    return int(hashlib.sha256(f"{cut}{procedure}".encode()).hexdigest(), 16) % PARTS


def known_titles() -> list[tuple[str, Coded]]:
    """Return number of the procedure, title and code of the known needs."""
    with KNOWN.open(encoding="utf-8", newline="") as lines:
        return [
            (row["procedure"], Coded(row["title"], row["cpv"])) for row in csv.DictReader(lines)
        ]


def known_labels() -> list[Coded]:
    """Return every label of every code, in both languages."""
    with LABELS.open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines))
    return [Coded(row[name], row["slug"]) for row in found for name in ("label_en", "label_lv")]


def known_phrases() -> list[Coded]:
    """Return what buyers call the things of a code, in both languages."""
    with PHRASES.open(encoding="utf-8", newline="") as lines:
        return [
            Coded(phrase.strip(), row["cpv"])
            for row in csv.DictReader(lines)
            for name in ("phrases_lv", "phrases_en")
            for phrase in row[name].split(";")
        ]


def held_out(cut: str = "") -> Iterator[Held]:
    """Yield each part of the titles with what suggests from the other four."""
    rows, labels, phrases = known_titles(), known_labels(), known_phrases()
    for number in range(PARTS):
        known = [one for procedure, one in rows if part(procedure, cut) != number]
        linear = Linear.read(fit(known, labels, phrases))
        yield Held(
            Suggester(labels, known, linear=linear, phrases=phrases, read=read),
            [(procedure, one) for procedure, one in rows if part(procedure, cut) == number],
        )


def measure(cut: str) -> None:
    """Print what held-out titles find."""
    both = _in_both_languages()
    told: dict[str, list[tuple[bool, bool]]] = {"all": [], "of these": [], "in English": []}
    for number, held in enumerate(held_out(cut)):
        part_of_all = [_found(held.suggester, one.text, one.code) for _, one in held.asked]
        told["all"] += part_of_all
        print(f"part {number}: {_shares(part_of_all)}", flush=True)
        for (procedure, one), found_it in zip(held.asked, part_of_all, strict=True):
            if (procedure, one.code) in both:
                told["of these"].append(found_it)
                english = both[procedure, one.code]
                told["in English"].append(_found(held.suggester, english, one.code))
    for name, results in told.items():
        print(f"{name}: {_shares(results)}")


def combine(cut: str) -> None:
    """Print the weights of a logistic regression over the groups, by what speaks for each in held-out titles."""
    import numpy as np
    from scipy.optimize import minimize

    rows, right = [], []
    names: list[str] = []
    for held in held_out(cut):
        for _, one in held.asked:
            evidence = held.suggester.evidence(one.text)
            names = sorted(evidence)
            # Of a whole division: its group ends on a nought.
            rows.append(
                [
                    [*(value for pair in evidence[name] for value in pair), name.endswith("0")]
                    for name in names
                ]
            )
            right.append(names.index(one.code[:3]))
    matrix = np.array(rows, dtype=np.float32)

    def loss(weights: Any) -> tuple[float, Any]:
        points = matrix @ weights
        points -= points.max(1, keepdims=True)
        shares = np.exp(points) / np.exp(points).sum(1, keepdims=True)
        chosen = matrix[np.arange(len(right)), right]
        slope = (np.einsum("nc,nck->k", shares, matrix) - chosen.sum(0)) / len(right)
        missed = -np.log(shares[np.arange(len(right)), right] + 1e-12).mean()
        return missed + 5e-4 * float(weights @ weights), slope + 1e-3 * weights

    found = minimize(loss, np.full(matrix.shape[2], 0.1), jac=True, method="L-BFGS-B")
    print("margin, text, label, phrase, prior at both levels; whole:", np.round(found.x, 2))


def write() -> None:
    """Write the data file."""
    text = "\n".join(fit([one for _, one in known_titles()], known_labels(), known_phrases()))
    MODEL.write_bytes(gzip.compress(f"{text}\n".encode(), 9, mtime=0))


def main(what: str, cut: str) -> None:
    """Measure, combine or write."""
    if what == "write":
        write()
    elif what == "combine":
        combine(cut)
    else:
        measure(cut)


def _found(suggester: Suggester, text: str, code: str) -> tuple[bool, bool]:
    """Return whether the division is among the first three suggestions, and the group among the first five."""
    codes = [one for one, _ in suggester.suggest(text, limit=5)]
    return code[:2] in {one[:2] for one in codes[:3]}, code[:3] in {one[:3] for one in codes}


def _shares(results: list[tuple[bool, bool]]) -> str:
    division, group = (sum(one) / len(results) for one in zip(*results, strict=True))
    return f"{len(results)} titles, division {division:.3f}, group {group:.3f}"


def _in_both_languages() -> dict[tuple[str, str], str]:
    """Return number of the procedure and code → English title, as the site would read it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings.development")
    import django

    django.setup()
    from directory.matching.services.cpv import in_both_languages

    with ENGLISH.open(encoding="utf-8", newline="") as lines:
        return {
            (row["procedure"], row["cpv"]): in_both_languages(row["title"])
            for row in csv.DictReader(lines)
        }


if __name__ == "__main__":
    arguments = [*sys.argv[1:], "", ""]
    main(arguments[0], arguments[1])
