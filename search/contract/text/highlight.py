"""Mark the words of a query in a stored text, by token offsets, and cut a snippet out of a long one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from search.contract.text.analysis import stems
from search.contract.text.fold import clean
from search.contract.text.tokens import tokenize

Parts = tuple[tuple[str, bool], ...]

SNIPPET: Final = 240
_LEAD: Final = 60
_ELLIPSIS: Final = "…"
_EITHER: Final = ("en", "lv")
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Match:
    """Hold where a term of the query stands in a text."""

    start: int
    end: int
    term: str


def find(text: str, terms: Collection[str]) -> list[Match]:
    """Return the words of a text whose form, or a stem of it, is among the terms; overlapping ones once."""
    if not terms:
        return []
    matches: list[Match] = []
    end = -1
    for token in tokenize(text[:_LONGEST]):
        if token.start < end:
            continue
        term = _matching(token.surface, token.form, terms)
        if term is not None:
            matches.append(Match(token.start, token.end, term))
            end = token.end
    return matches


def _matching(surface: str, form: str, terms: Collection[str]) -> str | None:
    if form in terms:
        return form
    return next((term for term in stems(surface, _EITHER) if term in terms), None)


def mark(text: str, matches: list[Match], *, longest: int = 0) -> Parts:
    """Cut a text into (text, is_match) parts.

    With `longest`, a longer text becomes a snippet of about that many characters around its first match, with an
    ellipsis where something is left out.
    """
    start, end = 0, len(text)
    if longest and len(text) > longest:
        start, end = _window(text, matches, longest)
    parts: list[tuple[str, bool]] = []
    position = start
    if start:
        parts.append((_ELLIPSIS, False))
    for match in matches:
        if match.start < start or match.end > end:
            continue
        if match.start > position:
            parts.append((text[position : match.start], False))
        parts.append((text[match.start : match.end], True))
        position = match.end
    if position < end:
        parts.append((text[position:end], False))
    if end < len(text):
        parts.append((_ELLIPSIS, False))
    return _merged(parts)


def highlight(text: str, terms: Collection[str], *, longest: int = 0) -> Parts:
    """Mark the terms of a query in a text; see `mark`."""
    text = clean(text)
    return mark(text, find(text, terms), longest=longest)


def _window(text: str, matches: list[Match], longest: int) -> tuple[int, int]:
    first = matches[0].start if matches else 0
    start = max(0, min(first - _LEAD, len(text) - longest))
    if start:
        space = text.find(" ", start, max(first, start + 1))
        start = space + 1 if space >= 0 else start
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
