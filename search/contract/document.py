"""Shape what an index holds of one entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from search.contract import schema

Texts = Mapping[str, Mapping[str, str]]
"""Field name → language → text; the values of a list (terms, references, providers) are separated by newlines."""


@dataclass(frozen=True, slots=True)
class Document:
    """Hold one entry as an index keeps it.

    - `key` is `type:pk`, unique in the index; `id` the public id, `slug` the address.
    - `facets`: facet name → values, ancestors included for hierarchical facets; the facet `type` is added by the
      engine from `type` and must not be given.
    - `texts`: see `Texts`; names must be in `schema.FIELDS`, languages in `schema.LANGUAGES`. No fallback text is
      stored as a translation.
    - `card`: JSON-able, all that the card of a hit shows.
    - `sort_name`: language → the name by which the entry is ordered; a missing language falls back to the other.
    - `newest`: seconds since the epoch.
    - `supply`: whether a search without a type filter answers with this entry (solutions and the organisations that
      provide them).
    - `completeness`: 0 to `schema.MAX_COMPLETENESS`; fuller entries come first where there is no text to rank by.

    Raises `ValueError` on a name the schema does not know.
    """

    type: str
    key: str
    id: str
    slug: str
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Texts = field(default_factory=dict)
    card: Mapping[str, Any] = field(default_factory=dict)
    sort_name: Mapping[str, str] = field(default_factory=dict)
    newest: int = 0
    supply: bool = False
    completeness: int = 0

    def __post_init__(self) -> None:
        if self.type not in schema.TYPES:
            raise ValueError(f"unknown document type {self.type!r}")
        if not self.key or self.key.startswith("\0"):
            raise ValueError(f"bad document key {self.key!r}")
        for name in self.facets:
            if name not in schema.FACET_BY_NAME or name == "type":
                raise ValueError(f"unknown facet {name!r}")
        for name, texts in self.texts.items():
            if name not in schema.FIELD_BY_NAME:
                raise ValueError(f"unknown text field {name!r}")
            for lang in texts:
                if lang not in schema.LANGUAGES:
                    raise ValueError(f"unknown language {lang!r}")
        if not 0 <= self.completeness <= schema.MAX_COMPLETENESS:
            raise ValueError(f"completeness must be 0 to {schema.MAX_COMPLETENESS}")
