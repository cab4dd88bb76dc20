"""What the values of a JSON Lines file are made of.

Values go through the validators of the model's own columns, so that a file can hold nothing that
a form refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.db import models
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    create_model,
    model_validator,
)
from pydantic import ValidationError as SchemaError

from directory.catalogue.models.entry import LANGUAGES
from directory.moderation.prose import UNWANTED, canonical, is_rich

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MAX_ITEMS = 500


def _clean_text(value: str) -> str:
    found = UNWANTED.search(value)
    if found:
        raise ValueError(f"has the character U+{ord(found[0]):04X}, which no text may hold")
    return value.strip()


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _iso_date(value: object) -> object:
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"is no date: {error}") from error
    if isinstance(value, date):
        return value
    raise ValueError("is no date such as 2026-03-31")


def _amount(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(repr(value))
    if isinstance(value, Decimal):
        return value
    raise ValueError("is no number")


def column(model: type[models.Model], name: str) -> AfterValidator:
    """Return what checks a value as a column of a model does: length, choices, range, form."""
    field: Any = model._meta.get_field(name)

    def check(value: Any) -> Any:
        try:
            return field.clean(value, None)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error

    return AfterValidator(check)


def unique(values: list[Any]) -> list[Any]:
    """Return the values without repetitions, in their order."""
    return list(dict.fromkeys(values))


Text = Annotated[str, AfterValidator(_clean_text)]
Line = Annotated[Text, AfterValidator(_one_line)]
IsoDate = Annotated[date, BeforeValidator(_iso_date)]
Amount = Annotated[Decimal, BeforeValidator(_amount)]
#: The id of an entry, alone or as ``source:id``.
Id = Annotated[Line, StringConstraints(min_length=1, max_length=261)]
#: A slug or code of a vocabulary.
Word = Annotated[Line, StringConstraints(min_length=1, max_length=80)]
Words = Annotated[list[Word], Field(max_length=MAX_ITEMS), AfterValidator(unique)]
Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,120}$")]
Ids = Annotated[list[Id], Field(max_length=MAX_ITEMS), AfterValidator(unique)]
Source = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]{0,59}$")]


class Shape(BaseModel):
    """Base of every shape: unknown keys are errors, and no value is guessed from another type."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_missing(cls, value: object) -> object:
        if isinstance(value, dict):
            return {key: item for key, item in value.items() if item is not None}
        return value


_TEXTS: dict[str, Any] = dict.fromkeys(LANGUAGES, (Text, ""))
_Texts: Any = create_model("_Texts", __base__=Shape, **_TEXTS)


class Localised(_Texts):
    """A text by language; its keys are those of the setting."""

    @property
    def texts(self) -> dict[str, str]:
        """Return the text of every language, empty ones too."""
        return {language: getattr(self, language) for language in LANGUAGES}

    @property
    def first(self) -> str:
        """Return the text of the first language that has one, or none."""
        return next(filter(None, self.texts.values()), "")

    @model_validator(mode="before")
    @classmethod
    def _plain_string_is_english(cls, value: object) -> object:
        if isinstance(value, str):
            return {LANGUAGES[0]: value}
        if not isinstance(value, dict):
            raise ValueError('is neither a text nor {"en": …, "lv": …}')
        return value


def localised(
    model: type[models.Model], name: str, *, required: bool = False, lines: bool = False
) -> tuple[Any, ...]:
    """Return the validators of a translated text: the limits of its columns, one line or several.

    What may be rich is taken as it is kept, without anything that nobody may write.
    """
    is_prose = name in getattr(model, "prose_fields", ())

    def check(value: Localised) -> Localised:
        texts: dict[str, str] = {}
        for language, given in value.texts.items():
            text = given if lines else _one_line(given)
            if is_prose and is_rich(text):
                text = canonical(text)
            texts[language] = text
            limit = getattr(model._meta.get_field(f"{name}_{language}"), "max_length", None)
            if limit is not None and len(text) > limit:
                raise ValueError(f"{language}: has {len(text)} characters; at most {limit}")
        if required and not any(texts.values()):
            raise ValueError("is empty in every language")
        return value if texts == value.texts else Localised.model_construct(None, **texts)

    return (AfterValidator(check),)


EMPTY = Localised()


def _check_address(value: str) -> str:
    # The column's own validator knows more schemes, such as ftp.
    if value and not value.lower().startswith(("http://", "https://")):
        raise ValueError("is no address that starts with http:// or https://")
    return value


def address(model: type[models.Model], name: str) -> tuple[Any, ...]:
    """Return the validators of a web address that a column holds."""
    return (column(model, name), AfterValidator(_check_address))


class Picture(Shape):
    """A picture: a path beside the file, and its text alternative."""

    path: Annotated[Line, StringConstraints(min_length=1, max_length=300)]
    alt: Localised = EMPTY

    @model_validator(mode="before")
    @classmethod
    def _plain_string_is_a_path(cls, value: object) -> object:
        return {"path": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _alternative_fits(self) -> Picture:
        if max(map(len, self.alt.texts.values())) > 255:
            raise ValueError("alt: at most 255 characters")
        return self


#: What pydantic finds, in the words of these messages; all else says pydantic in its own.
_FAULTS = {
    "missing": "is required",
    "extra_forbidden": "is not a known key",
    "string_type": "is no text",
    "int_type": "is no whole number",
    "bool_type": "is neither true nor false",
    "list_type": "is no list",
    "model_type": "is no object",
    "string_too_short": "is empty",
}


def reasons(error: SchemaError) -> Iterator[str]:
    """Return what is wrong, a sentence for each fault, beginning with the path of the field."""
    for item in error.errors(include_url=False, include_input=False):
        path = ".".join(str(part) for part in item["loc"])
        if item["type"] == "value_error":
            words = str(item["ctx"]["error"])
        else:
            words = _FAULTS.get(item["type"]) or item["msg"][:1].lower() + item["msg"][1:]
        yield f"{path}: {words}" if path else words
