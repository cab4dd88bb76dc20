"""Write numbers as they are read."""

from __future__ import annotations


def grouped(number: int) -> str:
    """Return a number as it is read: digits in groups of three, kept on one line."""
    if number < 1_000:
        return str(number)
    return f"{number:,}".replace(",", "\u00a0")
