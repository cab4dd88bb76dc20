"""Mark the words of a query in a stored text, by token offsets, and cut a snippet out of a long one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from search.contract.text.analysis import stems
from search.contract.text.fold import clean
from search.contract.text.tokens import tokenize

Parts = tuple[tuple[str, bool], ...]

SNIPPET: Final = 240
_LEAD: Final = 60
_ELLIPSIS: Final = "…"
_EITHER: Final = ("en", "lv")
_MOST_KNOWN: Final = 50_000


class Match(NamedTuple):
    """Hold where a term of the query stands in a text."""

    start: int
    end: int


@lru_cache(maxsize=10_000)
def _spans(chunk: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """Return where each word of a text without spaces stands, with the terms it may be found by, its form first."""
    return tuple(
        (token.start, token.end, (token.form, *stems(token.surface, _EITHER)))
        for token in tokenize(chunk)
    )


def _keys(chunk: str) -> frozenset[str]:
    """Return every term that any word of a text without spaces may be found by."""
    return frozenset(term for _, _, terms in _spans(chunk) for term in terms)


class _Known:
    """Knows of each piece of text between spaces by which terms it is found, once looked at."""

    def __init__(self) -> None:
        self.chunks: set[str] = set()
        self._by_term: dict[str, set[str]] = {}

    def learn(self, chunks: Iterable[str]) -> None:
        """Look at some pieces."""
        for chunk in chunks:
            for term in _keys(chunk):
                self._by_term.setdefault(term, set()).add(chunk)
            self.chunks.add(chunk)

    def of(self, terms: Iterable[str]) -> set[str]:
        """Return the pieces that any of some terms finds."""
        return set().union(*(self._by_term.get(term, ()) for term in terms))


# Pieces come back from entry to entry and from question to question. Replaced when full, never emptied: others may be
# reading it.
_known = _Known()


def _known_pieces() -> _Known:
    global _known  # noqa: PLW0603  one for the process, as a cache is
    if len(_known.chunks) >= _MOST_KNOWN:
        _known = _Known()
    return _known


class Marker:
    """Marks the terms of one question in the texts of its answer.

    Most texts of an answer hold none, so each is first asked, as a set of pieces, whether it does.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = frozenset(terms)
        self._known = _known_pieces()
        self._found = self._known.of(self._terms)

    def chunks(self, text: str) -> set[str]:
        """Return the pieces of a text between spaces that hold a term."""
        chunks = set(text.split())
        new = chunks - self._known.chunks
        if new:
            self._known.learn(new)
            self._found = self._known.of(self._terms)
        return chunks & self._found

    def terms(self, chunks: Iterable[str]) -> set[str]:
        """Return the terms that some pieces hold."""
        return {term for chunk in chunks for term in _keys(chunk) & self._terms}

    def mark(self, text: str, chunks: Iterable[str], *, longest: int = 0) -> Parts:
        """Cut a text into (text, is_match) parts; `chunks` are the pieces of it that hold a term.

        With `longest`, a longer text becomes a snippet of about that many characters around its first match, with an
        ellipsis where something is left out.
        """
        matches = self._matches(text, chunks)
        start, end = 0, len(text)
        if longest and end > longest:
            start, end = _window(text, matches[0].start if matches else 0, longest)
        parts: list[tuple[str, bool]] = []
        position = start
        if start:
            parts.append((_ELLIPSIS, False))
        for match in matches:
            if match.end > end:
                break
            if match.start > position:
                parts.append((text[position : match.start], False))
            parts.append((text[match.start : match.end], True))
            position = match.end
        if position < end:
            parts.append((text[position:end], False))
        if end < len(text):
            parts.append((_ELLIPSIS, False))
        return _merged(parts)

    def _matches(self, text: str, chunks: Iterable[str]) -> list[Match]:
        """Return the words whose form, or a stem of it, is among the terms, in order; overlapping ones once."""
        matches: list[Match] = []
        for chunk in chunks:
            place = text.find(chunk)
            while place >= 0:
                after = place + len(chunk)
                if (
                    not text[max(0, place - 1) : place].strip()
                    and not text[after : after + 1].strip()
                ):
                    matches += self._in_chunk(chunk, place)
                place = text.find(chunk, after)
        matches.sort()
        return matches

    def _in_chunk(self, chunk: str, base: int) -> Iterator[Match]:
        end = -1
        for first, last, names in _spans(chunk):
            if first >= end and not self._terms.isdisjoint(names):
                yield Match(base + first, base + last)
                end = last


def highlight(text: str, terms: Iterable[str], *, longest: int = 0) -> Parts:
    """Mark the terms of a query in a text; see `Marker.mark`."""
    text, marker = clean(text), Marker(terms)
    return marker.mark(text, marker.chunks(text), longest=longest)


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
