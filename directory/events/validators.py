"""What of a search's words may be kept."""

from __future__ import annotations

import re
import unicodedata

MOST_CHARACTERS = 100
# Dashes of every kind: text from a letter or a file seldom has the one of the keyboard.
_DIGITS = re.compile(r"\d(?:[\s()./_+\-\u2010-\u2015\u2212]*\d){6,}")
_AT = re.compile(r"@|[(\[{]\s*(?:at|et|eta)\s*[)\]}]")
# A CPV code is no telephone number: Latvian ones of eight digits begin with 2 or 6.
_CPV = re.compile(r"[34578]\d{7}(?:-\d)?")


def kept_words(text: str) -> str:
    """Return the words of a search as they are counted, or nothing where they may say who asked.

    Case and spacing are made even. Left out are addresses (anything with an @, or “at” in brackets), what has seven
    digits or more in a row as telephone numbers and personal codes have, CPV codes apart, and
    texts longer than a search usually is: people paste letters into search boxes.
    """
    words = " ".join(unicodedata.normalize("NFKC", text[: 4 * MOST_CHARACTERS]).lower().split())
    if len(words) > MOST_CHARACTERS or _AT.search(words):
        return ""
    if any(not _CPV.fullmatch(found) for found in _DIGITS.findall(words)):
        return ""
    return "".join(sign for sign in words if sign.isprintable())
