"""Show why an entry was found: its stored texts with the words of the query marked; the same for every engine."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Final

from search.contract import schema
from search.contract.result import Highlight
from search.contract.text import SNIPPET, clean, found_terms, mark, tokenize

_MOST_LINES: Final = 3
_LISTS: Final = frozenset({"terms", "references", "provider"})
_NO_HIGHLIGHTS: Final[Mapping[str, Highlight]] = {}


def highlights(
    texts: Mapping[str, Mapping[str, str]],
    lang: str,
    marks: Mapping[str, str],
    missed: set[str] | None = None,
) -> Mapping[str, Highlight]:
    """Return field name → its marked text, for the fields that hold a word of the query.

    `marks` is term → word as typed. A field is shown in `lang` where a word stands there, else in the first language
    that holds one; of a list only the lines that hold one, of a long text a snippet. `missed` is one set for all
    entries of an answer: words come back from entry to entry, and most of them are in no question.
    """
    if not marks:
        return _NO_HIGHLIGHTS
    terms = frozenset(marks)
    missed = set() if missed is None else missed
    shown: dict[str, Highlight] = {}
    for field in schema.FIELDS:
        in_field = texts.get(field.name)
        if not in_field:
            continue
        for one in sorted(in_field, key=lambda other: other != lang):
            found = found_terms(in_field[one], terms, missed)
            if not found:
                continue
            text = (
                _telling_lines(in_field[one], terms, missed)
                if field.name in _LISTS
                else in_field[one]
            )
            words = tuple(dict.fromkeys(word for term, word in marks.items() if term in found))
            shown[field.name] = Highlight(
                field.name, one, mark(text, terms, longest=SNIPPET), words
            )
            break
    return shown


def _telling_lines(text: str, terms: frozenset[str], missed: set[str]) -> str:
    lines = (line for line in text.split("\n") if found_terms(line, terms, missed))
    return "; ".join(islice(lines, _MOST_LINES))


def corrected(text: str, better: Mapping[str, str]) -> str | None:
    """Return a query with its misspelt words (surface → better word) replaced, or None where there are none."""
    text = clean(text[: schema.MAX_CHARACTERS])
    parts: list[str] = []
    end = 0
    for token in tokenize(text):
        if token.start < end or token.surface not in better:
            continue
        parts += [text[end : token.start], better[token.surface]]
        end = token.end
    if not parts:
        return None
    return "".join(parts) + text[end:]
