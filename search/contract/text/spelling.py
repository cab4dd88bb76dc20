"""Measure how far two words are apart, and list the words one typing error away."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
ONE_EDIT: Final = 4
"""Letters from which a word may hold one typing error."""

TWO_EDITS: Final = 8
"""Letters from which a word may hold two."""


def edits_allowed(word: str) -> int:
    """Return how many typing errors a word of this length may hold."""
    if len(word) >= TWO_EDITS:
        return 2
    return 1 if len(word) >= ONE_EDIT else 0


def one_edit(word: str) -> Iterator[str]:
    """Yield the folded words one letter away: dropped, swapped, replaced or added; some more than once."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    for left, right in cuts:
        if right:
            yield left + right[1:]
        if len(right) > 1 and right[0] != right[1]:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            if right and right[0] != letter:
                yield left + letter + right[1:]
            yield left + letter + right


def doubled(first: str, second: str) -> bool:
    """Say whether two words differ only in letters written twice: what is misspelt most, and never heard."""
    return _once(first) == _once(second)


def _once(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))


def distance(first: str, second: str, limit: int = 2) -> int:
    """Return the number of one-letter errors (a swap of neighbours is one) between two words, at most `limit` + 1."""
    if first == second:
        return 0
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, char in enumerate(first, start=1):
        current = [i]
        for j, other in enumerate(second, start=1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (char != other))
            if i > 1 and j > 1 and char == second[j - 2] and first[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, row = row, current
    return min(row[-1], limit + 1)
