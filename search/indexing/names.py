"""Find terms by the beginning of what people call them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from directory.taxonomy.models import Market, Sector, Technology
from search import changes
from search.contract.text import LONGEST_PREFIX, edits_allowed, fold, one_edit
from search.indexing.vocabulary import TermRow, snapshot

_Row = tuple[int, str, str, TermRow]
"""Whether a name begins here or only one of its words, the facet, the language of the name, the term."""

NAMED: dict[str, type[Sector | Technology | Market]] = {
    "sector": Sector,
    "technology": Technology,
    "market": Market,
}
"""The facets whose terms are offered while a query is typed."""


def find_terms(
    text: str, *, lang: str, limit: int, misspelt: bool = False
) -> list[tuple[str, TermRow, str]]:
    """Return facet, term and label of terms one of whose names, or words, begins with the text.

    A name that begins so comes before one that has such a word, a name in the language before one in another, and the
    wider term before the narrower. With `misspelt`, those are returned that begin so but for one typing error.
    """
    wanted = folded(text)
    if not wanted or (misspelt and (not edits_allowed(wanted) or len(wanted) > LONGEST_PREFIX)):
        return []
    starts = _starts(changes.vocabulary_state())
    found = _beginning(starts, _misspelt(wanted) if misspelt else (wanted,), lang)
    return [
        (facet, term, term.label.get(lang) or next(iter(term.label.values()), term.slug))
        for facet, term in found[:limit]
    ]


def begins_with(name: str, text: str) -> bool:
    """Return whether a name, or a word of it, begins with what was typed."""
    return f" {folded(text)}" in f" {folded(name)}"


def folded(text: str) -> str:
    """Return a name as it is compared with others."""
    return " ".join(fold(text.lower()).split())


def _misspelt(wanted: str) -> frozenset[str]:
    """Return what may have been meant by the beginning of a name, one typing error away.

    The first letter is hardly ever the wrong one, nor is the last while more may follow.
    """
    first, last, before = wanted[0], wanted[-1], wanted[:-1]
    return frozenset(
        one
        for one in one_edit(wanted)
        if one[:1] == first and (one[-1:] == last or not one.startswith(before))
    )


def _beginning(starts: _Starts, wanted: Iterable[str], lang: str) -> list[tuple[str, TermRow]]:
    """Return facet and term of the names, or words in them, that begin in one of some ways; the best first."""
    found: dict[tuple[str, int], tuple[int, int, int, str, TermRow]] = {}
    for one in wanted:
        for rank, facet, name_lang, term in starts.beginning(one):
            candidate = (rank, int(name_lang != lang), term.depth, facet, term)
            known = found.get((facet, term.pk))
            if known is None or candidate[:3] < known[:3]:
                found[facet, term.pk] = candidate
    best = sorted(found.values(), key=lambda one: (*one[:3], one[4].place, one[4].slug))
    return [(facet, term) for *_, facet, term in best]


class _Starts:
    """Knows every name from its beginning and from each of its words on, in the order of letters."""

    def __init__(self, rows: Iterable[tuple[str, _Row]]) -> None:
        ordered = sorted(rows, key=lambda row: row[0])
        self._texts = [text for text, _ in ordered]
        self._rows = [row for _, row in ordered]

    def beginning(self, wanted: str) -> Iterator[_Row]:
        """Yield what begins so."""
        for place in range(bisect_left(self._texts, wanted), len(self._texts)):
            if not self._texts[place].startswith(wanted):
                return
            yield self._rows[place]


@lru_cache(maxsize=1)
def _starts(stamps: tuple[tuple[int, int], ...]) -> _Starts:  # noqa: ARG001  the stamps are the cache's key
    terms = snapshot()
    rows: list[tuple[str, _Row]] = []
    for facet, model in NAMED.items():
        for term in terms[model].in_order():
            for lang, words in term.words.items():
                for text in words:
                    name = fold(text.lower())
                    rows.append((name, (0, facet, lang, term)))
                    places = (place for place, char in enumerate(name) if char == " ")
                    rows += [(name[place + 1 :], (1, facet, lang, term)) for place in places]
    return _Starts(rows)
