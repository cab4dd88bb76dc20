"""Order names as a Latvian or an English reader expects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from search.contract.text.fold import clean, fold

_LATVIAN: Final = "aābcčdeēfgģhiījkķlļmnņoōpqrŗsštuūvwxyzž"
_BASE: Final = {"ā": "a", "ē": "e", "ī": "i", "ō": "o", "ū": "u", "y": "i"}
_SIGNS: Final = re.compile(r"[\W_]+")
_NUMBER: Final = re.compile(r"\d+")
_LONGEST: Final = 80
_DIGITS: Final = 12


def collation_key(text: str, lang: str) -> str:
    """Return a string whose order by code points is the order of the names.

    Signs and quotation marks don't count, numbers are ordered by value and come before letters. In Latvian č, ģ, ķ,
    ļ, ņ, š and ž are letters of their own after their plain ones, y stands with i, and long vowels differ from short
    ones only between words that are otherwise alike. In English diacritics count in the same last way.
    """
    plain = _SIGNS.sub(" ", clean(text).lower()).strip()[:_LONGEST]
    return f"{_numbered(plain).translate(_weights(lang))}\x01{plain}"


class _Weights(dict[int, str]):
    """Maps characters to what orders them; one that the alphabet lacks is ordered when it first comes."""

    def __init__(self, alphabet: Mapping[str, str]) -> None:
        super().__init__((ord(letter), weight) for letter, weight in alphabet.items())
        self._alphabet = alphabet

    def __missing__(self, number: int) -> str:
        weights = "".join(self._alphabet.get(letter, "") for letter in fold(chr(number)))
        self[number] = weights or chr(min(0x10FFFF, 0xF000 + number))
        return self[number]


@lru_cache(maxsize=4)
def _weights(lang: str) -> _Weights:
    letters = _LATVIAN if lang == "lv" else "abcdefghijklmnopqrstuvwxyz"
    weights = {" ": " "}
    weights |= {digit: digit for digit in "0123456789"}
    weights |= {letter: chr(0x61 + number) for number, letter in enumerate(letters)}
    if lang == "lv":
        weights |= {letter: weights[base] for letter, base in _BASE.items()}
    return _Weights(weights)


def _numbered(text: str) -> str:
    return _NUMBER.sub(lambda match: match.group().lstrip("0").rjust(_DIGITS, "0"), text)
