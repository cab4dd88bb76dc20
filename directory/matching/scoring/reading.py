"""Read what a text is about: its runs of letters, the CPV groups that its words tell of, and the kinds of work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp, log, sqrt

from directory.matching.scoring.cpv import branches, closeness, shared_digits
from directory.matching.scoring.suggest import Coded, Linear
from directory.matching.scoring.words import grams, words
from directory.matching.scoring.works import NONE_NAMED, Classifier, Named

_GROUP = 3
_GROUPS_KEPT = 12
_LEAST = 0.01
#: What a group counts that the code of a text speaks against: codes are often broader than the text, sometimes wrong.
_AGAINST = 0.05
_BY_TREE = 0.4
_TEXTS_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells: runs of letters by rarity, their length, the root of each CPV group's share, kinds of work."""

    runs: Mapping[str, float] = field(default_factory=dict)
    length: float = 0.0
    groups: Mapping[str, float] = field(default_factory=dict)
    named: Named = NONE_NAMED


class Reader:
    """Reads texts and codes by what is known of many needs; without any it goes by the tree of codes alone."""

    def __init__(
        self,
        known: Sequence[Coded] = (),
        linear: Linear | None = None,
        works: Classifier | None = None,
    ) -> None:
        self._linear = linear
        self.works = works or Classifier()
        self._size = len(known)
        self._runs = Counter(run for one in known for run in set(grams(one.text)))
        self._codes = Counter(branch for one in known for branch in branches(one.code))
        self.tell = lru_cache(maxsize=_TEXTS_KEPT)(self._tell)
        self.closeness = lru_cache(maxsize=_TEXTS_KEPT)(self._closeness)

    def nearest(self, wanted: Iterable[str], offered: Iterable[str]) -> tuple[float, str, str]:
        """Return the closeness of the two codes that stand nearest, and both of them."""
        best = (0.0, "", "")
        pool = sorted(offered)
        for one in wanted:
            for other in pool:
                if (near := self.closeness(one, other)) > best[0]:
                    best = (near, one, other)
        return best

    def _closeness(self, one: str, other: str) -> float:
        """Return how near two codes stand: by the tree, and by how rare the branch is that they share."""
        by_tree = closeness(one, other)
        if not by_tree or not self._size or one == other == "":
            return by_tree
        depth = len(one) if one == other else shared_digits(one.rstrip("0"), other.rstrip("0"))
        branch = one[: max(2, depth if depth in {2, 3, 4, 5, len(one)} else 5)]
        whole = log(1 + (self._size + 1) / 0.5)
        rarity = log(1 + (self._size + 1) / (self._codes[branch] + 0.5)) / whole
        return _BY_TREE * by_tree + (1 - _BY_TREE) * rarity

    def _tell(self, text: str, codes: tuple[str, ...] = ()) -> Told:
        if not self._size:
            return Told()
        runs = {
            run: log(1 + (self._size + 1) / (self._runs[run] + 0.5)) for run in set(grams(text))
        }
        length = sqrt(sum(value * value for value in runs.values()))
        return Told(runs, length, self._groups(text, codes), self.works.read(text))

    def _groups(self, text: str, codes: tuple[str, ...]) -> dict[str, float]:
        counts = Counter(stem for word in words(text) for stem in word)
        if self._linear is None or not self._linear.knows(counts):
            return {}
        margins = self._linear.margins(counts)
        most = max(margins.values())
        shares = {
            group: exp(margin - most) * (1.0 if _fits(group, codes) else _AGAINST)
            for group, margin in margins.items()
        }
        total = sum(shares.values())
        best = sorted(shares, key=lambda group: (-shares[group], group))[:_GROUPS_KEPT]
        return {
            group: sqrt(shares[group] / total) for group in best if shares[group] / total >= _LEAST
        }


def _fits(group: str, codes: tuple[str, ...]) -> bool:
    """Return whether a group stands in the branch of any of some codes, which without a code it does."""
    return not codes or any(group.startswith(_branch(code)) for code in codes)


def _branch(code: str) -> str:
    return code[: max(2, min(_GROUP, len(code.rstrip("0"))))]


def runs_alike(one: Told, other: Told) -> float:
    """Return how alike two texts are by their runs of letters, from 0 to 1: inside compounds and across endings too."""
    if not one.length or not other.length:
        return 0.0
    less, more = sorted((one.runs, other.runs), key=len)
    shared = sum(value * value for run, value in less.items() if run in more)
    return min(1.0, shared / (one.length * other.length))


def subject_alike(one: Told, other: Told) -> tuple[float, str]:
    """Return how far two texts are about the same CPV groups, from 0 to 1, and the group that says most of it."""
    shared = {
        group: value * other.groups[group]
        for group, value in one.groups.items()
        if group in other.groups
    }
    if not shared:
        return 0.0, ""
    return min(1.0, sum(shared.values())), max(shared, key=lambda group: (shared[group], group))
