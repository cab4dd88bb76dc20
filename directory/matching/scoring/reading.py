"""Read what a text is about: its runs of letters, the CPV groups that its words tell of, and the kinds of work."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp, fsum, log, sqrt
from sys import getsizeof, intern
from threading import Lock

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
_CODES_KEPT = 50_000
#: Bytes that may be kept of what texts tell; what one takes beside its runs, and a run that no known need has.
_BYTES_KEPT = 32_000_000
_BYTES_A_TEXT, _BYTES_A_RUN = 1_500, 140


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells: runs of letters, their length by rarity, the root of each CPV group's share, kinds of work."""

    runs: tuple[str, ...] = ()
    length: float = 0.0
    groups: Mapping[str, float] = field(default_factory=dict)
    named: Named = NONE_NAMED


class Remembered:
    """What texts tell, kept of those that were asked for last: of few long ones or of many short ones."""

    def __init__(
        self,
        tell: Callable[[str, tuple[str, ...]], Told],
        *,
        size: Callable[[Told], int],
        most: int,
    ) -> None:
        self._tell = tell
        self._size = size
        self._most = most
        self._kept: OrderedDict[tuple[str, tuple[str, ...]], tuple[Told, int]] = OrderedDict()
        self._lock = Lock()
        #: What is kept takes so much, as ``size`` tells.
        self.held = 0

    def __call__(self, text: str, codes: tuple[str, ...] = ()) -> Told:
        """Return what a text under some codes tells."""
        key = (text, codes)
        with self._lock:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
                return found[0]
        told = self._tell(text, codes)
        size = self._size(told)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = (told, size)
                self.held += size
            while self.held > self._most:
                _oldest, (_told, freed) = self._kept.popitem(last=False)
                self.held -= freed
        return told


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
        runs = Counter(run for one in known for run in set(grams(one.text)))
        rarities = {count: self._rarity(count) for count in {0, *runs.values()}}
        self._runs = {run: rarities[count] for run, count in runs.items()}
        self._unknown = rarities[0]
        self._codes = Counter(branch for one in known for branch in branches(one.code))
        self.tell = Remembered(self._tell, size=self._bytes_of, most=_BYTES_KEPT)
        self.closeness = lru_cache(maxsize=_CODES_KEPT)(self._closeness)

    def _rarity(self, count: int) -> float:
        """Return how telling is what stands in so many of the known needs."""
        return log(1 + (self._size + 1) / (count + 0.5))

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
        rarity = self._rarity(self._codes[branch]) / self._unknown
        return _BY_TREE * by_tree + (1 - _BY_TREE) * rarity

    def _tell(self, text: str, codes: tuple[str, ...] = ()) -> Told:
        if not self._size:
            return Told()
        # Of what stands in many texts one copy is kept.
        runs = tuple(dict.fromkeys(map(intern, grams(text))))
        length = sqrt(self._telling(runs))
        return Told(runs, length, self._groups(text, codes), self.works.read(text))

    def _bytes_of(self, told: Told) -> int:
        """Return about how much memory is kept by keeping what a text tells."""
        own = sum(run not in self._runs for run in told.runs)
        return _BYTES_A_TEXT + getsizeof(told.runs) + _BYTES_A_RUN * own

    def runs_alike(self, one: Told, other: Told) -> float:
        """Return how alike the runs of letters of two texts are, from 0 to 1: inside compounds and over endings too."""
        if not one.length or not other.length:
            return 0.0
        shared = set(one.runs).intersection(other.runs)
        return min(1.0, self._telling(shared) / (one.length * other.length))

    def _telling(self, runs: Iterable[str]) -> float:
        """Return how telling runs of letters are together; exact, so that their order changes nothing."""
        return fsum(self._runs.get(run, self._unknown) ** 2 for run in runs)

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
