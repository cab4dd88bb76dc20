"""Find the stem of a Latvian word: the dictionary's lemma where it is known, then rules for endings and consonants.

The dictionary of simplemma knows some 180,000 forms. A word typed without diacritics is looked up by the folded forms;
one that is in neither goes by the rules alone, which cut a lemma and its forms to the same stem.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate
from typing import Final

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from search.contract.text.fold import fold

_STEPS: Final = 3
_TAB: Final = b"\t"
_PLAIN: Final = str.maketrans("āčēģīķļņōŗšūž", "acegiklnorsuz")
_ENDINGS: Final = re.compile(
    r"(?<=...)(?:aj(?:am|ai|as|os|iem|[aoi])|ais|i?em|i[es]t?|i?es|[aieu]m|[aeuoi]s|[aeoiu]t|[aei]i|[aeioust])$"
)
_PARTICIPLE: Final = re.compile(r"(?<=...)(?:[eoia]?san|[eoa]j|[eoai]t|os)$")
_DEBITIVE: Final = re.compile(r"^(?:jā|ja(?=[^aeiou]))(?=....)")
_DEFINITE: Final = re.compile(r"(?<=...)(?:aj(?:am|ai|os|ās|as|iem|ām|ā|a)|ie|os|ās|o|ā)$")
_COMPARATIVE: Final = re.compile(r"(?<=..[āa]k)(?:am|iem|ām|ai|as|us|[aui])$")
_SOFT: Final = re.compile(r"(?<=[bpmvf])j$")


class _Lexicon:
    """Keeps forms and lemmas as one sorted text: a fifth of a dictionary's memory, for some microseconds a word."""

    def __init__(self, lemmas: Mapping[bytes, bytes]) -> None:
        lines = [form + _TAB + lemma for form, lemma in sorted(lemmas.items())]
        self._text = b"\n".join(lines)
        self._starts = array("I", accumulate((len(line) + 1 for line in lines[:-1]), initial=0))

    def get(self, word: str) -> str | None:
        """Return the lemma of a form, or None for one that it does not know."""
        form = word.encode("utf-8", "surrogatepass")
        number = bisect_left(self._starts, form, key=self._form)
        if number == len(self._starts) or self._form(start := self._starts[number]) != form:
            return None
        end = self._text.find(b"\n", start)
        return self._text[start + len(form) + 1 : end if end >= 0 else None].decode()

    def _form(self, start: int) -> bytes:
        return self._text[start : self._text.index(_TAB, start)]


@lru_cache(maxsize=1)
def _lemmas() -> tuple[_Lexicon, _Lexicon]:
    """Return form → lemma, and folded form → lemma for the forms that have diacritics."""
    # The factory lets go of what it read with the end of this function.
    known = {
        form.encode(): lemma.encode()
        for form, lemma in DefaultDictionaryFactory().get_dictionary("lv").items()
    }
    folded: dict[bytes, bytes] = {}
    for form, lemma in known.items():
        if not form.isascii():
            plain = form.decode().translate(_PLAIN).encode()
            if plain not in known:
                folded.setdefault(plain, lemma)
    return _Lexicon(known), _Lexicon(folded)


def latvian_lemma(word: str) -> str | None:
    """Return the dictionary form of a word in lower case, or None for a word the dictionary does not know."""
    known, folded = _lemmas()
    found = None
    for _ in range(_STEPS):
        lemma = known.get(word)
        if lemma is None and word.isascii():
            lemma = folded.get(word)
        if lemma is None or not _plausible(word, lemma.lower()):
            break
        found, previous, word = lemma.lower(), word, lemma.lower()
        if word == previous:
            break
    return found


def _plausible(word: str, lemma: str) -> bool:
    """Say whether a lemma may belong to a word: the dictionary has some that negate it, or name another thing."""
    if fold(word[:2]) != fold(lemma[:2]):
        return len(word) < 4
    return not (lemma.startswith("vis") and not word.startswith("vis"))


def citation_form(word: str) -> str | None:
    """Return the folded form that names an adjective of this degree and definiteness, by its ending; None for others.

    A dictionary leads the better, the best and the good to one word. Only the ending says which of them was meant.
    """
    for ending, named in ((_COMPARATIVE, "s"), (_DEFINITE, "ais")):
        if found := ending.search(word):
            return fold(word[: found.start()]) + named
    return None


@lru_cache(maxsize=50_000)
def latvian_stem(word: str) -> str:
    """Return the folded stem of a word in lower case, typed with or without diacritics."""
    lemma = latvian_lemma(word)
    if lemma is None and (prefix := _DEBITIVE.match(word)):
        # What must be done: jāmeklē is meklēt. A dictionary decides, for many words begin so.
        lemma = latvian_lemma(word[prefix.end() :])
    if lemma is not None:
        return _cut(lemma)
    stem = _cut(word)
    return _PARTICIPLE.sub("", stem)


@lru_cache(maxsize=50_000)
def latvian_root(word: str) -> str:
    """Return a word in lower case without its ending, by the rules alone, its diacritics and degree kept."""
    plain = fold(word)
    if len(plain) != len(word):
        return word
    return word[: len(_ENDINGS.sub("", plain, count=1))]


def _cut(word: str) -> str:
    return _SOFT.sub("", _ENDINGS.sub("", fold(word), count=1))
