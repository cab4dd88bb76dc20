"""Turn text into the terms that an index holds and a query asks for; the only analysis, for every engine.

A term is a string without spaces, of one of three kinds: the folded form of a word (`analize`), the word
without its Latvian ending (`=analīz`), and its stem in one language (`~lanaliz`, `~eanalyz`). Words are found by their
stems; forms and roots, which tell apart what a stem does not, add to the rank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from search.contract.text.derivation import is_derived
from search.contract.text.english import english_stem
from search.contract.text.fold import clean, fold, is_latvian
from search.contract.text.latvian import (
    affirmed,
    citation_form,
    latvian_base,
    latvian_lemma,
    latvian_root,
    latvian_stem,
)
from search.contract.text.lexicon import is_english
from search.contract.text.tokens import Token, tokenize

ENGLISH: Final = "en"
LATVIAN: Final = "lv"
BREAK: Final = "|"
"""Stands between the lines and languages of a text, so that no phrase runs over them; no query asks for it."""

LONGEST_PREFIX: Final = 16
"""Letters of a word that are indexed for suggestions."""

_EITHER: Final[tuple[str, ...]] = (ENGLISH, LATVIAN)
_SINGLE: Final[tuple[tuple[str, ...], ...]] = ((ENGLISH,), (LATVIAN,))


@lru_cache(maxsize=10_000)
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


def _chunk_terms(chunk: str, langs: tuple[str, ...]) -> tuple[str, ...]:
    terms: list[str] = []
    for token in tokenize(chunk):
        terms.append(token.form)
        if LATVIAN in langs:
            terms.extend(root_terms(token))
        terms.extend(stems(token.surface, langs))
    return tuple(terms)


def _chunk_phrase(chunk: str, langs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(phrase_term(token, langs[0]) for token in tokenize(chunk) if not token.joined)


def _chunk_forms(chunk: str, langs: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001  forms have no language
    return tuple(token.form for token in tokenize(chunk))


class _Known(dict[str, tuple[str, ...]]):
    """Keeps what the analysis made of each text as it is written: an index of many entries costs a look-up each.

    What stands between two spaces is analysed by itself, since no word holds a space.
    """

    def __init__(
        self,
        analysis: Callable[[str, tuple[str, ...]], tuple[str, ...]],
        langs: tuple[str, ...],
        most: int,
    ) -> None:
        super().__init__()
        self._analysis, self._langs, self._most = analysis, langs, most

    def __missing__(self, text: str) -> tuple[str, ...]:
        found = self._analysis(text, self._langs)
        if len(self) >= self._most:
            self.clear()
        self[text] = found
        return found

    def of(self, texts: Iterable[str]) -> Iterator[str]:
        """Give the terms of some texts, in order."""
        return chain.from_iterable(map(self.__getitem__, texts))


def _line_terms(line: str, langs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_TERMS[langs].of(line.split()))


def _line_phrase(line: str, langs: tuple[str, ...]) -> tuple[str, ...]:
    return (BREAK, *_PHRASES[langs].of(line.split()))


_CHUNKS: Final = 20_000
_LINES: Final = 10_000
_TERMS: Final = {langs: _Known(_chunk_terms, langs, _CHUNKS) for langs in (*_SINGLE, _EITHER)}
_PHRASES: Final = {langs: _Known(_chunk_phrase, langs, _CHUNKS) for langs in _SINGLE}
_FORMS: Final = _Known(_chunk_forms, _EITHER, _LINES)
# Names and the labels of terms come back in entry after entry, whole.
_LINE_TERMS: Final = {langs: _Known(_line_terms, langs, _LINES) for langs in (*_SINGLE, _EITHER)}
_LINE_PHRASES: Final = {langs: _Known(_line_phrase, langs, _LINES) for langs in _SINGLE}


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
    text = clean(text)
    terms = list(_TERMS[langs].of(text.split()))
    lines = [line.split() for line in text.split("\n")]
    phrase: list[str] = []
    for one in langs:
        in_order = _PHRASES[one,]
        for chunks in lines:
            phrase.append(BREAK)
            phrase.extend(in_order.of(chunks))
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
    """Return the folded dictionary form of a Latvian word, if the dictionary knows it in any form."""
    lemma = latvian_base(token.surface) if token.plain else None
    return None if lemma is None else fold(lemma)


def in_dictionary(token: Token, lang: str) -> bool:
    """Say whether the dictionary of a language knows a word in this very form."""
    if not token.plain:
        return False
    if lang == LATVIAN:
        return latvian_lemma(token.surface) is not None
    return is_english(token.surface)


def derived(token: Token) -> bool:
    """Say whether a word, though in no dictionary, is made of words that are, as both languages make them."""
    return token.plain and is_derived(token.surface)


def affirmed_terms(token: Token) -> tuple[str, ...]:
    """Return the stem of a Latvian verb that the word denies; none for other words."""
    verb = affirmed(token.surface) if token.plain else None
    return () if verb is None else (f"~l{latvian_stem(verb)}",)


def named_form(token: Token) -> str | None:
    """Return the folded form that names an adjective of this degree and definiteness; None for what is none."""
    return citation_form(token.surface) if token.plain else None


def phrase_term(token: Token, lang: str) -> str:
    """Return the term that stands for a word in phrases of one language."""
    found = stems(token.surface, (lang,))
    return found[0] if found else token.form


def prefixes(text: str, *, longest: int = LONGEST_PREFIX) -> list[str]:
    """Return the beginnings of every word of a name, folded, each once; a name is suggested by them."""
    return list(
        dict.fromkeys(
            form[:size]
            for form in _FORMS.of(clean(text).split())
            for size in range(1, min(len(form), longest) + 1)
        )
    )


def capped(terms: Sequence[str], cap: int) -> list[str]:
    """Return terms, each at most `cap` times, in no order that counts.

    What is above the cap becomes breaks, so that repeating makes a text longer and no better.
    """
    if cap == 1:
        kept = list(dict.fromkeys(terms))
    else:
        counts = Counter(terms)
        kept = list(counts)
        if len(kept) < len(terms):
            for term, count in counts.items():
                if count > 1:
                    kept.extend([term] * (min(count, cap) - 1))
    kept.extend([BREAK] * (len(terms) - len(kept)))
    return kept
