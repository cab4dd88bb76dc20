"""Cut texts into the words that scoring compares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from directory.matching.records import Alternatives
from search.contract.text import STOP_WORDS, clean, stems, tokenize

MOSTSENTENCES = 40
"""Sentences of a text that count, the first ones."""
MOST_CHARACTERS = 20_000

_LANGUAGES = ("en", "lv")
_PIECES_KEPT = 40_000
#: Longer pieces are addresses and noise, which come once.
_LONGEST_KEPT = 40
SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\n+")

Weigh = Callable[[Alternatives], float]
"""How telling a word is: the rarer, the more."""


def _read(piece: str) -> tuple[tuple[str, ...], tuple[Alternatives, ...]]:
    """Return the words of what stands between two spaces without their marks, and the telling ones in their stems.

    No word spans a space, and most of the pieces of texts come again and again.
    """
    return _cut(piece) if len(piece) > _LONGEST_KEPT else _kept(piece)


def _cut(piece: str) -> tuple[tuple[str, ...], tuple[Alternatives, ...]]:
    tokens = [token for token in tokenize(piece) if not token.joined]
    return (
        tuple(token.form for token in tokens),
        tuple(
            stems(token.surface, _LANGUAGES) or (token.form,)
            for token in tokens
            if token.form not in STOP_WORDS
        ),
    )


_kept = lru_cache(maxsize=_PIECES_KEPT)(_cut)


def forms(text: str) -> list[str]:
    """Return the words of a text without their marks, in order."""
    return [form for piece in clean(text).split() for form in _read(piece)[0]]


def words(text: str) -> tuple[Alternatives, ...]:
    """Return the telling words of a text, each once, in order."""
    return tuple(dict.fromkeys(word for piece in clean(text).split() for word in _read(piece)[1]))


def sentences(
    title: str, description: str = ""
) -> tuple[tuple[str, ...], tuple[tuple[Alternatives, ...], ...]]:
    """Return the sentences of a text with telling words, the title first, and their words."""
    texts: list[str] = []
    cut: list[tuple[Alternatives, ...]] = []
    for text in (title, *SENTENCE.split(description[:MOST_CHARACTERS])):
        if (found := words(text)) and found not in cut:
            texts.append(text.strip())
            cut.append(found)
        if len(cut) == MOSTSENTENCES:
            break
    return tuple(texts), tuple(cut)


def counted(texts: Iterable[str]) -> Mapping[str, int]:
    """Return how often each stem stands in some texts."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(
            stem for piece in clean(text).split() for word in _read(piece)[1] for stem in word
        )
    return counts


def grams(text: str, size: int = 4) -> list[str]:
    """Return the runs of letters of a text, over the borders of its words."""
    plain = " ".join(form for form in forms(text) if form not in STOP_WORDS)
    padded = f" {plain} "
    return [padded[start : start + size] for start in range(len(padded) - size + 1)]
