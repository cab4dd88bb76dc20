"""Order names as a Latvian or an English reader expects."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from search.contract.text.fold import clean, fold

_LATVIAN: Final = "aābcčdeēfgģhiījkķlļmnņoōpqrŗsštuūvwxyzž"
_BASE: Final = {"ā": "a", "ē": "e", "ī": "i", "ō": "o", "ū": "u", "y": "i"}
_NUMBER: Final = re.compile(r"\d+")
_LONGEST: Final = 80
_DIGITS: Final = 12


def collation_key(text: str, lang: str) -> str:
    """Return a string whose order by code points is the order of the names.

    Signs and quotation marks don't count, numbers are ordered by value and come before letters. In Latvian č, ģ, ķ,
    ļ, ņ, š and ž are letters of their own after their plain ones, y stands with i, and long vowels differ from short
    ones only between words that are otherwise alike. In English diacritics count in the same last way.
    """
    lowered = clean(text).lower()
    words = "".join(char if char.isalnum() else " " for char in lowered).split()
    plain = " ".join(words)[:_LONGEST]
    alphabet = _weights(lang)
    primary = "".join(alphabet.get(char) or _other(char, alphabet) for char in _numbered(plain))
    return f"{primary}\x01{plain}"


@lru_cache(maxsize=4)
def _weights(lang: str) -> dict[str, str]:
    letters = _LATVIAN if lang == "lv" else "abcdefghijklmnopqrstuvwxyz"
    weights = {" ": " "}
    weights |= {digit: digit for digit in "0123456789"}
    weights |= {letter: chr(0x61 + number) for number, letter in enumerate(letters)}
    if lang == "lv":
        weights |= {letter: weights[base] for letter, base in _BASE.items()}
    return weights


def _other(char: str, alphabet: dict[str, str]) -> str:
    folded = fold(char)
    weights = [alphabet.get(letter) for letter in folded]
    return "".join(weight for weight in weights if weight) or chr(min(0x10FFFF, 0xF000 + ord(char)))


def _numbered(text: str) -> str:
    return _NUMBER.sub(lambda match: match.group().lstrip("0").rjust(_DIGITS, "0"), text)
