"""What a text of an entry should not hold."""

from __future__ import annotations

import re

# One sign before the @ is enough: a repeated one would try every start of a long word, in quadratic time.
_EMAIL = re.compile(r"[\w.+-]\s?@\s?[\w-]+\.\w")
# A number is a telephone's where its country stands before it or a word says so: registration
# numbers, CPV codes, years and sums look alike otherwise.
_PHONE = re.compile(
    r"(?:\+|\b00)\d{1,3}[\s(-]*\d(?:[\s()-]*\d){5,11}\b"
    r"|\b(?:tel|tālr|talr|tālrunis|phone|mob|call|zvan\w*)[.:]?\s*\d(?:[\s()-]*\d){6,11}\b",
    re.IGNORECASE,
)


def contacts_in(text: str) -> list[str]:
    """Return the e-mail addresses and telephone numbers in a text, each as far as it was read."""
    addresses = (_whole(text, match) for match in _EMAIL.finditer(text))
    return [*addresses, *(match.group(0) for match in _PHONE.finditer(text))]


def _whole(text: str, match: re.Match[str]) -> str:
    """Return the words that an address was found in, as far as they are of a usual length."""
    start = text[max(0, match.start() - 64) : match.start()].split(" ")[-1]
    end = text[match.end() : match.end() + 64].split(" ")[0]
    return " ".join(f"{start}{match.group(0)}{end}".split()).rstrip(".,;:")
