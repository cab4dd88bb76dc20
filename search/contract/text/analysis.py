"""Turn text into the terms that an index holds and a query asks for; the only analysis, for every engine.

A term is a string without spaces, of one of three kinds: the folded form of a word (`analize`), the word
without its Latvian ending (`=analīz`), and its stem in one language (`~lanaliz`, `~eanalyz`). Words are found by their
stems; forms and roots, which tell apart what a stem does not, add to the rank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from search.contract.text.english import english_stem
from search.contract.text.fold import clean, fold, is_latvian
from search.contract.text.latvian import latvian_lemma, latvian_root, latvian_stem
from search.contract.text.tokens import Token, raw_words, tokenize

ENGLISH: Final = "en"
LATVIAN: Final = "lv"
BREAK: Final = "|"
"""Stands between the lines and languages of a text, so that no phrase runs over them; no query asks for it."""

LONGEST_PREFIX: Final = 16
"""Letters of a word that are indexed for suggestions."""

_EITHER: Final = (ENGLISH, LATVIAN)


@lru_cache(maxsize=50_000)
def stems(surface: str, langs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the stem terms of a word in lower case, one for each language it may belong to.

    A word with a Latvian letter is Latvian whatever the language of its text. A word of digits, signs or one or two
    letters has no stem: it is found by its form.
    """
    form = fold(surface)
    if len(form) < 3 or not form.isalpha():
        return ()
    if is_latvian(surface):
        langs = (LATVIAN,)
    return tuple(
        f"~{lang[0]}{latvian_stem(surface) if lang == LATVIAN else english_stem(form)}"
        for lang in langs
    )


# The two caches below make an index of many entries fast: a word costs one look-up however it is written.
@lru_cache(maxsize=50_000)
def _word_terms(word: str, langs: tuple[str, ...]) -> tuple[str, ...]:
    terms: list[str] = []
    for token in tokenize(word):
        terms.append(token.form)
        if LATVIAN in langs:
            terms.extend(root_terms(token))
        terms.extend(stems(token.surface, langs))
    return tuple(terms)


@lru_cache(maxsize=50_000)
def _phrase_words(word: str, lang: str) -> tuple[str, ...]:
    return tuple(phrase_term(token, lang) for token in tokenize(word) if not token.joined)


# Names and labels of terms come back in entry after entry, whole.
@lru_cache(maxsize=20_000)
def _line_terms(line: str, langs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(term for word in raw_words(line) for term in _word_terms(word, langs))


@lru_cache(maxsize=20_000)
def _line_phrase(line: str, lang: str) -> tuple[str, ...]:
    return tuple(term for word in raw_words(line) for term in _phrase_words(word, lang))


def languages(lang: str, *, short: bool) -> tuple[str, ...]:
    """Return the languages a text is analysed in: its own, and the other too for a name or a label."""
    return _EITHER if short else (lang,)


def text_terms(text: str, lang: str, *, short: bool = False) -> list[str]:
    """Return all terms of a text, in order and with repetitions; without positions."""
    langs = languages(lang, short=short)
    if short:
        return [term for line in clean(text).split("\n") for term in _line_terms(line, langs)]
    return [term for word in raw_words(clean(text)) for term in _word_terms(word, langs)]


def phrase_terms(text: str, lang: str, *, short: bool = False) -> list[str]:
    """Return one term for each word of a text, in order, for phrases: stems where there are some, else forms."""
    terms: list[str] = []
    analysed = _line_phrase if short else _line_phrase.__wrapped__
    lines = clean(text).split("\n")
    for one in languages(lang, short=short):
        for line in lines:
            if terms:
                terms.append(BREAK)
            terms.extend(analysed(line, one))
    return terms


def root_terms(token: Token) -> tuple[str, ...]:
    """Return the term of a word without its Latvian ending, diacritics kept; none for what has no other form."""
    return (f"={latvian_root(token.surface)}",) if token.plain else ()


def base_form(token: Token) -> str | None:
    """Return the folded dictionary form of a Latvian word, if the dictionary knows it."""
    lemma = latvian_lemma(token.surface) if token.plain else None
    return None if lemma is None else fold(lemma)


def phrase_term(token: Token, lang: str) -> str:
    """Return the term that stands for a word in phrases of one language."""
    found = stems(token.surface, (lang,))
    return found[0] if found else token.form


def prefixes(text: str, *, longest: int = LONGEST_PREFIX) -> Iterator[str]:
    """Yield the beginnings of every word of a name, folded, each once; a name is suggested by them."""
    seen: set[str] = set()
    for token in tokenize(clean(text)):
        for size in range(1, min(len(token.form), longest) + 1):
            start = token.form[:size]
            if start not in seen:
                seen.add(start)
                yield start


def capped(terms: Iterable[str], cap: int) -> list[str]:
    """Return terms, each at most `cap` times, in no order that counts.

    What is above the cap becomes breaks, so that repeating makes a text longer and no better.
    """
    kept: list[str] = []
    above = 0
    for term, count in Counter(terms).items():
        if count <= cap:
            kept += [term] * count
        else:
            kept += [term] * cap
            above += count - cap
    return kept + [BREAK] * above
