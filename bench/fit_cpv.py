"""Fit the linear model of CPV suggestions, and measure it on procedures held out.

`python -m bench.fit_cpv measure` prints the share of held-out titles whose division is among the first three
suggestions and whose group is among the first five, for each of the five parts of the data;
`python -m bench.fit_cpv write` fits all of it and writes the data file. Needs scikit-learn, which the site does not.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import sys
from math import log
from pathlib import Path

from directory.matching.scoring.suggest import Coded, Likeness, Linear, Suggester, features

ROOT = Path(__file__).resolve().parents[1]
KNOWN = ROOT / "directory/matching/data/known_needs.csv"
MODEL = ROOT / "directory/matching/data/cpv_weights.tsv.gz"
LABELS = ROOT / "directory/taxonomy/data/cpv.csv"
PARTS = 5
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
        [{name: 1 + log(count) for name, count in features(one.text).items()} for one in texts]
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
    by_label = Likeness([features(one.text) for one in every])
    for held_out in range(PARTS):
        known = [one for procedure, one in rows if part(procedure) != held_out]
        asked = [one for procedure, one in rows if part(procedure) == held_out]
        linear = Linear.read(fit(known, every))
        by_text = Likeness([features(one.text) for one in known])
        suggester = Suggester(every, known, linear=linear, parts=(by_label, by_text))
        division = group = 0
        for one in asked:
            codes = [code for code, _ in suggester.suggest(one.text, limit=5)]
            division += one.code[:2] in {code[:2] for code in codes[:3]}
            group += one.code[:3] in {code[:3] for code in codes}
        print(
            f"part {held_out}: {len(asked)} titles, division {division / len(asked):.3f}, "
            f"group {group / len(asked):.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "measure")
