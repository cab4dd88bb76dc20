"""Fit the words by which matching reads the CPV group of a text.

`python -m bench.fit_reading` fits all of the known titles and the labels of both languages and writes the data file.
Needs scikit-learn, which the site does not.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Iterable

from bench.fit_cpv import KNOWN, LABELS, ROOT
from directory.matching.scoring.suggest import Coded
from directory.matching.scoring.words import words

MODEL = ROOT / "directory/matching/data/group_words.tsv.gz"
GROUP = 3
#: What a label counts beside a title.
_LABEL = 0.1
_LEAST = 0.08


def fit(known: Iterable[Coded], labels: Iterable[Coded]) -> list[str]:
    """Return the lines of the data file: the intercepts, then each stem with its rarity and weights."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.linear_model import LogisticRegression

    titles = [one for one in known if _depth(one.code) >= GROUP]
    groups = {one.code[:GROUP] for one in titles}
    named = [one for one in labels if one.code[:GROUP] in groups and _depth(one.code) >= GROUP]
    counts = [
        Counter(stem for word in words(one.text) for stem in word) for one in (*titles, *named)
    ]
    vectorizer, transformer = DictVectorizer(), TfidfTransformer(sublinear_tf=True)
    matrix = transformer.fit_transform(vectorizer.fit_transform(counts))
    counted = [1.0] * len(titles) + [_LABEL] * len(named)
    classes = [one.code[:GROUP] for one in (*titles, *named)]
    model = LogisticRegression(C=10, max_iter=300).fit(matrix, classes, sample_weight=counted)
    heads = [
        f"{name}:{value:.3f}" for name, value in zip(model.classes_, model.intercept_, strict=True)
    ]
    lines = ["\t".join(["", "", *heads])]
    for column, name in enumerate(vectorizer.get_feature_names_out()):
        weights = [
            f"{group}:{round(100 * value)}"
            for group, value in zip(model.classes_, model.coef_[:, column], strict=True)
            if abs(value) >= _LEAST
        ]
        lines.append("\t".join([name, f"{transformer.idf_[column]:.3f}", *weights]))
    return lines


def _depth(code: str) -> int:
    return len(code.rstrip("0"))


def main() -> None:
    """Write the data file."""
    with KNOWN.open(encoding="utf-8", newline="") as lines:
        known = [Coded(row["title"], row["cpv"]) for row in csv.DictReader(lines)]
    with LABELS.open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines))
    labels = [Coded(row[name], row["slug"]) for row in found for name in ("label_en", "label_lv")]
    text = "\n".join(fit(known, labels)) + "\n"
    MODEL.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
