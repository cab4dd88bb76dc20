"""Cut text into words, keeping the names of this trade whole: C++, C#, .NET, Node.js, e-ID, R&D, 24/7."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from search.contract.text.fold import fold

MAX_WORD: Final = 48
"""Letters of a word that count; the rest of a longer one is dropped."""

_PART: Final = r"(?:[^\W_][\u0300-\u036f\u00ad\u200b-\u200d]*)+"
_TOKEN: Final = re.compile(
    rf"""
      (?<![^\W_]) \. [^\W\d_]{{2,}} (?![^\W_])
    | {_PART} (?: (?: ['’ʼ&./\-\u2010\u2011] ) {_PART} )* (?: \+\+ | [+\#](?![^\W_]) )?
    """,
    re.VERBOSE,
)
_SPLIT: Final = re.compile(rf"{_PART}(?:\+\+|[+\#])?")
_APOSTROPHES: Final = re.compile(r"['’ʼ]")
_POSSESSIVE: Final = re.compile(r"['’ʼ][sS]$")
_INVISIBLE: Final = re.compile(r"[\u00ad\u200b-\u200d]")
_SHARP: Final = frozenset("acfjq")
_JOINED_SIZE: Final = 3


@dataclass(frozen=True, slots=True)
class Token:
    """Hold one word of a text.

    `surface` is the word in lower case, `form` without diacritics; `start` and `end` are offsets in the text.
    `joined` marks the one-word reading of a compound, which covers the tokens of its parts. `lang` is the language of
    the word where somebody said it, as vocabularies do.
    """

    surface: str
    form: str
    start: int
    end: int
    joined: bool = False
    lang: str = ""

    @property
    def plain(self) -> bool:
        """Say whether the word is made of letters only, so that it may have other forms."""
        return len(self.form) > 2 and self.form.isalpha()


def tokenize(text: str) -> Iterator[Token]:
    """Yield the words of a text in order; a compound gives its one-word reading, then its parts."""
    for match in _TOKEN.finditer(text):
        word, start = match.group(), match.start()
        if word.isalnum() or word[0] == ".":
            yield _token(word, start, match.end())
        else:
            yield from _compound(word, start)


def _compound(word: str, start: int) -> Iterator[Token]:
    word = _POSSESSIVE.sub("", word)
    parts = list(_SPLIT.finditer(word)) if not _APOSTROPHES.search(word) else []
    if len(parts) < 2:
        yield _token(_APOSTROPHES.sub("", word), start, start + len(word))
        return
    if "/" not in word or any(len(part.group()) <= _JOINED_SIZE for part in parts):
        joined = "".join(part.group() for part in parts)
        yield _token(joined, start, start + len(word), joined=True)
    for part in parts:
        yield _token(part.group(), start + part.start(), start + part.end())


def _token(word: str, start: int, end: int, *, joined: bool = False) -> Token:
    surface = _INVISIBLE.sub("", word.lower())[:MAX_WORD]
    if surface[-1:] in {"+", "#"} and not _is_sign(surface):
        surface = surface.rstrip("+#")
    return Token(surface, fold(surface), start, end, joined)


def _is_sign(surface: str) -> bool:
    return surface.endswith("++") or (surface[-1] == "#" and surface[:-1] in _SHARP)
