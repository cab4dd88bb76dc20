"""Turn text into the terms that an index holds and a query asks for; the only analysis, for every engine.

A term is a string without spaces, of one of three kinds: the folded form of a word (`analize`), the word
without its Latvian ending (`=analīz`), and its stem in one language (`~lanaliz`, `~eanalyz`). Words are found by their
stems; forms and roots, which tell apart what a stem does not, add to the rank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Final

from search.contract.text.english import english_stem
from search.contract.text.fold import clean, fold, is_latvian
from search.contract.text.latvian import citation_form, latvian_lemma, latvian_root, latvian_stem
from search.contract.text.tokens import Token, raw_words, tokenize

ENGLISH: Final = "en"
LATVIAN: Final = "lv"
BREAK: Final = "|"
"""Stands between the lines and languages of a text, so that no phrase runs over them; no query asks for it."""

LONGEST_PREFIX: Final = 16
"""Letters of a word that are indexed for suggestions."""

_EITHER: Final[tuple[str, ...]] = (ENGLISH, LATVIAN)
_SINGLE: Final[tuple[tuple[str, ...], ...]] = ((ENGLISH,), (LATVIAN,))


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


def _word_terms(word: str, langs: tuple[str, ...]) -> tuple[str, ...]:
    terms: list[str] = []
    for token in tokenize(word):
        terms.append(token.form)
        if LATVIAN in langs:
            terms.extend(root_terms(token))
        terms.extend(stems(token.surface, langs))
    return tuple(terms)


def _phrase_words(word: str, langs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(phrase_term(token, langs[0]) for token in tokenize(word) if not token.joined)


class _Words(dict[str, tuple[str, ...]]):
    """Keeps what the analysis made of each word as it is written: an index of many entries costs a look-up a word."""

    def __init__(
        self,
        analysis: Callable[[str, tuple[str, ...]], tuple[str, ...]],
        langs: tuple[str, ...],
        most: int = 50_000,
    ) -> None:
        super().__init__()
        self._analysis, self._langs, self._most = analysis, langs, most

    def __missing__(self, word: str) -> tuple[str, ...]:
        found = self._analysis(word, self._langs)
        if len(self) >= self._most:
            self.clear()
        self[word] = found
        return found

    def of(self, words: Iterable[str]) -> Iterator[str]:
        """Give the terms of some words, in order."""
        return chain.from_iterable(map(self.__getitem__, words))


def _line_terms(line: str, langs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_TERMS[langs].of(raw_words(line)))


def _line_phrase(line: str, langs: tuple[str, ...]) -> tuple[str, ...]:
    return (BREAK, *_PHRASES[langs].of(raw_words(line)))


_TERMS: Final = {langs: _Words(_word_terms, langs) for langs in (*_SINGLE, _EITHER)}
_PHRASES: Final = {langs: _Words(_phrase_words, langs) for langs in _SINGLE}
# Names and the labels of terms come back in entry after entry, whole.
_LINE_TERMS: Final = {langs: _Words(_line_terms, langs, 20_000) for langs in (*_SINGLE, _EITHER)}
_LINE_PHRASES: Final = {langs: _Words(_line_phrase, langs, 20_000) for langs in _SINGLE}


def languages(lang: str, *, short: bool) -> tuple[str, ...]:
    """Return the languages a text is analysed in: its own, and the other too for a name or a label."""
    return _EITHER if short else (lang,)


def text_terms(text: str, lang: str, *, short: bool = False) -> list[str]:
    """Return all terms of a text, in order and with repetitions; without positions."""
    return analysed(text, lang, short=short)[0]


def phrase_terms(text: str, lang: str, *, short: bool = False) -> list[str]:
    """Return one term for each word of a text, in order, for phrases: stems where there are some, else forms."""
    return analysed(text, lang, short=short)[1]


def analysed(text: str, lang: str, *, short: bool = False) -> tuple[list[str], list[str]]:
    """Return what `text_terms` and `phrase_terms` do, looking for the words once."""
    langs = languages(lang, short=short)
    lines = [raw_words(line) for line in clean(text).split("\n")]
    terms = list(_TERMS[langs].of(chain.from_iterable(lines)))
    phrase: list[str] = []
    for one in langs:
        in_order = _PHRASES[one,]
        for words in lines:
            phrase.append(BREAK)
            phrase.extend(in_order.of(words))
    return terms, phrase[1:]


def analysed_lines(text: str, lang: str, *, short: bool = False) -> tuple[list[str], list[str]]:
    """Return what `analysed` does, sooner for a text of lines that stand in many entries."""
    langs = languages(lang, short=short)
    lines = clean(text).split("\n")
    terms = list(_LINE_TERMS[langs].of(lines))
    phrase: list[str] = []
    for one in langs:
        phrase.extend(_LINE_PHRASES[one,].of(lines))
    return terms, phrase[1:]


def root_terms(token: Token) -> tuple[str, ...]:
    """Return the term of a word without its Latvian ending, diacritics kept; none for what has no other form."""
    return (f"={latvian_root(token.surface)}",) if token.plain else ()


def base_form(token: Token) -> str | None:
    """Return the folded dictionary form of a Latvian word, if the dictionary knows it."""
    lemma = latvian_lemma(token.surface) if token.plain else None
    return None if lemma is None else fold(lemma)


def named_form(token: Token) -> str | None:
    """Return the folded form that names an adjective of this degree and definiteness; None for what is none."""
    return citation_form(token.surface) if token.plain else None


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
    counts = Counter(terms)
    kept = list(counts)
    for times in range(1, cap):
        kept += [term for term, count in counts.items() if count > times]
    kept += [BREAK] * (counts.total() - len(kept))
    return kept
