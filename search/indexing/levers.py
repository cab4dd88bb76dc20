"""Read what editors and vocabularies say about words, once, until some of it changes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from directory.taxonomy.models import Certification, DataTheme, Sector, Technology, Term
from search import changes
from search.contract.levers import Levers, Pin
from search.indexing.vocabulary import snapshot
from search.models import PinnedSearch, StopPhrase, SynonymGroup

MEANING: tuple[type[Term], ...] = (Technology, Sector, Certification)
"""The vocabularies whose labels and synonyms mean the same in every entry, also in one that doesn't carry the term."""

BROAD: tuple[type[Term], ...] = (DataTheme,)
"""Those whose synonyms are words for parts of the term: each means the same as the one beside it in the other language,
and no more: schools are no museums, though both belong to education, culture and sport."""


def levers() -> Levers:
    """Return the levers as they are now: one query while nothing changed."""
    return _levers(changes.vocabulary_state())


def levers_with(*, synonyms: Sequence[str] = (), stop_phrase: str = "") -> Levers:
    """Return the levers as they would be with one more group of synonyms, or one more stop phrase."""
    return _read(synonyms, stop_phrase)


@lru_cache(maxsize=1)
def _levers(stamps: tuple[tuple[int, int], ...]) -> Levers:  # noqa: ARG001  the stamps are the cache's key
    return _read()


def _read(synonyms: Sequence[str] = (), stop_phrase: str = "") -> Levers:
    terms = snapshot()
    vocabulary = [
        [(lang, word) for lang, words in term.words.items() for word in words]
        for model in MEANING
        for term in terms[model].in_order()
    ]
    for model in BROAD:
        vocabulary += [
            list(zip(term.words, pair, strict=True))
            for term in terms[model].in_order()
            for pair in zip(*term.words.values(), strict=False)
        ]
    pins = [
        Pin(
            row.text,
            tuple(entry.key for entry in row.entries.all()),
            row.language,
            row.page_id or 0,
        )
        # A row for one language knows better than one for both.
        for row in PinnedSearch.objects.order_by("-language", "pk").prefetch_related("entries")
    ]
    return Levers(
        [*(group.lines for group in SynonymGroup.objects.order_by("pk")), synonyms],
        [*StopPhrase.objects.order_by("pk").values_list("text", flat=True), stop_phrase],
        pins,
        vocabulary=vocabulary,
    )
