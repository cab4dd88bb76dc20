"""Lay out the index, and turn documents into its rows.

Every row holds: the raw `key`; `all`, each word of the entry with repetitions up to the cap of its field, by which
entries are found; one field for each text field with a boost of its own; `phrase`, words in their order; `begin`, the
beginnings of the words of its name; `codes`, one small integer for each facet value; `type`; seven columns each of
`tie` and `newest`, a shuffle for each day of the week; a collation key for each language; and `data`, what a hit shows.

One more row, keyed `META`, carries the state of the index. It has no codes, so no query that filters finds it.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

import orjson
import tantivy

from search.contract import schema
from search.contract.document import Document
from search.contract.text import (
    BREAK,
    capped,
    clean,
    collation_key,
    phrase_terms,
    prefixes,
    text_terms,
)
from search.engines.embedded.codes import Codes

META: Final = "\0meta"
KEY: Final = "key"
ALL: Final = "all"
PHRASE: Final = "phrase"
BEGIN: Final = "begin"
CODES: Final = "codes"
TYPE: Final = "type"
DATA: Final = "data"
DAYS: Final = 7
BOOSTED: Final = tuple(field for field in schema.FIELDS if field.boost > 0)

_TIE_BITS: Final = 40
_NEWEST_BITS: Final = 20
_SECONDS: Final = 1 << 40


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


def row(document: Document, codes: Codes) -> tantivy.Document:
    """Return the row of a document; new facet values are added to the codes."""
    found = tantivy.Document()
    found.add_text(KEY, document.key)
    _add_texts(found, document)
    for code in codes.of(document):
        found.add_unsigned(CODES, code)
    found.add_unsigned(TYPE, schema.TYPES.index(document.type))
    seconds = max(-_SECONDS, min(_SECONDS, document.newest))
    for day in range(DAYS):
        shuffle = _hash(f"{day}:{document.key}")
        tie = document.completeness << _TIE_BITS | shuffle & (1 << _TIE_BITS) - 1
        found.add_integer(tie_column(day), tie)
        found.add_integer(
            newest_column(day), seconds << _NEWEST_BITS | shuffle & (1 << _NEWEST_BITS) - 1
        )
    for lang in schema.LANGUAGES:
        key = collation_key(_sort_name(document, lang), lang)
        found.add_text(name_column(lang), f"{key}\x01{_hash(document.key):016x}")
    found.add_bytes(DATA, pack(document))
    return found


def meta_row(state: dict[str, Any]) -> tantivy.Document:
    """Return the row that carries the state of the index."""
    found = tantivy.Document()
    found.add_text(KEY, META)
    found.add_bytes(DATA, orjson.dumps(state))
    return found


def pack(document: Document) -> bytes:
    """Return what a hit shows, as stored."""
    stored = {
        "type": document.type,
        "key": document.key,
        "id": document.id,
        "slug": document.slug,
        "card": document.card,
        "texts": {
            name: {lang: clean(text) for lang, text in texts.items()}
            for name, texts in document.texts.items()
        },
    }
    return orjson.dumps(stored, option=orjson.OPT_NON_STR_KEYS)


def unpack(data: bytes) -> dict[str, Any]:
    """Return what `pack` stored."""
    stored: dict[str, Any] = orjson.loads(data)
    return stored


def _add_texts(found: tantivy.Document, document: Document) -> None:
    everything: list[str] = []
    phrases: list[str] = []
    for field in schema.FIELDS:
        terms: list[str] = []
        for lang, text in document.texts.get(field.name, {}).items():
            if phrases:
                phrases.append(BREAK)
            phrases.extend(phrase_terms(text, lang, short=field.short))
            terms.extend(text_terms(text, lang, short=field.short))
        if terms:
            kept = capped(terms, field.cap)
            everything.extend(kept)
            if field.boost > 0:
                found.add_text(text_column(field.name), " ".join(kept))
    found.add_text(ALL, " ".join(everything))
    found.add_text(PHRASE, " ".join(phrases))
    names = "\n".join(document.texts.get("name", {}).values())
    found.add_text(BEGIN, " ".join(prefixes(names)))


def _sort_name(document: Document, lang: str) -> str:
    names = document.sort_name
    return names.get(lang) or next((name for name in names.values() if name), "") or document.slug


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")
