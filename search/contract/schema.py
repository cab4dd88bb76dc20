"""Name every text field, facet and order of the search, with the limits of a query: the only list of them."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

SCHEMA_VERSION: Final = 7
"""Raised by one whenever tokens, fields or facets change their meaning: an index of another version is rebuilt."""

LANGUAGES: Final[tuple[str, ...]] = ("en", "lv")

ORGANISATION: Final = "organisation"
SOLUTION: Final = "solution"
REFERENCE: Final = "reference"
DATASET: Final = "dataset"
NEED: Final = "need"
TYPES: Final[tuple[str, ...]] = (SOLUTION, ORGANISATION, REFERENCE, DATASET, NEED)
"""Document types in the order in which the type facet shows them."""


@dataclass(frozen=True, slots=True)
class Field:
    """Describe one text field.

    Every word of an entry counts once by its rarity, in whatever field it stands; a word found in this field adds
    `boost` times its rarity there. A word counts at most `cap` times in the field: repetition buys nothing more.
    `short` fields hold names, whose words may belong to any language, whatever their text is filed under. The lines
    of `shared` fields stand in many entries as they are: labels, names of providers.
    """

    name: str
    boost: float
    cap: int
    short: bool = False
    shared: bool = False


FIELDS: Final[tuple[Field, ...]] = (
    Field("name", boost=0.6, cap=1, short=True),
    Field("tagline", boost=0.8, cap=1),
    Field("terms", boost=1.2, cap=1, shared=True),
    Field("description", boost=0.0, cap=5),
    Field("references", boost=0.0, cap=2),
    Field("provider", boost=0.0, cap=1, short=True, shared=True),
)
"""`terms` are the labels and synonyms of the entry's terms in every language; `provider` the names of its providers."""

EXACT_BOOST: Final = 0.4
"""What the very form typed adds to the rank, as a share of its rarity; its root, diacritics kept, adds as much."""

NAMED_BOOST: Final = 0.3
"""What the form adds by which an adjective of the degree and definiteness typed is called, likewise."""

BASE_BOOST: Final = 0.15
"""What the dictionary form of the word typed adds, likewise."""

FIELD_BY_NAME: Final = MappingProxyType({field.name: field for field in FIELDS})

FacetOrder = Literal["fixed", "count", "vocabulary"]


@dataclass(frozen=True, slots=True)
class Facet:
    """Describe one facet.

    `order` says how its options are shown: as listed in `values` (fixed), the most frequent first (count), or as the
    vocabulary orders its terms (vocabulary). `types` are the document types that carry it. Documents of a
    `hierarchical` facet carry the ancestors of each value too, so engines treat all values alike.
    """

    name: str
    order: FacetOrder
    types: frozenset[str]
    hierarchical: bool = False
    values: tuple[str, ...] = ()


_ALL: Final = frozenset(TYPES)
_SUPPLY: Final = frozenset({ORGANISATION, SOLUTION})

FACETS: Final[tuple[Facet, ...]] = (
    Facet("type", "fixed", _ALL, values=TYPES),
    Facet(
        "kind",
        "fixed",
        frozenset({ORGANISATION, SOLUTION, NEED}),
        values=(
            *("company", "startup", "research", "public", "association"),
            *("product", "service", "platform", "data", "prototype"),
            *("challenge", "market_consultation", "planned", "tender"),
        ),
    ),
    Facet(
        "sector",
        "vocabulary",
        frozenset({ORGANISATION, SOLUTION, REFERENCE, NEED}),
        hierarchical=True,
    ),
    Facet("technology", "vocabulary", _SUPPLY, hierarchical=True),
    Facet("data_theme", "count", frozenset({ORGANISATION, SOLUTION, DATASET})),
    Facet(
        "market", "count", frozenset({ORGANISATION, SOLUTION, REFERENCE, NEED}), hierarchical=True
    ),
    Facet("certification", "count", frozenset({ORGANISATION, SOLUTION, NEED})),
    Facet("region", "vocabulary", _SUPPLY, hierarchical=True),
    Facet("size", "fixed", _SUPPLY, values=("1-9", "10-49", "50-249", "250+")),
    Facet(
        "trl", "fixed", frozenset({SOLUTION}), values=tuple(str(level) for level in range(1, 10))
    ),
    Facet(
        "stage",
        "fixed",
        frozenset({SOLUTION}),
        values=("idea", "research", "pilot", "market", "export"),
    ),
    Facet("pillar", "fixed", frozenset({SOLUTION}), values=("1", "2", "3")),
    Facet("data_driven", "fixed", frozenset({SOLUTION}), values=("yes", "no")),
)

FACET_BY_NAME: Final = MappingProxyType({facet.name: facet for facet in FACETS})

RELEVANCE: Final = "relevance"
NEWEST: Final = "newest"
NAME: Final = "name"
SORTS: Final[tuple[str, ...]] = (RELEVANCE, NEWEST, NAME)

PAGE_SIZE: Final = 20
MAX_PAGE_SIZE: Final = 100
MAX_WINDOW: Final = 10_000
"""The last position that can be asked for: page × page size never exceeds it."""

LONG_FROM: Final = 6
"""Telling words from which a question is a sentence and no list of words."""

MAX_CHARACTERS: Final = 10_000
"""What follows this many characters of a query is left out, at the last word boundary before it."""

MAX_TERMS: Final = 32
"""A query asks for this many distinct terms, the first ones; the result says when some were left out."""

MAX_FILTER_VALUES: Final = 50
"""Chosen values a facet may have."""

MAX_VALUE_LENGTH: Final = 100
"""Characters a facet value may have."""

MAX_SUGGESTIONS: Final = 20
MAX_COMPLETENESS: Final = 15
