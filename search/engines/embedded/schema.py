"""Lay out the index, and turn documents into its rows.

Every row holds: the raw `key`; `all`, each word of the entry with repetitions up to the cap of its field, by which
entries are found; one field for each text field with a boost of its own; `phrase`, words in their order; `begin`, the
beginnings of the words of its name; `codes`, one small integer for each facet value, by which entries are filtered;
columns by which they are counted (see `counting`); seven columns each of `tie` and `newest`, a shuffle for each day of
the week; a collation key for each language; and `data`, what a hit shows.

One more row, keyed `META`, carries the state of the index. It has no codes and no class, so that no query that filters
finds it and no count holds it.
"""

from __future__ import annotations

from typing import Any, Final

import orjson
import tantivy

from search.contract import schema
from search.contract.document import Document
from search.contract.text import BREAK
from search.engines.embedded.codes import Codes
from search.engines.rows import DAYS, Prepared

META: Final = "\0meta"
KEY: Final = "key"
ALL: Final = "all"
PHRASE: Final = "phrase"
BEGIN: Final = "begin"
CODES: Final = "codes"
COUNTED: Final = "counted"
"""The codes of all facets but type and kind, as a column, of the entries that belong to the supply."""

OTHERS: Final = "others"
"""The same of all other entries. In a column of their own they cost nothing where only the supply is counted."""

CLASS: Final = "class"
"""The type of an entry, and whether it belongs to the supply: one small number, the cheapest to count."""

DATA: Final = "data"
_COUNTED_APART: Final = tuple(facet.name for facet in schema.FACETS if facet.name != "type")
BOOSTED: Final = tuple(field for field in schema.FIELDS if field.boost > 0)


_COLUMNS: Final = {name: f"facet_{name}" for name in _COUNTED_APART}


def tie_column(day: int) -> str:
    """Name the column that orders equals on a day (days since the epoch)."""
    return f"tie{day % DAYS}"


def newest_column(day: int) -> str:
    """Name the column that orders by age, and entries of the same second as the day's shuffle does."""
    return f"newest{day % DAYS}"


def name_column(lang: str) -> str:
    """Name the column that orders by name in a language."""
    return f"name_{lang}"


def text_column(field: str) -> str:
    """Name the column of the words of a boosted text field."""
    return f"text_{field}"


def facet_column(facet: str) -> str:
    """Name the column of the codes of one facet, by which it is counted without its own filter."""
    return _COLUMNS[facet]


def class_of(type_name: str, *, supply: bool) -> int:
    """Return the number in the column `CLASS`."""
    return 2 * schema.TYPES.index(type_name) + supply


def read_class(number: int) -> tuple[str, bool]:
    """Return the type behind a number in the column `CLASS`, and whether it belongs to the supply."""
    return schema.TYPES[number // 2], bool(number % 2)


def build() -> tantivy.Schema:
    """Return the schema of the index."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(KEY, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(ALL, tokenizer_name="whitespace", index_option="freq")
    for field in BOOSTED:
        builder.add_text_field(
            text_column(field.name), tokenizer_name="whitespace", index_option="freq"
        )
    builder.add_text_field(PHRASE, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field(BEGIN, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field(CODES, indexed=True)
    for column in (COUNTED, OTHERS, CLASS, *_COLUMNS.values()):
        builder.add_unsigned_field(column, fast=True)
    for day in range(DAYS):
        builder.add_integer_field(tie_column(day), fast=True)
        builder.add_integer_field(newest_column(day), fast=True)
    for lang in schema.LANGUAGES:
        builder.add_text_field(
            name_column(lang), fast=True, tokenizer_name="raw", index_option="basic"
        )
    builder.add_bytes_field(DATA, stored=True)
    return builder.build()


def row(document: Document, prepared: Prepared, codes: Codes) -> tantivy.Document:
    """Return the row of a document; new facet values are added to the codes."""
    found = tantivy.Document()
    found.add_text(KEY, document.key)
    terms = prepared.terms
    found.add_text(ALL, terms.everything)
    for name, text in terms.fields.items():
        found.add_text(text_column(name), text)
    found.add_text(PHRASE, terms.phrase)
    found.add_text(BEGIN, terms.begin)
    counted = COUNTED if document.supply else OTHERS
    for facet, code in codes.of(document):
        found.add_unsigned(CODES, code)
        if facet in _COLUMNS:
            found.add_unsigned(_COLUMNS[facet], code)
            if facet != "kind":
                found.add_unsigned(counted, code)
    found.add_unsigned(CLASS, class_of(document.type, supply=document.supply))
    for day in range(DAYS):
        found.add_integer(tie_column(day), prepared.ties[day])
        found.add_integer(newest_column(day), prepared.newest[day])
    for lang, name in zip(schema.LANGUAGES, prepared.names, strict=True):
        found.add_text(name_column(lang), name)
    found.add_bytes(DATA, prepared.data)
    return found


def meta_row(state: dict[str, Any]) -> tantivy.Document:
    """Return the row that carries the state of the index."""
    found = tantivy.Document()
    found.add_text(KEY, META)
    # It is a row like every other to those who count rows, see `DocumentTerms`.
    for column in (ALL, PHRASE, *(text_column(field.name) for field in BOOSTED)):
        found.add_text(column, BREAK)
    found.add_bytes(DATA, orjson.dumps(state))
    return found


def unpack(data: bytes) -> dict[str, Any]:
    """Return what `pack` stored."""
    stored: dict[str, Any] = orjson.loads(data)
    return stored
