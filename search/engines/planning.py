"""Say what the words of a query became, how strictly they are asked for, and what is marked; without an engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil
from typing import Final

from search.contract.parse import Phrase, Word
from search.contract.schema import BASE_BOOST, EXACT_BOOST, LANGUAGES
from search.contract.text import STOP_WORDS, Token, base_form, stems

GUESS_BOOST: Final = 0.6
"""What a word counts that was completed or corrected."""

ALTERNATIVE_SCORE: Final = 1.0
"""What another phrase of the same meaning counts, however rare it is: it finds, and hardly ranks."""

_ENOUGH: Final = {2: 1, 3: 3}
_ENOUGH_LONG: Final = 10
_STEPS: Final = (1.0, 0.7, 0.4)


@dataclass(frozen=True, slots=True)
class Found:
    """Hold how a word of a query is found.

    `terms` are alternatives; `splits` are pairs of words that stand for it side by side. `guessed` says that the word
    itself is absent, `better` is the term of a word the person may have meant. `alternatives` are those of the word
    whose every part is in the index.
    """

    word: Word
    terms: tuple[str, ...]
    splits: tuple[tuple[str, str], ...] = ()
    guessed: bool = False
    better: str | None = None
    alternatives: tuple[tuple[Token, ...], ...] = ()

    @property
    def absent(self) -> bool:
        """Say whether nothing in the index comes near the word."""
        return not (self.terms or self.splits or self.word.parts or self.alternatives)


def token_terms(token: Token) -> tuple[str, ...]:
    """Return the terms that find a word of an alternative."""
    return stems(token.surface, LANGUAGES) or (token.form,)


def known_alternatives(
    word: Word, present: Callable[[tuple[str, ...]], tuple[str, ...]]
) -> tuple[tuple[Token, ...], ...]:
    """Return the alternatives of a word whose every part is in the index; `present` gives the terms that are."""
    return tuple(
        alternative
        for alternative in word.alternatives
        if all(present(token_terms(token)) for token in alternative)
    )


def nearer(word: Word) -> dict[str, float]:
    """Return the terms that tell apart words of one stem, with what each adds."""
    found = dict.fromkeys(word.exact, EXACT_BOOST)
    base = base_form(word.token)
    if base is not None:
        found.setdefault(base, BASE_BOOST)
    return found


def steps(words: int) -> list[tuple[int, int]]:
    """Return, from strict to lax, how many words must be there and how many entries are then enough.

    All words, then most, then some of them; any one word only where nothing else finds anything.
    """
    if words < 2:
        return [(words, 0)]
    enough = _ENOUGH.get(words, _ENOUGH_LONG)
    found = dict.fromkeys((ceil(words * share) for share in _STEPS), enough)
    found[min(found)] = 1
    found.setdefault(1, 0)
    return list(found.items())


def marks(found: Iterable[Found], phrases: Iterable[Phrase]) -> dict[str, str]:
    """Return term → word as typed, for every term whose words are marked in what is found."""
    marked: dict[str, str] = {}
    for one in found:
        typed = one.word.token.surface
        for term in (*one.word.terms, one.word.token.form, *one.terms):
            marked.setdefault(term, typed)
        for part in one.word.parts:
            for term in stems(part.surface, LANGUAGES) or (part.form,):
                marked.setdefault(term, typed)
        for alternative in one.alternatives:
            for token in alternative:
                if token.form in STOP_WORDS:
                    continue
                for term in token_terms(token):
                    marked.setdefault(term, typed)
        for pair in one.splits:
            for surface in pair:
                for term in stems(surface, LANGUAGES):
                    marked.setdefault(term, typed)
    for phrase in phrases:
        if not phrase.excluded:
            for token in phrase.tokens:
                for term in stems(token.surface, LANGUAGES) or (token.form,):
                    marked.setdefault(term, token.surface)
    return marked
