"""Documents for the tests, and a count of facets as slow and plain as can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from search.contract import schema
from search.contract.document import Document
from search.contract.query import SearchQuery
from search.contract.result import SearchResult

Texts = str | Mapping[str, str]


def document(number: int, name: Texts = "", **given: Any) -> Document:
    """Return a document; a plain text is English, and every facet of the schema is a keyword."""
    kind = given.pop("type", "solution")
    texts = {
        field.name: _texts(given.pop(field.name)) for field in schema.FIELDS if field.name in given
    }
    facets = {
        facet.name: tuple(given.pop(facet.name)) for facet in schema.FACETS if facet.name in given
    }
    names = _texts(name or f"Entry {number}")
    return Document(
        **{
            "type": kind,
            "key": f"{kind}:{number}",
            "id": str(number),
            "slug": f"entry-{number}",
            "facets": facets,
            "texts": {"name": names, **texts},
            "card": {"name": dict(names)},
            "sort_name": names,
            "newest": number,
            "supply": kind == "solution",
        }
        | given
    )


def _texts(text: Texts) -> dict[str, str]:
    return {"en": text} if isinstance(text, str) else dict(text)


def ids(result: SearchResult) -> list[int]:
    """Return the numbers of the entries found, in order."""
    return [int(hit.id) for hit in result.hits]


def expected(
    documents: Iterable[Document], query: SearchQuery
) -> tuple[int, dict[str, dict[str, int]]]:
    """Count the hits and every facet of a query without text, one document at a time."""
    documents = list(documents)
    total = sum(_matches(one, query, without="") for one in documents)
    facets: dict[str, dict[str, int]] = {}
    for facet in schema.FACET_BY_NAME:
        counts: Counter[str] = Counter()
        for one in documents:
            if _matches(one, query, without=facet):
                counts.update(set(_values(one, facet)))
        facets[facet] = dict.fromkeys(query.chosen(facet), 0) | dict(counts)
    return total, facets


def counted(result: SearchResult) -> dict[str, dict[str, int]]:
    """Return the counts of a result by facet and value."""
    return {
        facet.name: {option.value: option.count for option in facet.options}
        for facet in result.facets
    }


def _values(one: Document, facet: str) -> tuple[str, ...]:
    return (one.type,) if facet == "type" else one.facets.get(facet, ())


def _matches(one: Document, query: SearchQuery, *, without: str) -> bool:
    if "type" not in query.filters and without != "type" and not one.supply:
        return False
    return all(
        facet == without or set(values) & set(_values(one, facet))
        for facet, values in query.filters.items()
    )
