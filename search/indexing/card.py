"""Choose the facts that a result's card shows, so that a page of results needs no query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from directory.media.belt import belt_number
from directory.taxonomy.models import Certification, Market
from search.indexing.relations import Links, Row, texts
from search.indexing.vocabulary import Vocabulary

Card = dict[str, Any]

SHOWN_MARKETS = 4
_COUNTRY = 2
#: Characters of a description that stands in place of a sentence.
BRIEF = 300


def compact(card: Card) -> Card:
    """Return a card without what is empty."""
    return {
        name: value for name, value in card.items() if value not in (None, "", 0, False, [], {}, ())
    }


def brief(text: str) -> str:
    """Return the beginning of a text, ended after a whole word."""
    if len(text) <= BRIEF:
        return text
    return text[:BRIEF].rsplit(None, 1)[0].rstrip(" ,.;:–-(") + "…"


def markets(pks: Iterable[int], vocabulary: Vocabulary) -> Card:
    """Return the codes of the first export markets and the number of the others."""
    slugs = [
        term.slug.upper() if len(term.slug) == _COUNTRY else term.slug
        for term in vocabulary.terms(pks)
    ]
    return {"markets": slugs[:SHOWN_MARKETS], "markets_more": max(0, len(slugs) - SHOWN_MARKETS)}


def certificate(pks: Iterable[int], vocabulary: Vocabulary) -> Card:
    """Return the first certificate, by its short name, and the number of the others."""
    terms = vocabulary.terms(pks)
    if not terms:
        return {}
    label = {lang: text.split(" (")[0] for lang, text in terms[0].label.items()}
    return {"certificate": label, "certificates_more": len(terms) - 1}


def trust(pks: dict[str, Links], row: Row, vocabularies: Mapping[Any, Vocabulary]) -> Card:
    """Return the markets and certificates of an entry."""
    return {
        **markets(pks["markets"].get(row["pk"], ()), vocabularies[Market]),
        **certificate(pks["certifications"].get(row["pk"], ()), vocabularies[Certification]),
    }


def country_code(key: int | None, vocabulary: Vocabulary) -> str | None:
    """Return the upper-case code of a country."""
    term = None if key is None else vocabulary.term(key)
    return term.slug.upper() if term else None


def organisation_name(row: Row, prefix: str = "") -> Card:
    """Return name and address of an organisation that another entry names."""
    return {"name": texts(row, f"{prefix}name"), "slug": row[f"{prefix}slug"]}


def emblem_number(*candidates: str | None) -> str:
    """Return the number that the entry's emblem is woven from: of the first candidate there is."""
    return belt_number(next(filter(None, candidates), ""))


def epoch(moment: date | datetime | None) -> int | None:
    """Return a moment, or the midnight that a day begins with in UTC, in seconds since the epoch."""
    if moment is None:
        return None
    if isinstance(moment, datetime):
        return int(moment.timestamp())
    return (moment - date(1970, 1, 1)).days * 86_400
