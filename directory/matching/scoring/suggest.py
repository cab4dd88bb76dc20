"""Suggest CPV codes for a text: by the labels of the codes, and by what like needs were coded as."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from directory.matching.scoring.words import counted, grams
from directory.matching.scoring.works import Classifier

Numbers = Mapping[int, float]

_GRAM = 5
_NEAREST = 40
_POWER = 2.0
_FROM_DIVISION = 0.4
_FAR = -3.0
_GROUP = 3
_SPREAD = 3
"""Divisions that the first suggestions come from: a text is often broader than its nearest code."""


class Likeness:
    """Finds the texts most like one: cosine of their words and runs of letters by rarity."""

    def __init__(self, features: Sequence[Counter[str]]) -> None:
        self._size = len(features)
        spread = Counter(feature for counts in features for feature in counts)
        self._rarity = {
            feature: log((self._size + 1) / (count + 0.5)) for feature, count in spread.items()
        }
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        common = max(50, self._size // 12)
        for number, counts in enumerate(features):
            weighed = {
                feature: (1 + log(count)) * self._rarity[feature]
                for feature, count in counts.items()
            }
            length = sqrt(sum(value * value for value in weighed.values())) or 1.0
            for feature, value in weighed.items():
                # Frequent runs of letters cost much and tell nothing.
                if feature[0] != " " or spread[feature] <= common:
                    self._postings[feature].append((number, value / length))

    def near(self, counts: Counter[str]) -> Numbers:
        """Return number of the text → how like it is."""
        unknown = log(self._size + 1)
        weighed = {
            name: (1 + log(count)) * self._rarity.get(name, unknown)
            for name, count in counts.items()
        }
        length = sqrt(sum(value * value for value in weighed.values())) or 1.0
        found: dict[int, float] = defaultdict(float)
        for name, value in weighed.items():
            for number, other in self._postings.get(name, ()):
                found[number] += value * other / length
        return found


def features(text: str, works: Classifier) -> Counter[str]:
    """Return the words, the runs of letters and the kinds of work of a text; a space and an equals sign mark them."""
    found = Counter(counted([text]))
    found.update(f" {gram}" for gram in grams(text, _GRAM))
    found.update(f"={slug}" for slug in works.named_in(text))
    return found


@dataclass(frozen=True, slots=True)
class Coded:
    """A text with its code of eight digits."""

    text: str
    code: str


class Linear:
    """Weighs the features of a text for every division and group, as fitted beforehand (`bench/fit_cpv`)."""

    def __init__(
        self,
        intercepts: Mapping[str, float],
        rarity: Mapping[str, float],
        weights: Mapping[str, Sequence[tuple[str, float]]],
    ) -> None:
        self._intercepts = intercepts
        self._rarity = rarity
        self._weights = weights

    @classmethod
    def read(cls, lines: Iterable[str]) -> Linear:
        """Read the lines of the data file: the intercepts, then feature, rarity, and class:hundredths."""
        intercepts: dict[str, float] = {}
        rarity: dict[str, float] = {}
        weights: dict[str, list[tuple[str, float]]] = {}
        names: dict[str, str] = {}
        for line in lines:
            feature, rare, *pairs = line.rstrip("\n").split("\t")
            cut = [pair.partition(":") for pair in pairs]
            if not rare:
                intercepts = {names.setdefault(name, name): float(value) for name, _, value in cut}
                continue
            rarity[feature] = float(rare)
            weights[feature] = [(names[name], int(value) / 100) for name, _, value in cut]
        return cls(intercepts, rarity, weights)

    def knows(self, asked: Iterable[str]) -> bool:
        """Return whether any of some features has weights."""
        return any(self._weights.get(name) for name in asked)

    def margins(self, asked: Counter[str]) -> dict[str, float]:
        """Return division or group → how far a text stands on its side."""
        weighed = {
            name: (1 + log(count)) * self._rarity[name]
            for name, count in asked.items()
            if name in self._rarity
        }
        length = sqrt(sum(value * value for value in weighed.values())) or 1.0
        found = dict(self._intercepts)
        for name, value in weighed.items():
            for target, weight in self._weights[name]:
                found[target] += weight * value / length
        return found


class Suggester:
    """Suggests codes from labels, from texts whose codes are known, and from weights fitted to both."""

    def __init__(
        self,
        labels: Iterable[Coded],
        known: Iterable[Coded],
        *,
        linear: Linear,
        works: Classifier | None = None,
        parts: tuple[Likeness, Likeness] | None = None,
    ) -> None:
        self._labels = list(labels)
        self._known = list(known)
        self._linear = linear
        self._works = works or Classifier()
        self.by_label = parts[0] if parts else Likeness(self._read(self._labels))
        self.by_text = parts[1] if parts else Likeness(self._read(self._known))

    def _read(self, texts: Iterable[Coded]) -> list[Counter[str]]:
        return [features(one.text, self._works) for one in texts]

    def suggest(self, text: str, *, limit: int) -> list[tuple[str, float]]:
        """Return codes with a score from 0 to 1, best first, one of each group.

        The first three come from three divisions, so that a reader sees what else the text may mean.
        """
        asked = features(text, self._works)
        near_texts = [
            (self._known[number].code, value) for number, value in _top(self.by_text.near(asked))
        ]
        near_labels = [
            (self._labels[number].code, value) for number, value in _top(self.by_label.near(asked))
        ]
        if not near_texts and not near_labels:
            return []
        codes: dict[str, float] = defaultdict(float)
        for found in (near_texts, near_labels):
            for code, value in _shares(found, 8).items():
                codes[code] += value
        margins = self._linear.margins(asked)
        divisions = _points(margins, near_texts, near_labels, digits=2, texts=0.6)
        groups = _points(margins, near_texts, near_labels, digits=_GROUP, texts=1.0)
        scores = {
            group: value + _FROM_DIVISION * divisions[group[:2]] for group, value in groups.items()
        }
        return _spread(scores, divisions, codes, limit)


def _top(found: Numbers) -> list[tuple[int, float]]:
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_NEAREST]


def _shares(found: Sequence[tuple[str, float]], digits: int) -> dict[str, float]:
    shares: dict[str, float] = defaultdict(float)
    total = sum(value**_POWER for _, value in found) or 1.0
    for code, value in found:
        shares[code[:digits]] += value**_POWER / total
    return shares


def _points(
    margins: Mapping[str, float],
    near_texts: Sequence[tuple[str, float]],
    near_labels: Sequence[tuple[str, float]],
    *,
    digits: int,
    texts: float,
) -> dict[str, float]:
    by_text, by_label = _shares(near_texts, digits), _shares(near_labels, digits)
    names = {name for name in margins if len(name) == digits} | by_text.keys() | by_label.keys()
    return {
        name: margins.get(name, _FAR) + texts * by_text.get(name, 0.0) + by_label.get(name, 0.0)
        for name in names
    }


def _spread(
    scores: Mapping[str, float],
    divisions: Mapping[str, float],
    codes: Mapping[str, float],
    limit: int,
) -> list[tuple[str, float]]:
    leading: dict[str, tuple[float, str]] = {}
    for code, value in codes.items():
        leading[code[:_GROUP]] = max(leading.get(code[:_GROUP], (0.0, "")), (value, code))
    order = sorted(scores, key=lambda group: (-scores[group], group))
    named = sorted(divisions, key=lambda name: (-divisions[name], name))
    first = [
        group
        for division in named[:_SPREAD]
        if (group := next((one for one in order if one[:2] == division), None)) is not None
    ]
    chosen = (first + [group for group in order if group not in first])[:limit]
    # A logistic of the margin, so that scores read as shares of certainty.
    return [
        (leading.get(group, (0.0, group.ljust(8, "0")))[1], 1 / (1 + exp(-3 * scores[group])))
        for group in chosen
    ]
