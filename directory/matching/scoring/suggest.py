"""Suggest CPV codes for a text: by the labels of the codes, and by what like needs were coded as."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import exp, log, sqrt

from directory.matching.scoring.words import counted, grams
from directory.matching.scoring.works import Classifier

Numbers = Mapping[int, float]

_GRAM = 5
_NEAREST = 200
_NEAREST_CODES = 40
_POWER = 2.0
#: The margin of a class that the weights don't know.
_FAR = -3.0
_GROUP = 3
_DIVISION = 2
_SPREAD = 3
"""Divisions that the first suggestions come from: a text is often broader than its nearest code."""
_UNSEEN = 0.3
#: What speaks for a group → its weight at the level of the group and at that of its division: the logistic
#: regression of held-out titles (`bench/fit_cpv combine`).
_WEIGHTS: Mapping[str, tuple[float, float]] = {
    "margin": (1.65, 2.64),
    "text": (1.61, 1.35),
    "label": (3.73, 1.14),
    "phrase": (2.06, 2.01),
    "prior": (0.41, -0.25),
}
#: What a code of a whole division counts more than one below it: buyers like to name the whole.
_WHOLE = 0.75


class Likeness:
    """Finds the texts most like one: cosine of their words and runs of letters by rarity."""

    def __init__(self, features: Sequence[Counter[str]]) -> None:
        self._size = len(features)
        spread = Counter(feature for counts in features for feature in counts)
        self._rarity = {
            feature: 1 + log((self._size + 1) / (count + 1)) for feature, count in spread.items()
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
        weighed = {
            name: (1 + log(count)) * self._rarity[name]
            for name, count in counts.items()
            if name in self._rarity
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
    """Suggests codes from labels, phrases and texts whose codes are known, and from weights fitted to all of them."""

    def __init__(
        self,
        labels: Iterable[Coded],
        known: Iterable[Coded],
        *,
        linear: Linear,
        phrases: Iterable[Coded] = (),
        works: Classifier | None = None,
        read: Callable[[str], Counter[str]] | None = None,
    ) -> None:
        kinds = works or Classifier()
        self._read = read or (lambda text: features(text, kinds))
        self._linear = linear
        #: Source → its texts; all are compared in one go, and numbered one source after the other.
        self._sources = {"label": [*labels], "phrase": [*phrases], "text": [*known]}
        self._likeness = Likeness(
            [self._read(one.text) for coded in self._sources.values() for one in coded]
        )
        #: How often each group and each division is asked for.
        self._asked_for = Counter(
            one.code[:digits] for one in self._sources["text"] for digits in (_DIVISION, _GROUP)
        )
        self._groups = sorted(
            {one.code[:_GROUP] for coded in self._sources.values() for one in coded}
        )

    def suggest(self, text: str, *, limit: int) -> list[tuple[str, float]]:
        """Return codes with a score from 0 to 1, best first, one of each group.

        The first three come from three divisions, so that a reader sees what else the text may mean.
        """
        asked = self._read(text)
        near = self._near(asked)
        if not any(near.values()):
            return []
        groups = _certainties(self._points(asked, near))
        codes: dict[str, float] = defaultdict(float)
        for source, found in near.items():
            named = [(code, value) for code, value in found if source != "phrase" or _is_deep(code)]
            for code, value in _shares(named[:_NEAREST_CODES]).items():
                codes[code] += value
        return _spread(groups, codes, limit)

    def evidence(self, text: str) -> dict[str, list[tuple[float, float]]]:
        """Return group → what speaks for it at its level and at that of its division, in the order of the weights."""
        asked = self._read(text)
        return self._evidence(asked, self._near(asked))

    def _near(self, asked: Counter[str]) -> dict[str, list[tuple[str, float]]]:
        """Return source → codes of its texts that are most like one, with how like they are."""
        found = self._likeness.near(asked)
        parts: dict[str, list[tuple[int, float]]] = {name: [] for name in self._sources}
        starts: list[tuple[int, str]] = []
        start = 0
        for name, coded in self._sources.items():
            starts.append((start, name))
            start += len(coded)
        for number, value in found.items():
            name = next(name for first, name in reversed(starts) if number >= first)
            parts[name].append((number, value))
        offsets = {name: first for first, name in starts}
        return {
            name: [
                (self._sources[name][number - offsets[name]].code, value)
                for number, value in nsmallest(
                    _NEAREST, numbers, key=lambda item: (-item[1], item[0])
                )
            ]
            for name, numbers in parts.items()
        }

    def _evidence(
        self, asked: Counter[str], near: Mapping[str, Sequence[tuple[str, float]]]
    ) -> dict[str, list[tuple[float, float]]]:
        margins = self._linear.margins(asked)
        best = {name: _best(found) for name, found in near.items()}
        return {
            group: [
                (margins.get(group, _FAR), margins.get(group[:_DIVISION], _FAR)),
                *(
                    (best[name].get(group, 0.0), best[name].get(group[:_DIVISION], 0.0))
                    for name in ("text", "label", "phrase")
                ),
                (
                    log(self._asked_for[group] + _UNSEEN),
                    log(self._asked_for[group[:_DIVISION]] + _UNSEEN),
                ),
            ]
            for group in self._groups
        }

    def _points(
        self, asked: Counter[str], near: Mapping[str, Sequence[tuple[str, float]]]
    ) -> dict[str, float]:
        return {
            group: _WHOLE * (not _is_deep(group, _DIVISION))
            + sum(
                weight * value
                for pair, values in zip(_WEIGHTS.values(), evidence, strict=True)
                for weight, value in zip(pair, values, strict=True)
            )
            for group, evidence in self._evidence(asked, near).items()
        }


def _is_deep(code: str, digits: int = _GROUP) -> bool:
    """Return whether a code tells more than its first digits."""
    return len(code.rstrip("0")) > digits


def _best(found: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return group and division → the likeness of the nearest text of it."""
    best: dict[str, float] = {}
    for code, value in found:
        for name in (code[:_GROUP], code[:_DIVISION]):
            best[name] = max(best.get(name, 0.0), value)
    return best


def _certainties(points: Mapping[str, float]) -> dict[str, float]:
    """Return shares of one by points: how sure each is."""
    most = max(points.values())
    shares = {name: exp(value - most) for name, value in points.items()}
    total = sum(shares.values())
    return {name: value / total for name, value in shares.items()}


def _shares(found: Sequence[tuple[str, float]]) -> dict[str, float]:
    shares: dict[str, float] = defaultdict(float)
    total = sum(value**_POWER for _, value in found) or 1.0
    for code, value in found:
        shares[code] += value**_POWER / total
    return shares


def _spread(
    groups: Mapping[str, float], codes: Mapping[str, float], limit: int
) -> list[tuple[str, float]]:
    leading: dict[str, tuple[float, str]] = {}
    for code, value in codes.items():
        leading[code[:_GROUP]] = max(leading.get(code[:_GROUP], (0.0, "")), (value, code))
    divisions: dict[str, float] = defaultdict(float)
    for group, value in groups.items():
        divisions[group[:_DIVISION]] += value
    order = sorted(groups, key=lambda group: (-groups[group], group))
    named = sorted(divisions, key=lambda name: (-divisions[name], name))
    first = [
        next(group for group in order if group[:_DIVISION] == name) for name in named[:_SPREAD]
    ]
    chosen = (first + [group for group in order if group not in first])[:limit]
    return [(leading.get(group, (0.0, group.ljust(8, "0")))[1], groups[group]) for group in chosen]
