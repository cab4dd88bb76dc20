"""The shapes of what a shortlist keeps as JSON: unknown keys and other kinds of value are refused."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.core.exceptions import ValidationError
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from pydantic import ValidationError as ShapeError

#: A text by language; a language without a text is left out.
Texts = Annotated[
    dict[Literal["en", "lv"], Annotated[str, Field(max_length=20_000)]], Field(max_length=2)
]
Line = Annotated[str, Field(max_length=1000)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Code(_Shape):
    """A term of a vocabulary as it was called."""

    slug: Line
    label: Texts


class DemandShape(_Shape):
    """What was asked for."""

    title: Texts
    text: Texts
    buyer: Line = ""
    url: Line = ""
    deadline: Line = ""
    cpv: list[Code]
    sectors: list[Code]


class CardShape(_Shape):
    """An entry as its page showed it."""

    name: Texts
    tagline: Texts
    description: Texts
    url: Line
    website: Line
    kind: Line
    registration_number: Line = ""
    employees: Line = ""
    trl: int | None = None
    certifications: list[Code]
    providers: list[Provider]
    is_sample: bool


class Provider(_Shape):
    """Who provides a solution."""

    name: Texts
    registration_number: Line = ""


class ReasonShape(_Shape):
    """A reason with its points and what it rests on."""

    kind: Line
    label: Texts
    points: Annotated[float, Field(ge=0, le=100)]
    evidence: Texts
    url: Line


class GapShape(_Shape):
    """Something missing or not known."""

    kind: Line
    label: Texts


CardShape.model_rebuild()
_DEMAND: TypeAdapter[Any] = TypeAdapter(DemandShape)
_CARD: TypeAdapter[Any] = TypeAdapter(CardShape)
_REASONS: TypeAdapter[Any] = TypeAdapter(list[ReasonShape])
_GAPS: TypeAdapter[Any] = TypeAdapter(list[GapShape])
_WEIGHTS: TypeAdapter[Any] = TypeAdapter(dict[Line, float])


def _check(shape: TypeAdapter[Any], value: Any) -> None:
    try:
        shape.validate_python(value)
    except ShapeError as error:
        said = [
            f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors()
        ]
        raise ValidationError(said, code="shape") from error


def validate_demand(value: Any) -> None:
    """Refuse what is no demand."""
    _check(_DEMAND, value)


def validate_weights(value: Any) -> None:
    """Refuse what is no feature → weight."""
    _check(_WEIGHTS, value)


def validate_card(value: Any) -> None:
    """Refuse what is no entry's card."""
    _check(_CARD, value)


def validate_reasons(value: Any) -> None:
    """Refuse what are no reasons."""
    _check(_REASONS, value)


def validate_gaps(value: Any) -> None:
    """Refuse what are no gaps."""
    _check(_GAPS, value)
