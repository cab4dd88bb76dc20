"""Lay out the index, and turn documents into its rows.

The columns hold the same as the embedded engine's: `all`, each word of the entry with repetitions up to the cap of
its field, by which entries are found; `text.<field>` for each text field with a boost of its own; `phrase`, words in
their order; `begin`, the beginnings of the words of its name; `words`, its words as written, once each, by which
words are completed and corrected; `codes`, one keyword for each facet value; `type`; seven columns each of `tie` and
`newest`, a shuffle for each day of the week; a collation key for each language; `offer`, what a suggestion shows, in
a column of its own because sixty are looked at for each letter that somebody types; and `data`, what a hit shows.
Only `data` is stored as source.

The words come analysed (`search.contract.text`), so the server only splits at spaces. One more row, `META`, carries the
cursor.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import orjson
from elasticsearch_dsl import Document as Row
from elasticsearch_dsl import Keyword, Long, MetaField, Object, Text

from search.contract import schema
from search.contract.document import Document
from search.contract.text import BREAK, clean
from search.engines.rows import DAYS, Prepared

LAYOUT: Final = 2
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
OFFER: Final = "offer"
CURSOR: Final = "cursor"
SUPPLY: Final = "supply"
BOOSTED: Final = tuple(field for field in schema.FIELDS if field.boost > 0)

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
    offer = Keyword(index=False)
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


def row(document: Document, prepared: Prepared) -> dict[str, Any]:
    """Return the row of a document."""
    terms = prepared.terms
    return {
        ALL: terms.everything,
        "text": terms.fields,
        PHRASE: terms.phrase,
        BEGIN: terms.begin,
        WORDS: sorted({term for term in terms.everything.split(" ") if term[:1] not in _DERIVED}),
        CODES: _codes(document),
        TYPE: document.type,
        "tie": _by_day(prepared.ties),
        "newest": _by_day(prepared.newest),
        "name": dict(zip(schema.LANGUAGES, prepared.names, strict=True)),
        OFFER: _offer(document),
        DATA: orjson.Fragment(prepared.data),
    }


def meta_row(cursor: int) -> dict[str, Any]:
    """Return the row of the cursor; it is a row like every other to those who count rows, see `DocumentTerms`."""
    texts = {field.name: BREAK for field in BOOSTED}
    return {CURSOR: cursor, ALL: BREAK, "text": texts, PHRASE: BREAK}


def _offer(document: Document) -> str:
    """Return what a suggestion shows of an entry, as one text."""
    names = {lang: clean(name) for lang, name in document.texts.get("name", {}).items()}
    known = ("type", "key", "id", "slug")
    shown = {name: getattr(document, name) for name in known} | {"texts": {"name": names}}
    return orjson.dumps(shown).decode()


def _by_day(numbers: Iterable[int]) -> dict[str, int]:
    return {str(day): number for day, number in enumerate(numbers)}


def _codes(document: Document) -> list[str]:
    codes = {code("type", document.type)}
    if document.supply:
        codes.add(SUPPLY)
    for facet, values in document.facets.items():
        codes.update(code(facet, value) for value in values)
    return sorted(codes)
