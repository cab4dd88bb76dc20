"""Fit the linear model of CPV suggestions, and measure it on procedures held out.

`python -m bench.fit_cpv measure` prints the share of held-out titles whose division is among the first three
suggestions and whose group is among the first five, for each of the five parts of the data, then of all titles and of
those that also stand in English, in both languages;
`python -m bench.fit_cpv write` fits all of it and writes the data file. Needs scikit-learn, which the site does not.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import os
import sys
from collections import Counter
from math import log
from pathlib import Path

from directory.matching.scoring.suggest import Coded, Likeness, Linear, Suggester, features
from directory.matching.services.works import unweighed

ROOT = Path(__file__).resolve().parents[1]
KNOWN = ROOT / "directory/matching/data/known_needs.csv"
ENGLISH = ROOT / "directory/matching/data/english_titles.csv"
MODEL = ROOT / "directory/matching/data/cpv_weights.tsv.gz"
LABELS = ROOT / "directory/taxonomy/data/cpv.csv"
PARTS = 5
WORKS = unweighed()
#: Digits of a class → what a label counts beside a title.
_LEVELS = {2: 0.3, 3: 0.1}
_LEAST = 0.04


def fit(known: list[Coded], labels: list[Coded]) -> list[str]:
    """Return the lines of the data file: the intercepts, then each feature with its rarity and weights."""
    import numpy as np
    from scipy import sparse
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.svm import LinearSVC

    texts = [*labels, *known]
    vectorizer = DictVectorizer()
    counts = vectorizer.fit_transform(
        [{name: 1 + log(count) for name, count in read(one).items()} for one in texts]
    )
    transformer = TfidfTransformer()
    matrix = sparse.csr_matrix(transformer.fit_transform(counts))
    names = vectorizer.get_feature_names_out()
    weights: dict[str, list[str]] = {name: [] for name in names}
    heads = []
    for digits, share in _LEVELS.items():
        classes = np.array([one.code[:digits] for one in texts])
        counted = np.r_[share * np.ones(len(labels)), np.ones(len(known))]
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


def read(one: Coded) -> Counter[str]:
    """Return the features of a text, as suggestions read them."""
    return features(one.text, WORKS)


def part(procedure: str) -> int:
    """Return the part of the data that a procedure belongs to."""
    return int(hashlib.sha256(procedure.encode()).hexdigest(), 16) % PARTS


def main(what: str) -> None:
    """Measure or write."""
    with KNOWN.open(encoding="utf-8", newline="") as lines:
        rows = [
            (row["procedure"], Coded(row["title"], row["cpv"])) for row in csv.DictReader(lines)
        ]
    with LABELS.open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines))
    every = [Coded(row[name], row["slug"]) for row in found for name in ("label_en", "label_lv")]
    if what == "write":
        text = "\n".join(fit([one for _, one in rows], every)) + "\n"
        MODEL.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
        return
    both = _in_both_languages()
    by_label = Likeness([read(one) for one in every])
    told: dict[str, list[tuple[bool, bool]]] = {"all": [], "of these": [], "in English": []}
    for held_out in range(PARTS):
        known = [one for procedure, one in rows if part(procedure) != held_out]
        asked = [(procedure, one) for procedure, one in rows if part(procedure) == held_out]
        linear = Linear.read(fit(known, every))
        by_text = Likeness([read(one) for one in known])
        suggester = Suggester(every, known, linear=linear, works=WORKS, parts=(by_label, by_text))
        part_of_all = [_found(suggester, one.text, one.code) for _, one in asked]
        told["all"] += part_of_all
        print(f"part {held_out}: {_shares(part_of_all)}", flush=True)
        for (procedure, one), found_it in zip(asked, part_of_all, strict=True):
            if (procedure, one.code) in both:
                told["of these"].append(found_it)
                english = both[procedure, one.code]
                told["in English"].append(_found(suggester, english, one.code))
    for name, results in told.items():
        print(f"{name}: {_shares(results)}")


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
    main(sys.argv[1] if len(sys.argv) > 1 else "measure")
