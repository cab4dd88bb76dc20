"""Find terms by the beginning of what people call them."""

from __future__ import annotations

from functools import lru_cache

from directory.taxonomy.models import Market, Sector, Technology
from search import changes
from search.contract.text import fold
from search.indexing.vocabulary import TermRow, snapshot

NAMED: dict[str, type[Sector | Technology | Market]] = {
    "sector": Sector,
    "technology": Technology,
    "market": Market,
}
"""The facets whose terms are offered while a query is typed."""


def find_terms(text: str, *, lang: str, limit: int) -> list[tuple[str, TermRow, str]]:
    """Return facet, term and label of terms one of whose names, or words, begins with the text.

    A name that begins so comes before one that has such a word, a name in the language before one in another, and the
    wider term before the narrower.
    """
    wanted = " ".join(fold(text.lower()).split())
    if not wanted:
        return []
    found: dict[tuple[str, int], tuple[int, int, int, str, TermRow]] = {}
    for facet, name_lang, name, term in _names(tuple(sorted(changes.vocabulary_stamps().items()))):
        if name.startswith(wanted):
            rank = 0
        elif f" {wanted}" in name:
            rank = 1
        else:
            continue
        candidate = (rank, int(name_lang != lang), term.depth, facet, term)
        known = found.get((facet, term.pk))
        if known is None or candidate[:3] < known[:3]:
            found[facet, term.pk] = candidate
    best = sorted(found.values(), key=lambda one: (*one[:3], one[4].place, one[4].slug))[:limit]
    return [
        (facet, term, term.label.get(lang) or next(iter(term.label.values()), term.slug))
        for *_, facet, term in best
    ]


@lru_cache(maxsize=1)
def _names(stamps: tuple[tuple[int, int], ...]) -> list[tuple[str, str, str, TermRow]]:  # noqa: ARG001  the stamps are the cache's key
    terms = snapshot()
    names = []
    for facet, model in NAMED.items():
        for term in terms[model].in_order():
            for lang, words in term.words.items():
                names += [(facet, lang, fold(text.lower()), term) for text in words]
    return names
