"""Lay out the index, and turn documents into its rows.

The columns hold the same as the embedded engine's: `all`, each word of the entry with repetitions up to the cap of its
field, by which entries are found; `text.<field>` for each text field with a boost of its own; `phrase`, words in their
order; `begin`, the beginnings of the words of its name; `words`, its words as written, once each, by which words are
completed and corrected; `codes`, one keyword for each facet value; `type`; seven columns each of `tie` and `newest`, a
shuffle for each day of the week; a collation key for each language; and `data`, what a hit shows. Only `data` is
stored as source.

The words come analysed (`search.contract.text`), so the server only splits at spaces. One more row, `META`, carries the
cursor.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

from elasticsearch_dsl import Document as Row
from elasticsearch_dsl import Keyword, Long, MetaField, Object, Text

from search.contract import schema
from search.contract.document import Document
from search.contract.terms import document_terms
from search.contract.text import BREAK, clean, collation_key

LAYOUT: Final = 1
"""Raised by one whenever this mapping changes; with the version of the schema it is part of an index's name."""

META: Final = "meta"
"""The id of the row of the cursor; ids of entries hold a colon."""

ALL: Final = "all"
PHRASE: Final = "phrase"
BEGIN: Final = "begin"
WORDS: Final = "words"
CODES: Final = "codes"
TYPE: Final = "type"
DATA: Final = "data"
CURSOR: Final = "cursor"
SUPPLY: Final = "supply"
DAYS: Final = 7
BOOSTED: Final = tuple(field for field in schema.FIELDS if field.boost > 0)

_TIE_BITS: Final = 40
_NEWEST_BITS: Final = 20
_SECONDS: Final = 1 << 40
_DERIVED: Final = frozenset({"", "~", "=", BREAK})


def _words(options: str, **given: Any) -> Text:
    return Text(analyzer="whitespace", index_options=options, **given)


def _days() -> Object:
    return Object(properties={str(day): Long(index=False) for day in range(DAYS)})


class EntryRow(Row):  # type: ignore[misc]  # the library is not typed
    """Describe the row of one entry."""

    all = _words("freqs")
    text = Object(properties={field.name: _words("freqs") for field in BOOSTED})
    phrase = _words("positions")
    begin = _words("freqs")
    words = Keyword(norms=False)
    # Loaded when changes become visible and not by the first question after them.
    codes = Keyword(eager_global_ordinals=True)
    type = Keyword(eager_global_ordinals=True)
    tie = _days()
    newest = _days()
    name = Object(properties={lang: Keyword(index=False) for lang in schema.LANGUAGES})
    data = Object(enabled=False)
    cursor = Long(index=False)

    class Meta:
        dynamic = MetaField("strict")
        source = MetaField(includes=[DATA, CURSOR])


def tie_column(day: int) -> str:
    """Name the column that orders equals on a day (days since the epoch)."""
    return f"tie.{day % DAYS}"


def newest_column(day: int) -> str:
    """Name the column that orders by age, and entries of the same second as the day's shuffle does."""
    return f"newest.{day % DAYS}"


def name_column(lang: str) -> str:
    """Name the column that orders by name in a language."""
    return f"name.{lang}"


def text_column(field: str) -> str:
    """Name the column of the words of a boosted text field."""
    return f"text.{field}"


def code(facet: str, value: str) -> str:
    """Return the keyword of a facet value."""
    return f"{facet}={value}"


def row(document: Document) -> dict[str, Any]:
    """Return the row of a document."""
    seconds = max(-_SECONDS, min(_SECONDS, document.newest))
    shuffles = [_hash(f"{day}:{document.key}") for day in range(DAYS)]
    return {
        **_texts(document),
        CODES: _codes(document),
        TYPE: document.type,
        "tie": {
            str(day): document.completeness << _TIE_BITS | shuffle & (1 << _TIE_BITS) - 1
            for day, shuffle in enumerate(shuffles)
        },
        "newest": {
            str(day): seconds << _NEWEST_BITS | shuffle & (1 << _NEWEST_BITS) - 1
            for day, shuffle in enumerate(shuffles)
        },
        "name": {
            lang: f"{collation_key(_sort_name(document, lang), lang)}\x01{_hash(document.key):016x}"
            for lang in schema.LANGUAGES
        },
        DATA: {
            "type": document.type,
            "key": document.key,
            "id": document.id,
            "slug": document.slug,
            "card": document.card,
            "texts": {
                name: {lang: clean(text) for lang, text in texts.items()}
                for name, texts in document.texts.items()
            },
        },
    }


def _codes(document: Document) -> list[str]:
    codes = {code("type", document.type)}
    if document.supply:
        codes.add(SUPPLY)
    for facet, values in document.facets.items():
        codes.update(code(facet, value) for value in values)
    return sorted(codes)


def _texts(document: Document) -> dict[str, Any]:
    terms = document_terms(document)
    return {
        ALL: terms.everything,
        "text": terms.fields,
        PHRASE: terms.phrase,
        BEGIN: terms.begin,
        WORDS: sorted({term for term in terms.everything.split(" ") if term[:1] not in _DERIVED}),
    }


def _sort_name(document: Document, lang: str) -> str:
    names = document.sort_name
    return names.get(lang) or next((name for name in names.values() if name), "") or document.slug


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")
