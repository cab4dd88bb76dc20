"""Measure how near CPV codes stand in their tree."""

from __future__ import annotations

from collections.abc import Iterable

_CLOSENESS = {2: 0.55, 3: 0.7, 4: 0.8, 5: 0.9}
LEVELS = (2, 3, 4, 5)


def shared_digits(one: str, other: str) -> int:
    """Return how many leading digits two codes share; below two they share nothing."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count if count > 1 else 0


def closeness(one: str, other: str) -> float:
    """Return how near two codes of eight digits stand: 1 for the same, 0 in different divisions."""
    if one == other:
        return 1.0
    # Zeros at the end of a code stand for no level of the tree.
    depth = min(len(one.rstrip("0")), len(other.rstrip("0")), shared_digits(one, other))
    return _CLOSENESS[min(5, max(2, depth))] if shared_digits(one, other) else 0.0


def nearest(wanted: Iterable[str], offered: Iterable[str]) -> tuple[float, str, str]:
    """Return the closeness of the two codes that stand nearest, and both of them."""
    best = (0.0, "", "")
    pool = sorted(offered)
    for one in wanted:
        for other in pool:
            if (near := closeness(one, other)) > best[0]:
                best = (near, one, other)
    return best


def branches(code: str) -> list[str]:
    """Return the beginnings of a code from the code itself up to its division."""
    return [code, *(code[:size] for size in (5, 4, 3, 2))]
