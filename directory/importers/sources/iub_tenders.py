"""The CSV of open tenders of the procurement office (IUB): one tender a row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from directory.importers.records import FoundBuyer, FoundNeed

COLUMNS = (
    "id",
    "name",
    "cpv",
    "buyerId",
    "buyerName",
    "deadline",
    "deadlineTime",
    "estimatedValue",
    "sourceUrl",
)
RIGA = ZoneInfo("Europe/Riga")


def tender(line: int, row: Mapping[str, str]) -> FoundNeed:
    """Return the need of a row; raise ValueError for a date, a time or a value that is none.

    Times are Riga's; the estimated value is the upper end of the budget.
    """
    need: dict[str, Any] = {
        "type": "need",
        "id": row["id"].strip(),
        "kind": "tender",
        "title": {"lv": row["name"]},
        "source_url": row["sourceUrl"].strip(),
    }
    if code := row["cpv"].strip():
        need["cpv"] = [code]
    if day := row["deadline"].strip():
        need["deadline"] = _moment(day, row["deadlineTime"].strip())
    if amount := row["estimatedValue"].strip():
        need["budget_max"] = _amount(amount)
    return FoundNeed(line, need, FoundBuyer(row["buyerId"].strip(), row["buyerName"].strip()))


def _moment(day: str, time: str) -> datetime:
    try:
        return datetime.fromisoformat(f"{day}T{time or '23:59'}").replace(tzinfo=RIGA)
    except ValueError as error:
        raise ValueError(f"deadline: {day} {time} is no moment") from error


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"estimatedValue: {text!r} is no number") from error
    if not amount.is_finite():
        raise ValueError(f"estimatedValue: {text!r} is no number")
    return round(amount, 2)
