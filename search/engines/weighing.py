"""Level what the ways to find one word count, so that it counts by its own rarity whichever of them finds it.

A word in a name is no rarer for that either: hardly a name holds “city”, but every second entry does.

A word is found by several terms: its stem in each language, the form typed, both halves of a compound. The rarer a
term, the more an engine makes of it, so that a word would count most where it is written in the oddest way. Each term
is therefore weighed to count as the commonest one of the word does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import log
from typing import Final

from search.contract.parse import Word
from search.contract.schema import FIELDS, LANGUAGES
from search.contract.text import stems
from search.engines.planning import Found, nearer, token_terms

Count = Callable[[str, str], int]
"""Gives the number of entries that hold a term in a text field, or anywhere where the field is empty."""

_LEAST: Final = 0.01


def weighed(found: Iterable[Found], count: Count, total: int) -> list[Found]:
    """Return found words with their weights; `total` is the number of entries."""
    return [_weighed(one, count, total) for one in found]


def weighed_terms(found: Found) -> tuple[str, ...]:
    """Return every term whose count decides the weights of a word."""
    if found.guessed:
        return ()
    halves = (stem for pair in found.splits for half in pair for stem in stems(half, LANGUAGES))
    parts = (term for part in found.word.parts for term in token_terms(part))
    return tuple(dict.fromkeys((*found.terms, *nearer(found.word), *halves, *parts)))


def field_terms(word: Word) -> list[tuple[str, str]]:
    """Return the fields with a boost of their own, each with every term of a word itself."""
    terms = dict.fromkeys((*word.terms, word.token.form))
    return [(field.name, term) for field in FIELDS if field.boost > 0 for term in terms]


def rarity(holding: int, total: int) -> float:
    """Return what an engine makes of a term that so many of all entries hold (the IDF of BM25)."""
    holding = min(holding, total)
    return max(_LEAST, log(1 + (total - holding + 0.5) / (holding + 0.5)))


def _weighed(found: Found, count: Count, total: int) -> Found:
    if found.guessed:
        # Each of the words that may have been meant is a word of its own.
        return found
    common = max((count(term, "") for term in found.terms), default=0)
    weights: dict[str, float] = {}
    for term in (*found.terms, *nearer(found.word)):
        holding = count(term, "")
        if common and 0 < holding < common:
            weights[term] = rarity(common, total) / rarity(holding, total)
    in_fields = {
        (field, term): rarity(common, total) / rarity(holding, total)
        for field, term in field_terms(found.word)
        if common and (holding := count(term, field))
    }

    def side_by_side(words: Iterable[tuple[str, ...]]) -> float:
        # An engine takes words side by side for as rare as all of them together.
        rarities = [rarity(max(count(term, "") for term in terms), total) for terms in words]
        wanted = rarity(common, total) if common else max(rarities, default=1.0)
        return wanted / sum(rarities) if rarities else 1.0

    return replace(
        found,
        weights=weights,
        field_weights=in_fields,
        pair_weights=tuple(
            side_by_side(stems(half, LANGUAGES) for half in pair) for pair in found.splits
        ),
        parts_weight=side_by_side(map(token_terms, found.word.parts)),
    )
