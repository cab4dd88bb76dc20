"""The open file of the Register of Enterprises: one legal person a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

COLUMNS = ("regcode", "name", "type", "registered", "terminated", "closed")
DELIMITER = ";"


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """What the register says of one legal person; ``closed`` also where no date is given."""

    number: str
    legal_name: str
    legal_form: str
    registered_on: date | None
    closed_on: date | None
    closed: bool


def facts(row: Mapping[str, str]) -> RegisterFacts:
    """Return the facts of a row; raise ValueError for a number or a date that is none.

    ``closed`` is L (liquidated) or R (reorganised) in the file.
    """
    number = row["regcode"].strip()
    if not number.isdigit() or not number.isascii():
        raise ValueError(f"regcode: {number[:40]!r} is no number")
    name = " ".join(row["name"].split())
    if not name:
        raise ValueError("name: is empty")
    if len(name) > 300:
        raise ValueError(f"name: has {len(name)} characters; at most 300")
    closed_on = _day("terminated", row["terminated"])
    registered_on = _day("registered", row["registered"])
    if closed_on and registered_on and closed_on < registered_on:
        raise ValueError("terminated: lies before the day of registration")
    return RegisterFacts(
        number=number,
        legal_name=name,
        legal_form=row["type"].strip()[:20],
        registered_on=registered_on,
        closed_on=closed_on,
        closed=bool(closed_on or row["closed"].strip()),
    )


def _day(name: str, text: str) -> date | None:
    text = text.strip()
    # Older files write 0000-00-00 where there is no date.
    if not text or text.startswith("0000"):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise ValueError(f"{name}: {text[:40]!r} is no date") from error
