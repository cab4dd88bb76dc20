"""Say what the words of a query become, how strictly they are asked for, and what is marked; without an engine."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise, repeat
from math import ceil
from typing import Final, Generic, TypeVar

from search.contract.parse import Phrase, Word
from search.contract.query import SearchQuery
from search.contract.schema import (
    BASE_BOOST,
    EXACT_BOOST,
    LANGUAGES,
    LONG_FROM,
    MAX_WINDOW,
    NAMED_BOOST,
    RELEVANCE,
)
from search.contract.text import (
    Token,
    base_form,
    derived,
    doubled,
    edits_allowed,
    in_dictionary,
    named_form,
    phrase_term,
    side_by_side,
    stems,
)

GUESS_BOOST: Final = 0.6
"""What a word counts that was completed or corrected."""

ALTERNATIVE_SCORE: Final = 1.0
"""What another phrase of the same meaning counts, however rare it is: it finds, and hardly ranks."""

SPLIT_FROM: Final = 7
"""Letters from which a word may be two, or two neighbours one."""

BEGUN_FROM: Final = 3
"""Letters from which a word may be completed."""

BEGUN_MOST: Final = 8
"""Words that stand for one that was begun."""

CORRECTIONS: Final = 4
"""Words that stand for one that was misspelt."""

STEM_FROM: Final = 4
"""Letters that a stem has at least which holds a typing error, and one that stands for it."""

STEM_CORRECTIONS: Final = 2
"""Stems of each language that stand for a misspelt one."""

LOOKED_AT: Final = 40
"""Entries among whose words one with two errors is looked for."""

BESIDE_SHARE: Final = 2.5
"""What all neighbours of a question add that stand side by side in an entry as they do there; each has its part.

Two or three words are mostly one thing by its name; what a sentence is about stands in any order.
"""

BESIDE: Final = 12
"""Pairs of neighbours that are looked for."""

GUESSES: Final = 8
"""Words of a query that are checked for typing errors: doing so is the dearest part of a query."""

RARE: Final = 2
"""A word in so few entries may be an error though it is known, where it has `RARE_FROM` letters."""

RARE_FROM: Final = 5

COMMON: Final = 10
"""How many times as frequent a neighbour of a rare word must be to be offered in its place."""

STRICTER_SCORE: Final = 8.0
"""What an entry gains for each stricter step that finds it too, where a question of a few words is relaxed."""

PIN_SCORE: Final = 10_000.0
"""What an entry scores that editors chose for a query, times its place from the last: above all that words can."""

_SPLIT_PART: Final = 3
_FEW: Final = 3
_ENOUGH: Final = {2: 1, 3: 3, 4: 5, 5: 10}
_ENOUGH_SENTENCE: Final = 100
_SHARES_FEW: Final[tuple[float, ...]] = (1.0, 0.6)
_SHARES: Final[tuple[float, ...]] = (1.0, 0.6, 0.3)
_SHARES_SENTENCE: Final[tuple[float, ...]] = (1.0, 0.5, 0.25)


Asked = TypeVar("Asked")
"""What an engine's queries are made of."""

Pair = tuple[str, str]
"""The two halves of a word."""


@dataclass(frozen=True, slots=True)
class Step(Generic[Asked]):
    """Hold one strictness of a text: `matching` says what is found, `ranking` finds the same and ranks it.

    With fewer than `enough` entries found in the supply, the next step is tried. Filters and tabs have no say in it:
    they only narrow what the text finds, so that every count is that of the page it leads to. What editors chose does
    not count either, so `unpinned` says what is found without it where that differs.
    """

    matching: Asked
    ranking: Asked
    relaxed: bool
    enough: int
    unpinned: Asked | None = None


@dataclass(frozen=True, slots=True)
class Text(Generic[Asked]):
    """Hold the compiled text of a query: its steps from strict to lax, and the terms to mark in what is found.

    `better` is word as typed → a word the person may have meant, as the engine knows it; `pinned` are the keys of the
    entries that editors chose for the query. Of a `sentence` the words that its best entries share rank the others too.
    """

    steps: tuple[Step[Asked], ...]
    marks: Mapping[str, str]
    better: Mapping[str, str]
    pinned: frozenset[str] = frozenset()
    sentence: bool = False

    def kindred(self, step: Step[Asked], query: SearchQuery) -> bool:
        """Say whether what the best entries share ranks the answer of a step, see `search.engines.kindred`."""
        return self.sentence and step.relaxed and query.sort == RELEVANCE and not query.brief


@dataclass(frozen=True, slots=True)
class Found:
    """Hold how a word of a query is found.

    `terms` are alternatives; `splits` are pairs of words that stand for it side by side. `guessed` says that the word
    itself is absent, `better` is the term of a word the person may have meant. `alternatives` are those of the word
    whose every part is in the index. `weights` level the terms (see `search.engines.weighing`): what the score of each
    is multiplied by, 1 where nothing is said; `field_weights` do so in a text field, `pair_weights` for the `splits`,
    `parts_weight` for the parts.
    """

    word: Word
    terms: tuple[str, ...]
    splits: tuple[Pair, ...] = ()
    guessed: bool = False
    better: str | None = None
    alternatives: tuple[tuple[Token, ...], ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    field_weights: Mapping[tuple[str, str], float] = field(default_factory=dict)
    pair_weights: tuple[float, ...] = ()
    parts_weight: float = 1.0

    @property
    def enough(self) -> frozenset[str]:
        """Return the terms each of which finds the word by itself: a phrase that holds one finds nothing more."""
        alone = (tokens[0] for tokens in self.alternatives if len(tokens) == 1)
        return frozenset((*self.terms, *(term for token in alone for term in token_terms(token))))

    @property
    def absent(self) -> bool:
        """Say whether nothing in the index comes near the word."""
        return not (self.terms or self.splits or self.word.parts or self.alternatives)

    def weight(self, term: str, field: str = "") -> float:
        """Return what the score of a term is multiplied by, anywhere or in a text field."""
        return self.field_weights.get((field, term), 1.0) if field else self.weights.get(term, 1.0)

    def weighed_splits(self) -> Iterator[tuple[Pair, float]]:
        """Yield the pairs that stand for the word, each with what its score is multiplied by."""
        return zip(self.splits, chain(self.pair_weights, repeat(1.0)), strict=False)


def pin_scores(keys: Sequence[str]) -> list[tuple[str, float]]:
    """Return what each of the entries that editors chose scores; the first most."""
    return [(key, PIN_SCORE * (len(keys) - place)) for place, key in enumerate(keys)]


def token_terms(token: Token) -> tuple[str, ...]:
    """Return the terms that find a word of an alternative.

    A word whose language is known has its forms in that language; in texts of another it stands as it is written.
    """
    if token.lang:
        return tuple(dict.fromkeys((*stems(token.surface, (token.lang,)), token.form)))
    return stems(token.surface, LANGUAGES) or (token.form,)


def own_terms(word: Word, present: Callable[[Iterable[str]], tuple[str, ...]]) -> tuple[str, ...]:
    """Return the terms of a word that the index holds; `present` returns those of some terms that it does."""
    return present(word.terms) or present((word.token.form,)) or present(word.affirmed)


def halves(word: Word) -> Iterator[Pair]:
    """Yield the ways to cut a long word in two."""
    form, surface = word.token.form, word.token.surface
    if word.parts or not word.token.plain or len(surface) != len(form) or len(form) < SPLIT_FROM:
        return
    for place in range(_SPLIT_PART, len(form) - _SPLIT_PART + 1):
        yield surface[:place], surface[place:]


def best_halves(word: Word, count: Callable[[str], int]) -> tuple[Pair, ...]:
    """Return the most frequent halves of a word, if the index knows any; `count` gives the entries of a term."""
    best: tuple[int, Pair] | None = None
    for left, right in halves(word):
        if not count(word.token.form[: len(left)]):
            continue
        for lang in LANGUAGES:
            pair = stems(left, (lang,)), stems(right, (lang,))
            if pair[0] and pair[1]:
                least = min(count(pair[0][0]), count(pair[1][0]))
                if least and (best is None or least > best[0]):
                    best = least, (left, right)
    return () if best is None else (best[1],)


def joined_terms(first: Word, second: Word) -> tuple[str, ...]:
    """Return the terms of two neighbours written as one word."""
    one, two = first.token, second.token
    if not (one.plain and two.plain and len(one.form) + len(two.form) >= SPLIT_FROM):
        return ()
    return stems(one.surface + two.surface, LANGUAGES)


def may_err_twice(word: Word, words: int) -> bool:
    """Say whether two errors are looked for in a word of so many: a sentence is found by its other words."""
    return words < LONG_FROM and edits_allowed(word.token.form) > 1


def may_err(word: Word) -> bool:
    """Say whether a word is long enough to hold a typing error; what is written in capitals is meant so."""
    form = word.token.form
    return not word.abbreviation and bool(edits_allowed(form)) and form.isalnum()


def nearest(form: str, counted: Mapping[str, int]) -> list[str]:
    """Return forms one error away, given with their entries: the likeliest first.

    A letter too few or too many of two comes first, then what more entries hold.
    """
    return sorted(counted, key=lambda one: (not doubled(one, form), -counted[one], one))


def may_be_another(word: Word) -> bool:
    """Say whether “did you mean” may name another word: none for a right word of either language in any of its forms.

    Right are also those that no dictionary lists, but their parts.
    """
    token = word.token
    return base_form(token) is None and not in_dictionary(token, "en") and not derived(token)


def known_alternatives(word: Word, count: Callable[[str], int]) -> tuple[tuple[Token, ...], ...]:
    """Return the alternatives of a word that find more than it does; `count` gives the entries of a term.

    Looking for a phrase is the dearest part of a query. So one is left out of which some part is not in the index, and
    one that holds, as every language reads it, a term that finds the word by itself; and all where the word alone finds
    more than anybody can page through.
    """
    alone = [tokens for tokens in word.alternatives if len(tokens) == 1]
    enough = {*word.terms, *(term for tokens in alone for term in token_terms(tokens[0]))}
    plenty = any(count(term) > MAX_WINDOW for term in word.terms)

    def tells(tokens: tuple[Token, ...]) -> bool:
        if not all(any(map(count, token_terms(token))) for token in tokens):
            return False
        return len(tokens) == 1 or (not plenty and bool(readings(tokens, enough)))

    return tuple(tokens for tokens in word.alternatives if tells(tokens))


def readings(tokens: Sequence[Token], enough: Container[str] = ()) -> list[tuple[str, ...]]:
    """Return the terms of a phrase as texts of each language hold it, but those with a term that is enough already."""
    found = dict.fromkeys(tuple(phrase_term(token, lang) for token in tokens) for lang in LANGUAGES)
    return [terms for terms in found if not any(term in enough for term in terms)]


def nearer(word: Word) -> dict[str, float]:
    """Return the terms that tell apart words of one stem, with what each adds."""
    found = dict.fromkeys(word.exact, EXACT_BOOST)
    if named := named_form(word.token):
        found.setdefault(named, NAMED_BOOST)
    base = base_form(word.token)
    if base is not None:
        found.setdefault(base, BASE_BOOST)
    return found


def beside(
    found: Sequence[Found], count: Callable[[str], int]
) -> Iterator[tuple[float, list[tuple[str, str]]]]:
    """Yield what each two neighbours count where they stand side by side, and their terms in each language.

    Two words that each find more than anybody can page through are not looked for side by side: it would take longer
    than all else of the query. `count` gives the entries of a term.
    """
    for first, second in islice(pairwise(found), BESIDE):
        one = (first.word.parts or (first.word.token,))[-1]
        two = (second.word.parts or (second.word.token,))[0]
        pairs = {(phrase_term(one, lang), phrase_term(two, lang)) for lang in LANGUAGES}
        known = sorted(
            pair
            for pair in pairs
            if pair[0] in first.terms
            and pair[1] in second.terms
            and min(map(count, pair)) <= MAX_WINDOW
        )
        if known:
            level = max(first.weight(left) + second.weight(right) for left, right in known) / 2
            yield BESIDE_SHARE / len(found) * level, known


def steps(words: int) -> list[tuple[int, int]]:
    """Return, from strict to lax, how many words must be there and how many entries are then enough.

    All words, then most, then some of them; any one word only where all that finds too little. Of a sentence hardly an
    entry holds every word, so more must be found for the rank to choose from.
    """
    if words < 2:
        return [(words, 0)]
    if words <= _FEW:
        shares, enough = _SHARES_FEW, _ENOUGH[words]
    elif words < LONG_FROM:
        shares, enough = _SHARES, _ENOUGH[words]
    else:
        shares, enough = _SHARES_SENTENCE, _ENOUGH_SENTENCE
    found = dict.fromkeys((ceil(words * share) for share in shares), enough)
    found.setdefault(1, 0)
    return list(found.items())


def marks(found: Iterable[Found], phrases: Iterable[Phrase]) -> dict[str, str]:
    """Return term → words as typed, for every term whose words are marked in what is found.

    Words of a phrase are marked where they stand side by side, as they are found.
    """
    marked: dict[str, str] = {}
    meant: dict[str, dict[str, None]] = {}
    for one in found:
        typed = one.word.typed
        for term in (*one.word.terms, one.word.token.form, *one.terms):
            marked.setdefault(term, typed)
        if one.word.parts:
            for term in map(side_by_side, readings(one.word.parts)):
                marked.setdefault(term, typed)
        for alternative in one.alternatives:
            alone = len(alternative) == 1
            for term in (
                token_terms(alternative[0]) if alone else map(side_by_side, readings(alternative))
            ):
                meant.setdefault(term, {})[typed] = None
        for left, right in one.splits:
            for lang in LANGUAGES:
                one_half, other_half = stems(left, (lang,)), stems(right, (lang,))
                if one_half and other_half:
                    marked.setdefault(side_by_side(one_half + other_half), typed)
    for phrase in phrases:
        if not phrase.excluded:
            typed = " ".join(token.surface for token in phrase.tokens)
            alone = len(phrase.tokens) == 1
            for terms in [(phrase.tokens[0].form,)] if alone else readings(phrase.tokens):
                marked.setdefault(side_by_side(terms), typed)
    for term, words in meant.items():
        marked.setdefault(term, " ".join(words))
    return marked
