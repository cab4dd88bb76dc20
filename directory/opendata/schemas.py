"""The shapes of the API's answers and the parameters of its calls, for its description."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ninja import Schema

from search.contract import schema

DESCRIPTION = (
    "Search and read the directory of Latvian ICT companies, their solutions and public-sector needs. "
    'Errors are {"error": {"code", "message", "field"}} with a fitting status. No key is needed. '
    "One address may ask for 300 matches or CPV suggestions a minute; beyond that the answer is 429 with Retry-After."
)

_LANG = f"language of labels and names: {', '.join(schema.LANGUAGES)}"
_PAGE = "counts from 1"
_PAGE_SIZE = f"1 to {schema.MAX_PAGE_SIZE}, default {schema.PAGE_SIZE}"

SEARCH_PARAMETERS: Mapping[str, str] = {
    "q": 'words, "phrases" and -exclusions, in English or Latvian',
    **{facet.name: f"{facet.name}; repeat the name for OR" for facet in schema.FACETS},
    "sort": ", ".join(schema.SORTS),
    "page": _PAGE,
    "page_size": _PAGE_SIZE,
    "lang": _LANG,
}
SUGGEST_PARAMETERS: Mapping[str, str] = {"q": "the beginning of a name", "lang": _LANG}
CPV_PARAMETERS: Mapping[str, str] = {"text": "what is needed, in English or Latvian", "lang": _LANG}
MATCHES_PARAMETERS: Mapping[str, str] = {"lang": _LANG, "limit": "1 to 100, default 20"}
MATCH_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "text": {"type": "string", "description": "what is needed"},
                        "lang": {"type": "string", "enum": list(schema.LANGUAGES)},
                        "cpv": {"type": "array", "items": {"type": "string"}},
                        "sectors": {"type": "array", "items": {"type": "string"}},
                        "types": {
                            "type": "array",
                            "items": {"type": "string", "enum": ["organisation", "solution"]},
                        },
                        "limit": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
                    },
                }
            }
        },
    }
}
PAGE_PARAMETERS: Mapping[str, str] = {"page": _PAGE, "page_size": _PAGE_SIZE}


def parameters(described: Mapping[str, str]) -> dict[str, Any]:
    """Return the OpenAPI description of query parameters."""
    return {
        "parameters": [
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": text,
                "schema": _type(name),
            }
            for name, text in described.items()
        ]
    }


def _type(name: str) -> dict[str, Any]:
    if name in schema.FACET_BY_NAME:
        values = list(schema.FACET_BY_NAME[name].values)
        items: dict[str, Any] = {"type": "string"}
        return {"type": "array", "items": items | ({"enum": values} if values else {})}
    if name in {"page", "page_size"}:
        return {"type": "integer", "minimum": 1}
    return {"type": "string"}


class Part(Schema):
    text: str
    match: bool


class Marked(Schema):
    lang: str
    parts: list[Part]
    words: list[str]


class Found(Schema):
    type: str
    id: str
    slug: str
    name: str
    url: str
    score: float
    highlights: dict[str, Marked]
    sample: bool


class Option(Schema):
    value: str
    label: str
    count: int
    selected: bool


class Facet(Schema):
    name: str
    label: str
    options: list[Option]


class SearchAnswer(Schema):
    total: int
    page: int
    page_size: int
    results: list[Found]
    facets: list[Facet]
    suggestion: str | None
    relaxed: bool
    truncated: bool


class Suggested(Schema):
    text: str
    type: str
    url: str


class MatchEvidence(Schema):
    text: str
    url: str


class MatchReason(Schema):
    kind: str
    label: str
    weight: float
    evidence: MatchEvidence


class MatchGap(Schema):
    kind: str
    label: str


class Matched(Schema):
    type: str
    id: str
    name: str
    url: str
    score: float
    adequate: bool
    reasons: list[MatchReason]
    gaps: list[MatchGap]
    sample: bool


class CpvSuggested(Schema):
    code: str
    label: str
    score: float
