"""Mark the words of a query in a stored text, by token offsets, and cut a snippet out of a long one."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from search.contract.text.analysis import stems
from search.contract.text.fold import clean
from search.contract.text.tokens import raw_matches, tokenize

Parts = tuple[tuple[str, bool], ...]

SNIPPET: Final = 240
_LEAD: Final = 60
_ELLIPSIS: Final = "…"
_EITHER: Final = ("en", "lv")


@dataclass(frozen=True, slots=True)
class Match:
    """Hold where a term of the query stands in a text."""

    start: int
    end: int
    term: str


def found_terms(text: str, terms: frozenset[str], missed: set[str] | None = None) -> set[str]:
    """Return the terms that stand in a text, quickly: most texts of an answer hold none.

    `missed` collects the words that no term finds: given again with the same terms, they are not looked at again.
    """
    found: set[str] = set()
    missed = set() if missed is None else missed
    for chunk in text.split():
        if chunk in missed:
            continue
        keys = _keys(chunk)
        if keys.isdisjoint(terms):
            missed.add(chunk)
        else:
            found |= keys & terms
    return found


def find(text: str, terms: AbstractSet[str]) -> list[Match]:
    """Return the words of a text whose form, or a stem of it, is among the terms; overlapping ones once."""
    matches: list[Match] = []
    for raw in raw_matches(text):
        if _keys(raw.group()).isdisjoint(terms):
            continue
        base, end = raw.start(), -1
        for first, last, names in _spans(raw.group()):
            term = next((name for name in names if name in terms), None) if first >= end else None
            if term is not None:
                matches.append(Match(base + first, base + last, term))
                end = last
    return matches


# Words come back from entry to entry, so what each may be found by is worked out once.
@lru_cache(maxsize=50_000)
def _spans(chunk: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """Return where each word of a text without spaces stands, with the terms it may be found by, its form first."""
    return tuple(
        (token.start, token.end, (token.form, *stems(token.surface, _EITHER)))
        for token in tokenize(chunk)
    )


@lru_cache(maxsize=50_000)
def _keys(chunk: str) -> frozenset[str]:
    """Return every term that any word of a text without spaces may be found by."""
    return frozenset(term for _, _, terms in _spans(chunk) for term in terms)


def mark(text: str, terms: AbstractSet[str], *, longest: int = 0) -> Parts:
    """Cut a text into (text, is_match) parts.

    With `longest`, a longer text becomes a snippet of about that many characters around its first match, with an
    ellipsis where something is left out.
    """
    start, end = 0, len(text)
    if longest and end > longest:
        start, end = _window(text, _first(text, terms), longest)
    parts: list[tuple[str, bool]] = []
    position = start
    if start:
        parts.append((_ELLIPSIS, False))
    for match in find(text[start:end], terms):
        if start + match.start > position:
            parts.append((text[position : start + match.start], False))
        parts.append((text[start + match.start : start + match.end], True))
        position = start + match.end
    if position < end:
        parts.append((text[position:end], False))
    if end < len(text):
        parts.append((_ELLIPSIS, False))
    return _merged(parts)


def _first(text: str, terms: AbstractSet[str]) -> int:
    """Return where the first match begins, or 0."""
    place = 0
    for chunk in text.split():
        place = text.index(chunk, place)
        if not _keys(chunk).isdisjoint(terms):
            return place
        place += len(chunk)
    return 0


def highlight(text: str, terms: AbstractSet[str], *, longest: int = 0) -> Parts:
    """Mark the terms of a query in a text; see `mark`."""
    text = clean(text)
    return mark(text, terms, longest=longest)


def _window(text: str, first: int, longest: int) -> tuple[int, int]:
    start = max(0, min(first - _LEAD, len(text) - longest))
    if start:
        space = text.find(" ", start, max(first, start + 1))
        start = space + 1 if space >= 0 else first
    end = min(len(text), start + longest)
    if end < len(text):
        space = text.rfind(" ", start + longest // 2, end)
        end = space if space > first else end
    return start, end


def _merged(parts: list[tuple[str, bool]]) -> Parts:
    merged: list[tuple[str, bool]] = []
    for text, is_match in parts:
        if merged and not is_match and not merged[-1][1]:
            merged[-1] = (merged[-1][0] + text, False)
        else:
            merged.append((text, is_match))
    return tuple(merged)
