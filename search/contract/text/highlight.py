"""Mark the words of a query in a stored text, by token offsets, and cut a snippet out of a long one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from search.contract.text.analysis import stems
from search.contract.text.fold import clean
from search.contract.text.tokens import tokenize

Parts = tuple[tuple[str, bool], ...]
Languages = tuple[str, ...]
"""Those that a text is analysed in."""

SNIPPET: Final = 240
_LEAD: Final = 60
_ELLIPSIS: Final = "…"
_EITHER: Final[Languages] = ("en", "lv")
_MOST_KNOWN: Final = 50_000
_PIECE: Final = re.compile(r"\S+")


class Match(NamedTuple):
    """Hold where a term of the query stands in a text."""

    start: int
    end: int


class Found(NamedTuple):
    """Hold where the terms of the query stand in a text, in order and none over another, and which terms those are."""

    matches: list[Match]
    terms: set[str]


class _Span(NamedTuple):
    """Hold where a word stands, with the terms it may be found by, its form first; `joined` as of its token."""

    start: int
    end: int
    terms: tuple[str, ...]
    joined: bool


@lru_cache(maxsize=10_000)
def _spans(chunk: str, langs: Languages) -> tuple[_Span, ...]:
    """Return the words of a text without spaces."""
    return tuple(
        _Span(token.start, token.end, (token.form, *stems(token.surface, langs)), token.joined)
        for token in tokenize(chunk)
    )


@lru_cache(maxsize=50_000)
def _keys(chunk: str, langs: Languages) -> frozenset[str]:
    """Return every term that any word of a text without spaces may be found by."""
    return frozenset(term for span in _spans(chunk, langs) for term in span.terms)


def side_by_side(terms: Iterable[str]) -> str:
    """Return what stands among the terms of a question for some that count only side by side."""
    return " ".join(terms)


class _Known:
    """Knows of each piece of text between spaces by which terms of its languages it is found, once looked at."""

    def __init__(self, langs: Languages) -> None:
        self.langs = langs
        # Both only grow, and what is known of a piece comes before it: so a reader that knew those learnt first need
        # only look at those learnt since, and none of them is in the set alone.
        self.chunks: set[str] = set()
        self.learnt: list[str] = []
        self._by_term: dict[str, set[str]] = {}

    def learn(self, chunks: Iterable[str]) -> None:
        """Look at some pieces."""
        for chunk in chunks:
            for term in _keys(chunk, self.langs):
                self._by_term.setdefault(term, set()).add(chunk)
            self.learnt.append(chunk)
            self.chunks.add(chunk)

    def of(self, terms: Iterable[str]) -> set[str]:
        """Return the pieces that any of some terms finds."""
        return set().union(*(self._by_term.get(term, ()) for term in terms))


# Pieces come back from entry to entry and from question to question. Replaced when full, never emptied: others may be
# reading it.
_known: dict[Languages, _Known] = {}


def _known_pieces(langs: Languages) -> _Known:
    known = _known.get(langs)
    if known is None or len(known.chunks) >= _MOST_KNOWN:
        known = _known[langs] = _Known(langs)
    return known


class Marker:
    """Marks the terms of one question in the texts of its answer; some of them are `side_by_side`.

    A word is marked where it is found: by its stems in the languages that its text is analysed in.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        every = frozenset(terms)
        self._phrases = {term: tuple(term.split()) for term in every if " " in term}
        self._terms = every - self._phrases.keys()
        self._readers: dict[Languages, _Reader] = {}

    def find(self, text: str, langs: Languages = _EITHER) -> Found | None:
        """Return what a text of some languages holds of the question, or None where that is nothing."""
        reader = self._readers.get(langs)
        if reader is None:
            reader = _Reader(self._terms, self._phrases, _known_pieces(langs))
            self._readers[langs] = reader
        return reader.find(text)

    def mark(self, text: str, matches: Sequence[Match], *, longest: int = 0) -> Parts:
        """Cut a text into (text, is_match) parts; `matches` is what was found in it.

        With `longest`, a longer text becomes a snippet of about that many characters around its first match, with an
        ellipsis where something is left out.
        """
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


class _Reader:
    """Finds the terms of one question in texts of the same languages.

    Most texts of an answer hold none, so each is first asked, as a set of pieces, whether it may.
    """

    def __init__(
        self, terms: frozenset[str], phrases: Mapping[str, tuple[str, ...]], known: _Known
    ) -> None:
        self._terms, self._phrases, self._known, self._langs = terms, phrases, known, known.langs
        self._asked = terms.union(*phrases.values())
        self._look_up()

    def _look_up(self) -> None:
        self._seen = len(self._known.learnt)
        of = self._known.of
        self._pieces = of(self._terms)
        self._telling = of({term for terms in self._phrases.values() for term in terms})
        self._telling |= self._pieces
        self._first = {
            phrase: (of(terms[:1]), of(terms[1:2])) for phrase, terms in self._phrases.items()
        }

    def _catch_up(self) -> None:
        """Look again where a piece that was learnt since holds what is asked for, which few do."""
        new = self._known.learnt[self._seen :]
        self._seen += len(new)
        if not all(self._asked.isdisjoint(_keys(chunk, self._langs)) for chunk in new):
            self._look_up()

    def find(self, text: str) -> Found | None:
        pieces = text.split()
        if not self._known.chunks.issuperset(pieces):
            self._known.learn(set(pieces) - self._known.chunks)
        # Another reader may have learnt pieces too that this one did not know when it looked.
        if self._seen != len(self._known.learnt):
            self._catch_up()
        telling = self._telling.intersection(pieces)
        if not telling:
            return None
        held = {term for chunk in telling for term in _keys(chunk, self._langs)}
        matches: list[Match] = []
        terms: set[str] = set()
        lines: list[tuple[int, str, list[str]]] = []
        for phrase, words in self._phrases.items():
            if held.issuperset(words):
                lines = lines or list(_lines(text, telling))
                if standing := list(self._standing(lines, words, *self._first[phrase])):
                    matches += standing
                    terms.add(phrase)
        for chunk in telling & self._pieces:
            terms |= _keys(chunk, self._langs) & self._terms
            matches += self._words(text, chunk)
        return Found(_apart(matches), terms) if matches else None

    def _words(self, text: str, chunk: str) -> Iterator[Match]:
        """Yield the words of a piece whose form, or a stem of it, is among the terms, wherever the piece stands."""
        place = text.find(chunk)
        while place >= 0:
            after = place + len(chunk)
            if not text[max(0, place - 1) : place].strip() and not text[after : after + 1].strip():
                for span in _spans(chunk, self._langs):
                    if not self._terms.isdisjoint(span.terms):
                        yield Match(place + span.start, place + span.end)
            place = text.find(chunk, after)

    def _standing(
        self,
        lines: Iterable[tuple[int, str, list[str]]],
        terms: Sequence[str],
        first_pieces: set[str],
        second_pieces: set[str],
    ) -> Iterator[Match]:
        """Yield where words found by some terms stand side by side, in this order and in one line.

        `first_pieces` are those that the first term finds, `second_pieces` likewise.
        """
        for base, line, pieces in lines:
            if first_pieces.isdisjoint(pieces):
                continue
            starts: list[int] = []
            for number in [place for place, piece in enumerate(pieces) if piece in first_pieces]:
                # So many words are in no more pieces than that.
                near = pieces[number : number + len(terms)]
                if second_pieces.isdisjoint(near):
                    continue
                words = [
                    (place, span)
                    for place, piece in enumerate(near, start=number)
                    for span in _spans(piece, self._langs)
                    if not span.joined
                ]
                for first in range(len(words) - len(terms) + 1):
                    row = words[first : first + len(terms)]
                    if row[0][0] != number:
                        break
                    if all(term in span.terms for term, (_, span) in zip(terms, row, strict=True)):
                        starts = starts or [one.start() for one in _PIECE.finditer(line)]
                        (begin, head), (end, tail) = row[0], row[-1]
                        yield Match(
                            base + starts[begin] + head.start, base + starts[end] + tail.end
                        )


def _lines(text: str, telling: set[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Yield where each line of a text begins that holds one of some pieces, the line, and its pieces."""
    base = 0
    for line in text.split("\n"):
        pieces = line.split()
        if not telling.isdisjoint(pieces):
            yield base, line, pieces
        base += len(line) + 1


def _apart(matches: list[Match]) -> list[Match]:
    """Return matches in order, the longer one where two begin together, and none that begins within another."""
    apart: list[Match] = []
    for match in sorted(matches, key=lambda one: (one.start, -one.end)):
        if not apart or match.start >= apart[-1].end:
            apart.append(match)
    return apart


def highlight(text: str, terms: Iterable[str], *, longest: int = 0) -> Parts:
    """Mark the terms of a query in a text; see `Marker.mark`."""
    text, marker = clean(text), Marker(terms)
    found = marker.find(text)
    return marker.mark(text, found.matches if found else (), longest=longest)


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
