"""Compose the text fields of documents: lines by language, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from django.db.models import Choices
from django.utils import translation

from search.contract import schema
from search.indexing.vocabulary import TermRow

Lines = dict[str, dict[str, None]]

_REMARK: Final = re.compile(r"\s*\([^()]*\)")
_NUMBER: Final = re.compile(r".*\d.*")
_SHORT: Final = re.compile(r"(?:[^A-Z]*[A-Z]){2}.*")


class Texts:
    """Collects the text fields of one document; what is given twice is kept once."""

    def __init__(self) -> None:
        self._fields: dict[str, Lines] = {}

    def add(self, field: str, text: Mapping[str, str]) -> None:
        """Add a text in one or both languages."""
        for lang, line in text.items():
            self.line(field, lang, line)

    def line(self, field: str, lang: str, line: str | None) -> None:
        """Add a line in one language."""
        if line and line.strip():
            self._fields.setdefault(field, {}).setdefault(lang, {})[line.strip()] = None

    def terms(self, terms: Iterable[TermRow], field: str = "terms") -> None:
        """Add the labels and synonyms of terms."""
        lines = self._fields.setdefault(field, {lang: {} for lang in schema.LANGUAGES})
        for term in terms:
            for lang, words in term.words.items():
                lines[lang].update(words)

    def codes(self, codes: Iterable[TermRow], field: str = "references") -> None:
        """Add the numbers of codes: who buys by CPV types them."""
        for code in codes:
            self.line(field, "en", code.slug)

    def standards(self, terms: Iterable[TermRow]) -> None:
        """Add what certificates are called, without what they are about: ISO 27001, and not information security.

        Nearly every supplier holds one of them, whatever it offers; their subjects in its words would make all of them
        answers to the questions for that subject.
        """
        lines = self._fields.setdefault("terms", {lang: {} for lang in schema.LANGUAGES})
        for term in terms:
            for lang, words in term.words.items():
                lines[lang].update(dict.fromkeys(_called(words, term.label.get(lang, ""))))

    def built(self) -> dict[str, dict[str, str]]:
        """Return the fields as a document holds them."""
        return {
            field: {lang: "\n".join(lines) for lang, lines in by_lang.items() if lines}
            for field, by_lang in self._fields.items()
            if any(by_lang.values())
        }


def _called(words: Iterable[str], label: str) -> list[str]:
    """Return the names among the words of a certificate: its label, numbers of standards and abbreviations."""
    named = {_REMARK.sub("", label): None} if label else {}
    for word in words:
        if word != label and (_NUMBER.match(word) or all(map(_SHORT.match, word.split()))):
            named.setdefault(word)
    return list(named)


@lru_cache(maxsize=256)
def choice_label(choices: type[Choices], value: str) -> Mapping[str, str]:
    """Return what a choice is called in each language; nothing for a value that is none."""
    if value not in choices.values:
        return {}
    found = {}
    for lang in schema.LANGUAGES:
        with translation.override(lang):
            found[lang] = str(choices(value).label)
    return found
