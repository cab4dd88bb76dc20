"""Read what a match is asked for: the body of a call, checked key by key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from directory.matching.services.match import DEFAULT, MOST, TYPES
from directory.taxonomy.models import Cpv, Sector, Term
from search.contract import schema
from search.contract.query import QueryError
from search.contract.text import clean
from search.indexing import snapshot

MOST_CHARACTERS = 100_000
MOST_TERMS = 50
TOO_LARGE = "too_large"

_KEYS = ("text", "lang", "cpv", "sectors", "types", "limit")
_CPV = re.compile(r"(\d{8})(?:-(\d))?")


@dataclass(frozen=True, slots=True)
class MatchAsked:
    """What a match is asked for."""

    text: str
    lang: str
    cpv: tuple[str, ...]
    sectors: tuple[str, ...]
    types: tuple[str, ...]
    limit: int


def read_match(request: HttpRequest) -> MatchAsked:
    """Read the body of a call; raise `QueryError` that names the key at fault."""
    body = _body(request)
    for name in body:
        if name not in _KEYS:
            raise QueryError(str(name)[:60], "unknown", f"there is no key {str(name)[:60]!r}")
    text = body.get("text", "")
    if not isinstance(text, str):
        raise QueryError("text", "value", "text must be a text")
    if len(text) > MOST_CHARACTERS:
        raise QueryError("text", TOO_LARGE, f"text may have {MOST_CHARACTERS} characters")
    asked = MatchAsked(
        text=clean(text).strip(),
        lang=read_lang(body.get("lang", schema.LANGUAGES[0])),
        cpv=tuple(_code(one) for one in _texts(body, "cpv")),
        sectors=tuple(_term(Sector, "sectors", one) for one in _texts(body, "sectors")),
        types=_types(_texts(body, "types")),
        limit=_limit(body.get("limit", DEFAULT)),
    )
    if not asked.text and not asked.cpv:
        raise QueryError("text", "required", "say in text what is needed, or name a code in cpv")
    return asked


def _body(request: HttpRequest) -> Mapping[str, Any]:
    try:
        body = orjson.loads(request.body)
    except RequestDataTooBig as error:
        raise QueryError("body", TOO_LARGE, "the body is too large") from error
    except orjson.JSONDecodeError as error:
        raise QueryError("body", "json", f"the body is no JSON: {error}") from error
    if not isinstance(body, dict):
        raise QueryError("body", "json", "the body must be a JSON object")
    return body


def read_lang(value: object) -> str:
    """Return a language of the site."""
    if not isinstance(value, str) or value.strip().lower() not in schema.LANGUAGES:
        raise QueryError("lang", "unknown", f"lang must be one of {', '.join(schema.LANGUAGES)}")
    return value.strip().lower()


def _texts(body: Mapping[str, Any], name: str) -> list[str]:
    value = body.get(name, [])
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise QueryError(name, "value", f"{name} must be a list of texts")
    if len(values) > MOST_TERMS:
        raise QueryError(name, "too_many", f"{name} takes at most {MOST_TERMS} values")
    return list(dict.fromkeys(one.strip() for one in values))


def _code(value: str) -> str:
    match = _CPV.fullmatch(value)
    row: Any = Cpv.objects.filter(slug=match.group(1)).first() if match else None
    if match is None or row is None:
        raise QueryError("cpv", "value", f"{value[:40]!r} is no code of CPV 2008")
    if match.group(2) is not None and match.group(2) != row.check_digit:
        raise QueryError("cpv", "value", f"{value!r} has a wrong check digit")
    return _term(Cpv, "cpv", row.slug)


def _term(model: type[Term], name: str, value: str) -> str:
    term = snapshot()[model].named(value.lower())
    if term is None:
        raise QueryError(name, "value", f"{name} has no value {value[:60]!r}")
    return term.slug


def _types(values: list[str]) -> tuple[str, ...]:
    if not set(values) <= set(TYPES):
        raise QueryError("types", "value", f"types must be among {', '.join(TYPES)}")
    return tuple(values) or TYPES


def _limit(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST:
        raise QueryError("limit", "range", f"limit must be 1 to {MOST}")
    return value
