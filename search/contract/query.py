"""Shape what is asked of a search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from search.contract import schema
from search.contract.levers import NO_LEVERS, Levers


class QueryError(ValueError):
    """Report a query that can't be answered: `field` names the parameter at fault, `code` the kind of fault.

    Codes: `unknown` (no such facet, order or language), `range` (a number out of its limits), `too_many` (chosen
    values), `value` (a facet value that can be none).
    """

    def __init__(self, field: str, code: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Hold one question, checked when it is made.

    - `text` is what was typed: words, "phrases", -exclusions. Any text is allowed: what no index can hold is cleaned
      away, and only the first `schema.MAX_TERMS` terms are asked for.
    - `filters`: facet name → chosen values; values of one facet widen, facets narrow. Empty tuples are dropped and
      doubled values merged. Without `type` the answer is the supply (see `Document.supply`).
    - `sort` is one of `schema.SORTS`; `page` counts from 1.
    - `levers` are what editors and vocabularies say about words; they change neither the address nor the question.
    - `brief` asks for nothing but the total and the counts of the types: no hits, and the other facets uncounted.
    - `lang` chooses the collation of `sort="name"` and the language preferred in highlights.

    Raises `QueryError`.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = schema.RELEVANCE
    page: int = 1
    page_size: int = schema.PAGE_SIZE
    lang: str = "en"
    brief: bool = False
    levers: Levers = field(default=NO_LEVERS, compare=False, repr=False)

    def __post_init__(self) -> None:
        filters = {
            name: tuple(dict.fromkeys(values)) for name, values in self.filters.items() if values
        }
        object.__setattr__(self, "filters", filters)
        for name, values in filters.items():
            _check_filter(name, values)
        if self.sort not in schema.SORTS:
            raise QueryError("sort", "unknown", f"sort must be one of {', '.join(schema.SORTS)}")
        if self.lang not in schema.LANGUAGES:
            raise QueryError(
                "lang", "unknown", f"lang must be one of {', '.join(schema.LANGUAGES)}"
            )
        if not 1 <= self.page_size <= schema.MAX_PAGE_SIZE:
            raise QueryError("page_size", "range", f"page_size must be 1 to {schema.MAX_PAGE_SIZE}")
        if not 1 <= self.page <= self.last_page:
            raise QueryError("page", "range", f"page must be 1 to {self.last_page}")

    @property
    def offset(self) -> int:
        """Count the hits before this page."""
        return (self.page - 1) * self.page_size

    @property
    def last_page(self) -> int:
        """Name the last page that can be asked for at this page size, whatever the number of hits."""
        return max(1, schema.MAX_WINDOW // self.page_size)

    def chosen(self, facet: str) -> tuple[str, ...]:
        """Return the chosen values of a facet."""
        return self.filters.get(facet, ())


def _check_filter(name: str, values: tuple[str, ...]) -> None:
    if name not in schema.FACET_BY_NAME:
        raise QueryError(name, "unknown", f"there is no facet {name!r}")
    if len(values) > schema.MAX_FILTER_VALUES:
        raise QueryError(
            name, "too_many", f"{name} takes at most {schema.MAX_FILTER_VALUES} values"
        )
    if name == "type" and not set(values) <= set(schema.TYPES):
        raise QueryError("type", "value", f"type must be one of {', '.join(schema.TYPES)}")
    for value in values:
        if not value or len(value) > schema.MAX_VALUE_LENGTH or not value.isprintable():
            raise QueryError(name, "value", f"{name} has a value that can be none")
