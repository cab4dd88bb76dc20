"""Rank by text alone with BM25: what matching is measured against."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import log

_K1 = 1.2
_B = 0.75


class Bm25:
    """Ranks texts by Robertson's BM25 over stems."""

    def __init__(self, texts: Mapping[str, Mapping[str, int]]) -> None:
        lengths = {key: sum(counts.values()) for key, counts in texts.items()}
        usual = sum(lengths.values()) / max(1, len(lengths)) or 1.0
        spread = Counter(stem for counts in texts.values() for stem in counts)
        self._postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for key, counts in texts.items():
            brake = _K1 * (1 - _B + _B * lengths[key] / usual)
            for stem, count in counts.items():
                rarity = log(1 + (len(texts) - spread[stem] + 0.5) / (spread[stem] + 0.5))
                self._postings[stem].append((key, rarity * count * (_K1 + 1) / (count + brake)))

    def rank(self, stems: Iterable[str], *, limit: int) -> list[str]:
        """Return the keys of the texts that hold any of the stems, best first."""
        points: dict[str, float] = defaultdict(float)
        for stem in set(stems):
            for key, value in self._postings.get(stem, ()):
                points[key] += value
        return sorted(points, key=lambda key: (-points[key], key))[:limit]
