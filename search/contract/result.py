"""Shape what a search answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Parts = tuple[tuple[str, bool], ...]
"""A text cut into (text, is_match) parts; joined they give the text, or the snippet, as it was."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """Hold one field of a hit in one language with its matching words marked.

    `words` are the words of the query found there, as typed: with `field` they say why the entry was found.
    """

    field: str
    lang: str
    parts: Parts
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold one entry found; `card` is what its document carried, `highlights` are keyed by field name.

    `pinned` says that editors chose the entry for this query.
    """

    type: str
    key: str
    id: str
    slug: str
    score: float
    card: Mapping[str, Any]
    highlights: Mapping[str, Highlight] = field(default_factory=dict)
    pinned: bool = False


class FacetOption(NamedTuple):
    """Hold one value of a facet with the number of entries that choosing it would give."""

    value: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks an option
    selected: bool = False


@dataclass(frozen=True, slots=True)
class FacetResult:
    """Hold the options of one facet: every value with a count, and every chosen value whatever its count.

    Options come as `Facet.values` orders them where it does, otherwise by count; a presenter may order by vocabulary.
    """

    name: str
    options: tuple[FacetOption, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hold one answer.

    - `facets` come in the order of `schema.FACETS`, one for each.
    - `suggestion` is the whole query with misspelt words replaced, where the index knows a better word.
    - `relaxed`: not every word had to be there, because too few entries hold all of them.
    - `truncated`: the query was longer than the limits and its end was left out.
    - `engine` names the engine that answered.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[FacetResult, ...]
    suggestion: str | None = None
    relaxed: bool = False
    truncated: bool = False
    engine: str = ""

    def facet(self, name: str) -> FacetResult:
        """Return one facet by name; raises `KeyError` for a name the schema does not know."""
        for facet in self.facets:
            if facet.name == name:
                return facet
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Hold one entry offered while a query is typed."""

    text: str
    type: str
    id: str
    slug: str
    key: str
