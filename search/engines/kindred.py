"""Find the words that the best entries of a sentence share: its other entries are ranked by them, too.

Who describes a problem in a sentence seldom uses the words of those who solve it; the entries that come nearest do.
What several of them say adds to the rank, and finds nothing by itself. Lists of words are taken as they are typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from search.contract.text import CHATTER, stems, tokenize

FIRST: Final = 5
"""Entries that are looked at."""

MOST: Final = 15
"""Words that are taken from them."""

BOOST: Final = 0.8
"""What such a word counts where all of them hold it."""

_SHARED_BY: Final = 2
_READ: Final = 300
_FIELDS: Final = ("name", "tagline", "description")

Texts = Mapping[str, Mapping[str, str]]
"""Field → language → text, as stored."""


def kindred(entries: Sequence[Texts]) -> list[tuple[str, float]]:
    """Return the terms that at least two of the best entries share, each with what it counts; given the best first."""
    held: dict[str, int] = {}
    holding: dict[str, int] = {}
    for place, texts in enumerate(entries[:FIRST]):
        for term in set(islice(_terms(texts), _READ)):
            held[term] = held.get(term, 0) + FIRST - place
            holding[term] = holding.get(term, 0) + 1
    shared = [term for term, entries in holding.items() if entries >= _SHARED_BY]
    shared.sort(key=lambda term: (-held[term], term))
    most = FIRST * (FIRST + 1) / 2
    return [(term, BOOST * held[term] / most) for term in shared[:MOST]]


def _terms(texts: Texts) -> Iterator[str]:
    """Yield the stems of the words of an entry, each in the language of its text."""
    for name in _FIELDS:
        for lang, text in texts.get(name, {}).items():
            for token in tokenize(text):
                if token.plain and not token.joined and token.form not in CHATTER:
                    yield from stems(token.surface, (lang,))
