"""Read what is being typed, and arrange the entries whose names begin so; the same for every engine."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from search.contract import schema
from search.contract.result import Suggestion
from search.contract.text import LONGEST_PREFIX, clean, fold, tokenize

LOOKED_AT: Final = 60
"""Entries from which the best are chosen."""

_MOST_WORDS: Final = 8
_MOST_CHARACTERS: Final = 200
_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Typed:
    """Hold the beginning of a query: the whole of it, folded, and its words as far as names are known by them."""

    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold an entry as stored whose name may be meant, with its score and its place among equals."""

    entry: Mapping[str, Any]
    score: float
    tie: int


def read(text: str) -> Typed:
    """Return what was typed so far."""
    text = clean(text[:_MOST_CHARACTERS])
    words = [token.form[:LONGEST_PREFIX] for token in tokenize(text) if not token.joined]
    return Typed(" ".join(fold(text).split()), tuple(words[:_MOST_WORDS]))


def best(
    candidates: Iterable[Candidate], typed: Typed, *, lang: str, limit: int
) -> list[Suggestion]:
    """Return the entries to offer: names that begin with the whole text first, supply before all else.

    Of other entries than supply one of each name is offered: notices of one procedure can't be told apart here.
    """
    ranked = []
    for one in candidates:
        entry = one.entry
        names = entry["texts"].get("name", {})
        name = names.get(lang) or next(iter(names.values()), entry["slug"])
        begins = any(fold(other).startswith(typed.text) for other in names.values())
        supply = schema.TYPES.index(entry["type"]) <= 1
        order = (not begins, not supply, -round(one.score, _DIGITS), -one.tie)
        known = entry["key"] if supply else (entry["type"], fold(name))
        ranked.append((order, known, name, entry))
    ranked.sort(key=lambda found: found[0])
    offered: dict[Hashable, Suggestion] = {}
    for _, known, name, entry in ranked:
        offered.setdefault(
            known,
            Suggestion(
                text=name, type=entry["type"], id=entry["id"], slug=entry["slug"], key=entry["key"]
            ),
        )
    return list(offered.values())[: min(limit, schema.MAX_SUGGESTIONS)]
