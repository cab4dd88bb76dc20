"""Keep a dictionary of word forms in little memory, and know the words of English."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate
from typing import Final

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

_TAB: Final = b"\t"
_MARKS: Final = 1 << 22
"""Bits that tell which forms are not in a dictionary; twenty for each of its forms, so one in twenty lies."""


class Lexicon:
    """Keeps forms and lemmas as one sorted text: a fifth of a dictionary's memory, for some microseconds a word.

    Most of what is asked for is in no dictionary, since grammar reckons of which words a form may be one: half a
    megabyte of bits tells nearly all of that at once.
    """

    def __init__(self, lemmas: Mapping[bytes, bytes]) -> None:
        lines = [form + _TAB + lemma for form, lemma in sorted(lemmas.items())]
        self._text = b"\n".join(lines)
        self._starts = array("I", accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
        self._marks = bytearray(_MARKS // 8)
        for form in lemmas:
            place = hash(form) % _MARKS
            self._marks[place >> 3] |= 1 << (place & 7)

    def get(self, word: str) -> str | None:
        """Return the lemma of a form, or None for one that it does not know."""
        form = word.encode("utf-8", "surrogatepass")
        place = hash(form) % _MARKS
        if not self._marks[place >> 3] >> (place & 7) & 1:
            return None
        number = bisect_left(self._starts, form, key=self._form)
        if number == len(self._starts) or self._form(start := self._starts[number]) != form:
            return None
        end = self._text.find(b"\n", start)
        return self._text[start + len(form) + 1 : end if end >= 0 else None].decode()

    def _form(self, start: int) -> bytes:
        return self._text[start : self._text.index(_TAB, start)]


@lru_cache(maxsize=1)
def _english() -> Lexicon:
    forms = DefaultDictionaryFactory().get_dictionary("en")
    return Lexicon({form.lower().encode(): b"" for form in forms})


def load_english() -> None:
    """Read the English dictionary, which the first question about a word would wait for."""
    _english()


def is_english(word: str) -> bool:
    """Say whether the English dictionary knows a word in lower case, in any form."""
    return _english().get(word) is not None
