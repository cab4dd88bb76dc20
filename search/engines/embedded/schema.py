"""Lay out the index, and turn documents into its rows.

Every row holds: the raw `key`; `all`, each word of the entry with repetitions up to the cap of its field, by which
entries are found; one field for each text field with a boost of its own; `phrase`, words in their order; `begin`, the
beginnings of the words of its name; `codes`, one small integer for each facet value; `type`; seven columns each of
`tie` and `newest`, a shuffle for each day of the week; a collation key for each language; and `data`, what a hit shows.

One more row, keyed `META`, carries the state of the index. It has no codes, so no query that filters finds it.
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
TYPE: Final = "type"
DATA: Final = "data"
BOOSTED: Final = tuple(field for field in schema.FIELDS if field.boost > 0)


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
    builder.add_unsigned_field(CODES, indexed=True, fast=True)
    builder.add_unsigned_field(TYPE, indexed=True, fast=True)
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
    for code in codes.of(document):
        found.add_unsigned(CODES, code)
    found.add_unsigned(TYPE, schema.TYPES.index(document.type))
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
