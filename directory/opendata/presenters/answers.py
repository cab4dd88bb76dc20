"""Write the answers of the search for the API."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from search.contract.query import SearchQuery
from search.contract.result import Highlight, Hit, SearchResult, Suggestion
from search.presenters.cards import entry_url, hit_name
from search.presenters.labels import Labels
from search.services import QUERY


def search_answer(query: SearchQuery, result: SearchResult) -> dict[str, Any]:
    """Return an answer in the language of the question, which must be the active one."""
    labels = Labels(query.lang)
    return {
        "total": result.total,
        "page": query.page,
        "page_size": query.page_size,
        "results": [_hit(hit, query.lang) for hit in result.hits],
        "facets": [
            {
                "name": facet.name,
                "label": labels.facet(facet.name, query.chosen("type")),
                "options": [
                    {
                        "value": option.value,
                        "label": labels.value(facet.name, option.value),
                        "count": option.count,
                        "selected": option.selected,
                    }
                    for option in facet.options
                ],
            }
            for facet in result.facets
        ],
        "suggestion": result.suggestion,
        "relaxed": result.relaxed,
        "truncated": result.truncated,
    }


def suggestions(found: list[Suggestion]) -> list[dict[str, str]]:
    """Return what is offered while a query is typed, with addresses in the active language."""
    return [{"text": one.text, "type": one.type, "url": _suggestion_url(one)} for one in found]


def _hit(hit: Hit, lang: str) -> dict[str, Any]:
    return {
        "type": hit.type,
        "id": hit.id,
        "slug": hit.slug,
        "name": hit_name(hit, lang),
        "url": entry_url(hit.type, hit.slug),
        "score": round(hit.score, 6),
        "highlights": {field: _highlight(highlight) for field, highlight in hit.highlights.items()},
        "sample": bool(hit.card.get("sample")),
    }


def _highlight(highlight: Highlight) -> dict[str, Any]:
    parts = [{"text": text, "match": is_match} for text, is_match in highlight.parts]
    return {"lang": highlight.lang, "parts": parts, "words": list(highlight.words)}


def _suggestion_url(one: Suggestion) -> str:
    if one.type == QUERY:
        return f"{reverse('search:results')}?{urlencode({'q': one.text})}"
    if one.type == "technology":
        return f"{reverse('search:results')}?technology={one.slug}"
    return entry_url(one.type, one.slug)
