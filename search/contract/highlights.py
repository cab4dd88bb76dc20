"""Show why an entry was found: its stored texts with the words of the query marked; the same for every engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from search.contract import schema
from search.contract.result import Highlight
from search.contract.text import (
    SNIPPET,
    Found,
    Marker,
    Token,
    clean,
    distance,
    edits_allowed,
    fold,
    is_latvian,
    languages,
    tokenize,
)

_MOST_LINES: Final = 3
_LISTS: Final = frozenset({"terms", "references", "provider"})
_NO_HIGHLIGHTS: Final[Mapping[str, Highlight]] = {}


def highlights(
    texts: Mapping[str, Mapping[str, str]],
    lang: str,
    marks: Mapping[str, str],
    marker: Marker | None = None,
) -> Mapping[str, Highlight]:
    """Return field name → its marked text, for the fields that hold a word of the query.

    `marks` is term → word as typed, some of the terms `side_by_side`. A field is shown in `lang` where a word stands
    there, else in the first language that holds one; of a list only the lines that hold one, of a long text a snippet.
    `marker` is that of the marks, one for all entries of an answer.
    """
    if not marks:
        return _NO_HIGHLIGHTS
    marker = marker or Marker(marks)
    shown: dict[str, Highlight] = {}
    for field in schema.FIELDS:
        in_field = texts.get(field.name)
        if not in_field:
            continue
        for one in sorted(in_field, key=lang.__ne__):
            text = in_field[one]
            langs = languages(one, short=field.short)
            found = marker.find(text, langs)
            if not found:
                continue
            words = tuple(
                dict.fromkeys(word for term, word in marks.items() if term in found.terms)
            )
            if field.name in _LISTS:
                text = _telling_lines(text, found)
                found = marker.find(text, langs) or found
            parts = marker.mark(text, found.matches, longest=SNIPPET)
            shown[field.name] = Highlight(field.name, one, parts, words)
            break
    return shown


def _telling_lines(text: str, found: Found) -> str:
    """Return the first lines that hold something found, which never goes over the end of a line."""
    lines: list[str] = []
    end = -1
    for match in found.matches:
        # Matches come in order, so one that begins before the end of the last line stands in it.
        if match.start < end:
            continue
        if len(lines) == _MOST_LINES:
            break
        start = text.rfind("\n", 0, match.start) + 1
        end = text.find("\n", match.end)
        end = len(text) if end < 0 else end
        lines.append(text[start:end])
    return "; ".join(lines)


def corrected(text: str, better: Mapping[str, str]) -> str | None:
    """Return a query with its misspelt words (surface → better word) replaced, or None where there are none.

    A better word is offered where it is as near as an error makes it: of a stem that comes near, entries may hold a
    form that does not.
    """
    text = clean(text[: schema.MAX_CHARACTERS])
    parts: list[str] = []
    end = 0
    for token in tokenize(text):
        if token.start < end or not _near(token, better.get(token.surface)):
            continue
        parts += [text[end : token.start], better[token.surface]]
        end = token.end
    if not parts:
        return None
    return "".join(parts) + text[end:]


def _near(token: Token, word: str | None) -> bool:
    """Say whether somebody may have meant a word; who types diacritics makes one error in it at most."""
    if word is None:
        return False
    errors = 1 if is_latvian(token.surface) else edits_allowed(token.form)
    return distance(token.form, fold(word), errors) <= errors
