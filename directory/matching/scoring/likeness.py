"""Compare words with words."""

from __future__ import annotations

from collections.abc import Mapping

from directory.matching.records import Alternatives, Demand
from directory.matching.scoring.words import Weigh

FURTHER = 0.7
"""What a sentence after the title counts: a title names the thing, a description wanders."""
_CAUTION = 4.0
_SATURATION = 1.2
_USUAL_LENGTH = 60


def covered(
    words: tuple[Alternatives, ...], counts: Mapping[str, int], length: int, weigh: Weigh
) -> tuple[float, list[str]]:
    """Return which share of a sentence, by rarity, stands in a text, and the stems found.

    A short sentence says little and covers little, whatever it is found in; a word counts the more
    the denser it stands in the text.
    """
    total, found, hits = 0.0, 0.0, []
    brake = _SATURATION * (0.4 + 0.6 * length / _USUAL_LENGTH)
    for word in words:
        weight = weigh(word)
        total += weight
        count = max((counts.get(stem, 0) for stem in word), default=0)
        if count:
            hits.append(next(stem for stem in word if counts.get(stem)))
            found += weight * count * (1 + _SATURATION) / (count + min(brake, 2 * _SATURATION))
    return min(1.0, found / (total + _CAUTION)), hits


def text_likeness(
    demand: Demand, counts: Mapping[str, int], length: int, weigh: Weigh
) -> tuple[float, list[str]]:
    """Return how well the sentence that fits best is covered: what else is said takes nothing away."""
    best: tuple[float, list[str]] = (0.0, [])
    for number, words in enumerate(demand.sentences):
        share, hits = covered(words, counts, length, weigh)
        share *= FURTHER if number else 1.0
        if share > best[0]:
            best = (share, hits)
    return best


def alike(words: tuple[Alternatives, ...], other: tuple[Alternatives, ...], weigh: Weigh) -> float:
    """Return how alike two short texts are, from 0 to 1: the cosine of their words by rarity."""
    stems = {stem for word in other for stem in word}
    own = sum(weigh(word) ** 2 for word in words)
    theirs = sum(weigh(word) ** 2 for word in other)
    if not own or not theirs:
        return 0.0
    shared = sum(weigh(word) ** 2 for word in words if not stems.isdisjoint(word))
    # A text of a few common words is like too many others.
    return float(min(1.0, shared / (own * theirs) ** 0.5))
