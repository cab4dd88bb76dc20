"""Turn the texts of a document into the terms that every engine indexes: one way for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from search.contract.document import Document
from search.contract.schema import FIELDS
from search.contract.text import BREAK, analysed, analysed_lines, capped, prefixes

LEAST_LENGTH: Final = 120
"""Terms that a document counts as at least: engines make more of a word in a short text."""


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """Hold the terms of a document, each group joined by spaces.

    `everything` are the words it is found by, with repetitions up to the cap of their field; `fields` those of each
    field with a boost of its own; `phrase` one term a word, in order; `begin` the beginnings of the words of its name.
    What has no words holds a break: engines weigh words by the number of entries that have a field at all, and they
    must count alike.
    """

    everything: str
    fields: dict[str, str]
    phrase: str
    begin: str


def document_terms(document: Document) -> DocumentTerms:
    """Return the terms of a document."""
    everything: list[str] = []
    phrases: list[str] = []
    fields: dict[str, str] = {}
    for field in FIELDS:
        analysis = analysed_lines if field.shared else analysed
        terms: list[str] = []
        for lang, text in document.texts.get(field.name, {}).items():
            words, in_order = analysis(text, lang, short=field.short)
            terms += words
            phrases.append(BREAK)
            phrases += in_order
        kept = " ".join(capped(terms, field.cap)) if terms else BREAK
        everything.append(kept)
        if field.boost > 0:
            fields[field.name] = kept
    # Who says next to nothing is not more about the words of its name than who says something.
    everything += [BREAK] * (LEAST_LENGTH - sum(text.count(" ") + 1 for text in everything))
    names = "\n".join(document.texts.get("name", {}).values())
    return DocumentTerms(
        everything=" ".join(everything),
        fields=fields,
        phrase=" ".join(phrases[1:]) or BREAK,
        begin=" ".join(prefixes(names)),
    )
