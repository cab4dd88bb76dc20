"""Cut texts into the words that scoring compares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from directory.matching.records import Alternatives
from search.contract.text import STOP_WORDS, clean, stems, tokenize

MOST_SENTENCES = 40
"""Sentences of a text that count, the first ones."""
MOST_CHARACTERS = 20_000

_LANGUAGES = ("en", "lv")
_SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\n+")

Weigh = Callable[[Alternatives], float]
"""How telling a word is: the rarer, the more."""


def words(text: str) -> tuple[Alternatives, ...]:
    """Return the telling words of a text, each once, in order."""
    found: dict[Alternatives, None] = {}
    for token in tokenize(clean(text)):
        if not token.joined and token.form not in STOP_WORDS:
            found[stems(token.surface, _LANGUAGES) or (token.form,)] = None
    return tuple(found)


def sentences(
    title: str, description: str = ""
) -> tuple[tuple[str, ...], tuple[tuple[Alternatives, ...], ...]]:
    """Return the sentences of a text with telling words, the title first, and their words."""
    texts: list[str] = []
    cut: list[tuple[Alternatives, ...]] = []
    for text in (title, *_SENTENCE.split(description[:MOST_CHARACTERS])):
        if (found := words(text)) and found not in cut:
            texts.append(text.strip())
            cut.append(found)
        if len(cut) == MOST_SENTENCES:
            break
    return tuple(texts), tuple(cut)


def counted(texts: Iterable[str]) -> Mapping[str, int]:
    """Return how often each stem stands in some texts."""
    counts: Counter[str] = Counter()
    for text in texts:
        for token in tokenize(clean(text)):
            if not token.joined and token.form not in STOP_WORDS:
                counts.update(stems(token.surface, _LANGUAGES) or (token.form,))
    return counts


def grams(text: str, size: int = 4) -> list[str]:
    """Return the runs of letters of a text, over the borders of its words."""
    plain = " ".join(
        token.form
        for token in tokenize(clean(text))
        if not token.joined and token.form not in STOP_WORDS
    )
    padded = f" {plain} "
    return [padded[start : start + size] for start in range(len(padded) - size + 1)]
