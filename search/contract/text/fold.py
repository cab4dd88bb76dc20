"""Clean and fold text: one form of a word for every way in which it is typed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_EXTRA: Final = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
    }
)
_UNUSABLE: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\uf8ff\ufff0-\ufffb\ufffe\uffff]"
)
_LATVIAN: Final = frozenset("āčēģīķļņōŗšūž")


def clean(text: str) -> str:
    """Return the text in composed Unicode with what no index can hold (NUL, controls, lone surrogates) as spaces."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    # Nearly every text: whatever is to go can't be printed, and asking that is ten times as quick.
    if text.replace("\n", "").isprintable():
        return text
    return _UNUSABLE.sub(" ", text)


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Return a word in lower case without diacritics."""
    word = word.lower()
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word.translate(_EXTRA))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def is_latvian(word: str) -> bool:
    """Say whether a lower-case word has a letter that English lacks and Latvian has."""
    return not word.isascii() and not _LATVIAN.isdisjoint(word)
