"""The JSON Lines shape of a need, strict as those of the catalogue."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Literal

from django.core.exceptions import ValidationError
from django.utils import timezone
from pydantic import BeforeValidator, StringConstraints, model_validator

from directory.catalogue.schemas import EntryShape, Localised
from directory.catalogue.schemas.types import (
    EMPTY,
    Amount,
    IsoDate,
    Line,
    Word,
    Words,
    address,
    column,
    localised,
)
from directory.needs.models import Need
from directory.needs.validators import riga_moment

_ISO_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?"
)


def moment(value: object) -> datetime:
    """Return a moment; without a time zone it is Riga's, and a date alone means its last minute."""
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _ISO_MOMENT.fullmatch(value):
        raise ValueError("is no moment such as 2026-03-31T12:00:00+02:00")
    try:
        if len(value) == 10:
            found = datetime.combine(date.fromisoformat(value), time(23, 59))
        else:
            found = datetime.fromisoformat(value)
        if found.tzinfo is None:
            found = riga_moment(found)
        # Moments at the edge of the calendar have no equivalent in other time zones.
        for zone in (UTC, timezone.get_default_timezone()):
            found.astimezone(zone)
    except ValidationError as error:
        raise ValueError(f"is no moment: {' '.join(error.messages)}") from error
    except (ValueError, OverflowError) as error:
        raise ValueError(f"is no moment: {error}") from error
    return found


Moment = Annotated[datetime, BeforeValidator(moment)]


class NeedShape(EntryShape):
    """``buyer`` is the id of an organisation, or else a name.

    ``status`` is kept only where a buyer settled it; open and closed by deadline are derived.
    """

    type: Literal["need"]
    kind: Annotated[str, column(Need, "kind")]
    buyer: Annotated[Line, StringConstraints(min_length=1), column(Need, "buyer_name")]
    title: Annotated[Localised, *localised(Need, "title", required=True)]
    country: Word | Literal[""] = "LV"
    description: Annotated[Localised, *localised(Need, "description", lines=True)] = EMPTY
    cpv: Words = []
    sectors: Words = []
    budget_min: Annotated[Amount, column(Need, "budget_min")] | None = None
    budget_max: Annotated[Amount, column(Need, "budget_max")] | None = None
    currency: Annotated[str, column(Need, "currency")] = "EUR"
    published: IsoDate | None = None
    deadline: Moment | None = None
    status: Literal["open", "closed", "awarded", "cancelled"] | None = None
    required_certifications: Words = []
    source_url: Annotated[str, *address(Need, "source_url")] = ""
    in_scope: bool = True
    scope_reason: Annotated[Line, column(Need, "scope_reason")] = ""

    name_field = "title"

    @model_validator(mode="after")
    def _in_order(self) -> NeedShape:
        low, high = self.budget_min, self.budget_max
        if low is not None and high is not None and high < low:
            raise ValueError("budget_max: lies below budget_min")
        if self.published and self.deadline and timezone.localdate(self.deadline) < self.published:
            raise ValueError("deadline: lies before the day of publication")
        return self

    def settled(self, *, now: datetime) -> str:
        """Return the status as the buyer settled it: nothing where the deadline alone decides."""
        if self.status in {"awarded", "cancelled"}:
            return str(self.status)
        if self.status == "closed" and not (self.deadline and self.deadline <= now):
            return "closed"
        return ""
