"""Keep what matching compares in memory, true to the change log: deeds by word and by code, and candidates read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import log
from threading import RLock

from directory.catalogue.models import Organisation, Solution
from directory.matching.records import Alternatives, Candidate, Deed, Demand
from directory.matching.scoring.cpv import branches
from directory.matching.scoring.score import lot
from directory.matching.services.candidates import read_candidates
from directory.matching.services.deeds import read_deeds
from search import changes
from search.contract import schema
from search.indexing.relations import public_ids

Key = tuple[str, int]
BATCH = 5_000
"""Changes taken in at once; more of them are quicker read anew."""
_COMMON = 0.25
_SMALL = 2_000


class Snapshot:
    """Holds deeds and candidates as they were at a cursor of the change log."""

    def __init__(self) -> None:
        self.cursor = changes.latest()
        self.by_organisation: dict[int, list[int]] = defaultdict(list)
        self.by_solution: dict[int, list[int]] = defaultdict(list)
        self._deeds: list[Deed | None] = []
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        self._by_code: dict[str, list[int]] = defaultdict(list)
        self._candidates: dict[Key, Candidate | None] = {}
        self._weights: dict[Alternatives, float] = {}
        self._lots: dict[Key, bytes] = {}
        self._add(read_deeds())

    def _add(self, deeds: Iterable[Deed]) -> None:
        self._weights.clear()
        for deed in deeds:
            number = len(self._deeds)
            self._deeds.append(deed)
            self.by_organisation[deed.organisation].append(number)
            if deed.solution is not None:
                self.by_solution[deed.solution].append(number)
            for stem in {stem for word in deed.words for stem in word}:
                self._by_stem[stem].append(number)
            for branch in {branch for code in deed.cpv for branch in branches(code)}:
                self._by_code[branch].append(number)

    def follow(self) -> bool:
        """Take in what changed since; return False where only a new snapshot helps."""
        latest = changes.latest()
        if latest == self.cursor:
            return True
        rows = changes.since(self.cursor, BATCH + 1)
        if not changes.reaches(self.cursor) or len(rows) > BATCH or latest < self.cursor:
            return False
        if any(row.type == changes.VOCABULARY for row in rows):
            return False
        touched = {row.object_id for row in rows if row.type == schema.ORGANISATION}
        for row in rows:
            self._candidates.pop((row.type, row.object_id), None)
            self._lots.pop((row.type, row.object_id), None)
        for organisation in touched:
            for number in self.by_organisation.pop(organisation, ()):
                deed = self._deeds[number]
                if deed is not None and deed.solution is not None:
                    self.by_solution[deed.solution].remove(number)
                self._deeds[number] = None
        if touched:
            self._add(read_deeds(touched))
        self.cursor = rows[-1].id if rows else latest
        return True

    def weigh(self, word: Alternatives) -> float:
        """Return how telling a word is among all that was done."""
        if (known := self._weights.get(word)) is not None:
            return known
        count = max((len(self._by_stem.get(stem, ())) for stem in word), default=0)
        weight = log(1 + (len(self._deeds) + 1) / (count + 0.5))
        # What nobody ever did weighs the same whatever it is called: kept, every new word would stay for good.
        if count:
            self._weights[word] = weight
        return weight

    def deeds(self, candidate: Candidate) -> list[Deed]:
        """Return what was done by an organisation, or with a solution."""
        own = self.by_solution if candidate.type == schema.SOLUTION else self.by_organisation
        return [
            deed
            for number in own.get(candidate.key, ())
            if (deed := self._deeds[number]) is not None
        ]

    def doers(self, demand: Demand, *, most: int) -> list[Key]:
        """Return the organisations and solutions whose deeds come nearest by word or by code, at most so many."""
        points: dict[int, float] = defaultdict(float)
        limit = max(_SMALL, int(len(self._deeds) * _COMMON))
        for words in demand.sentences[:6]:
            for word in words:
                weight = self.weigh(word)
                for stem in word:
                    numbers = self._by_stem.get(stem, ())
                    if len(numbers) <= limit:
                        for number in numbers:
                            points[number] += weight
        for code in demand.cpv:
            taken = 0
            for branch in branches(code):
                numbers = self._by_code.get(branch, ())
                if taken and len(numbers) > limit:
                    break
                for number in numbers:
                    points[number] += 2.0
                taken += len(numbers)
        best: dict[Key, float] = {}
        for number, value in points.items():
            deed = self._deeds[number]
            if deed is None:
                continue
            keys = [(schema.ORGANISATION, deed.organisation)]
            if deed.solution is not None:
                keys.append((schema.SOLUTION, deed.solution))
            for key in keys:
                if value > best.get(key, 0.0):
                    best[key] = value
        found = sorted(best, key=lambda key: -best[key])
        if len(found) <= most:
            return found
        last = best[found[most - 1]]
        sure = [key for key in found if best[key] > last]
        return sure + self._drawn([key for key in found if best[key] == last])[: most - len(sure)]

    def _drawn(self, keys: list[Key]) -> list[Key]:
        """Return equals in the order of their lots, so that nobody comes first by age."""
        missing: dict[str, list[int]] = defaultdict(list)
        for type_name, pk in keys:
            if (type_name, pk) not in self._lots:
                missing[type_name].append(pk)
        for type_name, pks in missing.items():
            model = Solution if type_name == schema.SOLUTION else Organisation
            for start in range(0, len(pks), 500):
                for pk, public_id in public_ids(model, pks[start : start + 500]).items():
                    self._lots[type_name, pk] = lot(type_name, public_id)
        return sorted(keys, key=lambda key: self._lots.get(key, b""))

    def candidates(self, keys: Iterable[Key]) -> list[Candidate]:
        """Return those of some entries that the public may see, read once and kept."""
        cursor, wanted = self.cursor, list(dict.fromkeys(keys))
        found: dict[Key, Candidate | None] = {}
        missing: dict[str, list[int]] = defaultdict(list)
        for key in wanted:
            try:
                found[key] = self._candidates[key]
            except KeyError:
                missing[key[0]].append(key[1])
        for type_name, pks in missing.items():
            found |= dict.fromkeys(((type_name, pk) for pk in pks), None)
            for start in range(0, len(pks), 500):
                for candidate in read_candidates(type_name, pks[start : start + 500]):
                    found[type_name, candidate.key] = candidate
        if missing:
            with _lock:
                # Kept once all of it is read: another thread would take the rest for what the public may not see.
                # What has changed meanwhile is read again by who asks next.
                if self.cursor == cursor:
                    self._candidates |= found
        return [one for key in wanted if (one := found[key]) is not None]


_lock = RLock()
_kept: list[Snapshot] = []


def current() -> Snapshot:
    """Return the snapshot of this process, brought up to date."""
    with _lock:
        if not _kept or not _kept[0].follow():
            _kept[:] = [Snapshot()]
        return _kept[0]


def forget() -> None:
    """Drop what is kept."""
    with _lock:
        _kept.clear()
