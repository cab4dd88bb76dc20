"""Know the words that the directory itself uses: in its vocabularies, and in the names of its public entries."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from search import changes
from search.contract import schema
from search.contract.text import CHATTER, Token, clean, fold, stems, tokenize
from search.indexing.build import MODELS
from search.indexing.vocabulary import snapshot

_SIGNS: Final = re.compile(r"[\w\s+#&/.,:;'’\"„“”()?!–-]*")
_ADDRESS: Final = re.compile(r"\w\.\w|//|\bwww\b")
_KEPT_SECONDS: Final = 3600


def is_own(text: str) -> bool:
    """Return whether every telling word of a text is one of the directory's, in whatever form and language.

    What looks like an address of the web is none, unless a vocabulary has it, as it has Node.js; nor is what holds
    signs that no question needs.
    """
    text = clean(text)
    if not _SIGNS.fullmatch(text):
        return False
    pieces = [fold(piece.lower()).strip(",;:?!\"'()") for piece in text.split()]
    labels, words = _vocabulary(changes.vocabulary_state())
    if any(_ADDRESS.search(piece) and piece not in labels for piece in pieces):
        return False
    told = [token for token in tokenize(text) if not token.joined and token.form not in CHATTER]
    new = [token for token in told if words.isdisjoint(_terms(token))]
    if not new:
        return bool(told)
    names = _names(int(time.monotonic() // _KEPT_SECONDS))
    return not any(names.isdisjoint(_terms(token)) for token in new)


@lru_cache(maxsize=1)
def _vocabulary(stamps: tuple[tuple[int, int], ...]) -> tuple[frozenset[str], frozenset[str]]:  # noqa: ARG001  the stamps are the cache's key
    """Return the pieces between spaces of all labels and synonyms, and the terms that find their words."""
    pieces = {
        piece
        for vocabulary in snapshot().values()
        for term in vocabulary.rows.values()
        for lines in term.words.values()
        for text in lines
        for piece in text.split()
    }
    return frozenset(fold(piece.lower()).strip(",;:()") for piece in pieces), _terms_of(pieces)


@lru_cache(maxsize=1)
def _names(period: int) -> frozenset[str]:  # noqa: ARG001  part of the cache's key
    """Return the terms that find the words of the names of public entries; kept for a while."""
    pieces: set[str] = set()
    for model in MODELS.values():
        columns = [f"{model.name_field}_{lang}" for lang in schema.LANGUAGES]
        for names in model.objects.public().values_list(*columns).iterator():
            pieces.update(piece for name in names if name for piece in name.split())
    return _terms_of(pieces)


def forget() -> None:
    """Drop what is kept of the words."""
    _vocabulary.cache_clear()
    _names.cache_clear()


def _terms_of(pieces: Iterable[str]) -> frozenset[str]:
    return frozenset(
        term for piece in pieces for token in tokenize(clean(piece)) for term in _terms(token)
    )


def _terms(token: Token) -> tuple[str, ...]:
    return stems(token.surface, schema.LANGUAGES) or (token.form,)
