"""Know what editors and vocabularies say about the words of a query: what means the same, and what says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final, NamedTuple

from search.contract.schema import LANGUAGES, LONG_FROM
from search.contract.text import CHATTER, STOP_WORDS, Token, clean, phrase_term, stems, tokenize

MAX_WORDS: Final = 6
"""Words a phrase may have."""

MAX_ALTERNATIVES: Final = 8
"""Phrases that are asked for in the place of one, so that the cost of a query stays bounded."""

MAX_PINS: Final = 10
"""Entries that editors may choose for one query."""

Phrase = tuple[Token, ...]
Key = tuple[str, ...]
Keyed = tuple[Phrase, frozenset[Key]]
"""A phrase with all the keys it is known by."""


class Pin(NamedTuple):
    """Hold what editors chose for a query: the keys of entries in their order; without `lang` in every language.

    `page` is the number of a page of theirs that is named above the results, 0 where there is none.
    """

    text: str
    keys: tuple[str, ...]
    lang: str = ""
    page: int = 0


class Levers:
    """Hold phrases that mean the same, and phrases that say nothing; made once and asked by every query.

    `groups` are phrases of any language that editors let stand for one another: groups that share a phrase are one.
    `vocabulary` are those of the vocabularies, each phrase after its language, which come as near as synonyms of one
    term do: each is joined with the groups of editors that it shares a phrase with, never with another of its kind.
    `stop_phrases` are left out of a query unless nothing else is in it. Word forms don't matter, nor do diacritics,
    letters' case or stop words inside a phrase. A phrase of more than `MAX_WORDS` words, or of none, is ignored.
    `pins` are the entries chosen for a whole question, whatever the order of its words; of several pins of one
    question the first one's entries come first, and its page is named.
    """

    def __init__(
        self,
        groups: Iterable[Iterable[str]] = (),
        stop_phrases: Iterable[str] = (),
        pins: Iterable[Pin] = (),
        *,
        vocabulary: Iterable[Iterable[tuple[str, str]]] = (),
    ) -> None:
        self._chosen = _Groups((("", text) for text in group) for group in groups)
        self._known = _Groups(vocabulary)
        self._stop = {key for text in stop_phrases for key in _keys(words_of(text))}
        self._pins: dict[tuple[str, Key], tuple[str, ...]] = {}
        self._pages: dict[tuple[str, Key], int] = {}
        for pin in pins:
            for lang in (pin.lang,) if pin.lang else LANGUAGES:
                for key in self._question(words_of(pin.text)):
                    if pin.page:
                        self._pages.setdefault((lang, key), pin.page)
                    known = self._pins.get((lang, key), ())
                    keys = tuple(dict.fromkeys((*known, *pin.keys)))[:MAX_PINS]
                    self._pins[lang, key] = keys

    def alternatives(self, phrase: Sequence[Token]) -> tuple[Phrase, ...]:
        """Return what means the same as a phrase, without the phrase itself; each once."""
        own = frozenset(_keys(phrase))
        chosen, known = self._chosen.joined(own), self._known.holding(own)
        if not chosen and not known:
            return ()
        beyond_known = self._chosen.joined(_all_keys(known))
        beyond_chosen = self._known.holding(_all_keys(chosen))
        found: dict[tuple[Key, ...], Phrase] = {}
        # What editors wrote comes first: a term with many synonyms must not push it over the limit.
        groups = (*chosen, *beyond_known, *known, *beyond_chosen)
        for other, keys in chain.from_iterable(groups):
            if own.isdisjoint(keys):
                found.setdefault(_readings(other), other)
        return tuple(found.values())[:MAX_ALTERNATIVES]

    def says_nothing(self, phrase: Sequence[Token]) -> bool:
        """Say whether editors named the phrase as one to leave out."""
        return bool(self._stop) and not self._stop.isdisjoint(_keys(phrase))

    def pinned(self, question: Sequence[Token], lang: str) -> tuple[str, ...]:
        """Return the keys of the entries that editors chose for a question of these words, first things first."""
        if not self._pins or not question:
            return ()
        found = (self._pins.get((lang, key), ()) for key in self._question(question))
        return next(filter(None, found), ())

    def page(self, question: Sequence[Token], lang: str) -> int:
        """Return the number of the page that editors name for a question of these words, 0 where they name none."""
        if not self._pages or not question:
            return 0
        return next(
            filter(None, (self._pages.get((lang, key)) for key in self._question(question))), 0
        )

    @property
    def names_pages(self) -> bool:
        """Say whether a page is named for any question."""
        return bool(self._pages)

    def _question(self, words: Sequence[Token]) -> list[Key]:
        """Return the keys of the words in any order, without the stop phrases unless nothing else is there."""
        silent: set[int] = set()
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + MAX_WORDS) + 1):
                if self.says_nothing(words[start:end]):
                    silent.update(range(start, end))
        left = [word for place, word in enumerate(words) if place not in silent]
        return _question_keys(left or words)

    @property
    def empty(self) -> bool:
        """Say whether nothing is known of any word."""
        return not self._chosen and not self._known and not self._stop


class _Groups:
    """Knows groups of phrases by the keys of what is in them."""

    def __init__(self, groups: Iterable[Iterable[tuple[str, str]]]) -> None:
        self._groups: list[tuple[Keyed, ...]] = []
        self._holding: dict[Key, list[int]] = {}
        for group in groups:
            phrases = tuple(
                (phrase, frozenset(_keys(phrase)))
                for lang, text in group
                if 0 < len(phrase := words_of(text, lang)) <= MAX_WORDS
            )
            if len(phrases) < 2:
                continue
            for key in _all_keys([phrases]):
                self._holding.setdefault(key, []).append(len(self._groups))
            self._groups.append(phrases)

    def __bool__(self) -> bool:
        return bool(self._groups)

    def holding(self, keys: Iterable[Key]) -> list[tuple[Keyed, ...]]:
        """Return the groups that hold a phrase known by one of some keys, in order."""
        return [self._groups[number] for number in self._numbers(keys)]

    def joined(self, keys: Iterable[Key]) -> list[tuple[Keyed, ...]]:
        """Return those groups, and all that share a phrase with one of these, the nearest first."""
        seen: dict[int, None] = {}
        waiting = self._numbers(keys)
        while waiting:
            seen |= dict.fromkeys(waiting)
            near = _all_keys(self._groups[number] for number in waiting)
            waiting = [number for number in self._numbers(near) if number not in seen]
        return [self._groups[number] for number in seen]

    def _numbers(self, keys: Iterable[Key]) -> list[int]:
        return sorted({number for key in keys for number in self._holding.get(key, ())})


def _readings(phrase: Phrase) -> tuple[Key, ...]:
    """Return what a phrase is found by in each language: one word after the other, whatever its form."""
    return tuple(tuple(phrase_term(token, lang) for token in phrase) for lang in LANGUAGES)


def _all_keys(groups: Iterable[Iterable[Keyed]]) -> set[Key]:
    return {key for group in groups for _, keys in group for key in keys}


NO_LEVERS: Final = Levers()


def words_of(text: str, lang: str = "") -> Phrase:
    """Return the words of a phrase, a compound as its parts, in a language if that is known."""
    words = (token for token in tokenize(clean(text)) if not token.joined)
    return tuple(replace(word, lang=lang) for word in words) if lang else tuple(words)


def question_keys(text: str) -> frozenset[Key]:
    """Return what a question is known by: two that share one are the same to `Levers.pinned`, stop phrases aside."""
    return frozenset(_question_keys(words_of(text)))


def _question_keys(words: Sequence[Token]) -> list[Key]:
    """Return the keys of words in any order, each once, a sentence without what only a list of words could mean.

    A question is parsed by the same rule, so a row of editors must be read by it too.
    """
    telling = [word for word in words if word.form not in STOP_WORDS]
    if len(telling) >= LONG_FROM:
        words = [word for word in telling if word.form not in CHATTER] or telling
    return list(dict.fromkeys(tuple(sorted(set(key))) for key in _keys(words)))


def _keys(phrase: Sequence[Token]) -> Iterator[Key]:
    telling = [token for token in phrase if token.form not in STOP_WORDS] or list(phrase)
    if 0 < len(telling) <= MAX_WORDS:
        for lang in LANGUAGES:
            yield tuple(phrase_term(token, lang) for token in telling)
    if len(telling) == 2 and all(token.plain for token in telling):
        # Cyber security is cybersecurity.
        whole = "".join(token.surface for token in telling)
        for lang in LANGUAGES:
            if key := stems(whole, (lang,)):
                yield key
