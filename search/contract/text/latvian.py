"""Find the stem of a Latvian word: the dictionary's lemma where it is known, then rules for endings and consonants.

The dictionary of simplemma knows some 180,000 forms. A word typed without diacritics is looked up by the folded forms;
one that is in neither goes by the rules alone, which cut a lemma and its forms to the same stem.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from threading import Lock
from typing import Final

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from search.contract.text.conjugation import learnt
from search.contract.text.fold import fold
from search.contract.text.inflection import PREFIXES, nouns, verbs
from search.contract.text.lexicon import Lexicon

_READING: Final = Lock()
_STEPS: Final = 3
_PLAIN: Final = str.maketrans("āčēģīķļņōŗšūž", "acegiklnorsuz")
_ENDINGS: Final = re.compile(
    r"(?<=...)(?:aj(?:am|ai|as|os|iem|[aoi])|ais|i?em|i[es]t?|i?es|[aieu]m|[aeuoi]s|[aeoiu]t|[aei]i|[aeioust])$"
)
_PARTICIPLE: Final = re.compile(r"(?<=...)(?:[eoia]?san|[eoa]j|[eoai]t|os)$")
_PASSIVE: Final = re.compile(r"(?<=..)[āēīo]ts$")
_VERBAL: Final = re.compile(r"(?<=...)(?:(?<!t)ā|[ēīo])j(?:uš|us|oš|am|ām)?$")
_DOER: Final = re.compile(r"(?<=...)tāj$")
_DEGREE: Final = re.compile(r"(?<=...)(?:āk|(?<=isk)ak|(?<=[iī]g)ak)$")
_SOFT_ENDING: Final = re.compile(r"(?<=...)(ie|ī|tā)š$")
_SOFTENED: Final = frozenset("žšļņč")
_LEAST_HEAD: Final = 3
_LEAST_TAIL: Final = 4
_MOST_PREFIXES: Final = 2
_REFLEXIVE: Final = re.compile(r"(?<=....)ties$")
_MUST: Final = re.compile(r"^(?:jā|ja(?=[^aeiou]))(?=....)")
_SURELY_MUST: Final = re.compile(r"^(?:jā)+(?=....)")
_NOT: Final = "ne"
_PARTICIPLES: Final = ("ies", "šs", "šais")
_DONE: Final = "is"
_DONE_BY_HER: Final = "usi"
_DONE_TO: Final = re.compile(r"(?:(?<=...)uv|(?<=..)(?:dev|laid|teic))i$")
_SAY: Final = "sacīt"
_TELL: Final = "teikt"
_INFINITIVES: Final = ("t", "ties")
_INFINITIVE: Final = re.compile(r"(?<=...)(?:[āēīo]t|[āēīo]ties)$")
_RECKONED_FROM: Final = 5
_DEFINITE: Final = re.compile(r"(?<=...)(?:aj(?:am|ai|os|ās|as|iem|ām|ā|a)|ie|os|ās|o|ā)$")
_COMPARATIVE: Final = re.compile(r"(?<=..[āa]k)(?:am|iem|ām|ai|as|us|[aui])$")
_SOFT: Final = re.compile(r"(?<=[bpmvf])j$")


def _lemmas() -> tuple[Lexicon, Lexicon]:
    """Return form → lemma, and folded form → lemma for the forms that have diacritics.

    Who asks while another reads them waits: else the first visitors of a process would each read them, at once.
    """
    with _READING:
        return _read_lemmas()


@lru_cache(maxsize=1)
def _read_lemmas() -> tuple[Lexicon, Lexicon]:
    # The factory lets go of what it read with the end of this function.
    known = {
        form.encode(): lemma.encode()
        for form, lemma in DefaultDictionaryFactory().get_dictionary("lv").items()
    }
    # Some words are there by their forms alone.
    known |= {lemma: lemma for lemma in {*known.values()}.difference(known)}
    folded: dict[bytes, bytes] = {}
    for form, lemma in known.items():
        if not form.isascii():
            plain = form.decode().translate(_PLAIN).encode()
            if plain not in known:
                folded.setdefault(plain, lemma)
    return Lexicon(known), Lexicon(folded)


def load_latvian() -> None:
    """Read the Latvian dictionary, which the first word would wait for."""
    _lemmas()


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
def latvian_base(word: str, prefixes: int = _MOST_PREFIXES) -> str | None:
    """Return the dictionary form of a word in lower case, also of a form that the dictionary lacks.

    So many prefixes are taken off at most: “nenenene…” is no verb, and each of them costs as much as a word.
    """
    lemma = _told(word)
    if lemma is not None or len(word) < _RECKONED_FROM:
        return lemma
    for named in chain(nouns(word), verbs(word)):
        if _knows(named):
            return latvian_lemma(named) or named
    if not prefixes:
        return None
    # What must be done, what is not done, what is done wholly: a dictionary decides, for many words begin so.
    if (prefix := _MUST.match(word)) and (verb := _verb(word[prefix.end() :], prefixes - 1)):
        return verb
    if (prefix := PREFIXES.match(word)) and (verb := _verb(word[prefix.end() :], prefixes - 1)):
        return prefix[0] + verb
    return None


def _told(word: str) -> str | None:
    """Return the dictionary form as the dictionary or the table of verbs names it, without reckoning."""
    lemma = latvian_lemma(word)
    if lemma is None:
        return _rather_noun(word, learnt(word))
    if lemma.endswith(_PARTICIPLES) or (
        lemma.endswith(_DONE) and latvian_lemma(lemma.removesuffix(_DONE) + _DONE_BY_HER)
    ):
        return learnt(lemma) or lemma
    # Two verbs have become one: the present of “noteikt” is “nosaka”.
    return lemma.removesuffix(_SAY) + _TELL if lemma.endswith(_SAY) else lemma


def _rather_noun(word: str, verb: str | None) -> str | None:
    """Return the noun that a form of a verb looks like, where that is meant more often: “atļaujas”, “piekļuvi”."""
    if _DONE_TO.search(word):
        return word[:-1] + "e"
    if verb is None:
        return None
    found = (named for named in nouns(word) if named[-1] == "a" and latvian_lemma(named) == named)
    return next(found, verb)


def affirmed(word: str) -> str | None:
    """Return the infinitive of a verb that is denied, without its denial; None for other words."""
    lemma = _verb(word) if word.startswith(_NOT) else None
    return None if lemma is None else _verb(lemma.removeprefix(_NOT))


def _verb(word: str, prefixes: int = _MOST_PREFIXES) -> str | None:
    """Return the infinitive of a form of a verb, None for other words."""
    lemma = latvian_base(word, prefixes)
    return lemma if lemma is not None and lemma.endswith(_INFINITIVES) else None


def _knows(named: str) -> bool:
    """Say whether the dictionary names a word so."""
    known, folded = _lemmas()
    lemma = known.get(named)
    if lemma is None and named.isascii():
        lemma = folded.get(named)
    return lemma is not None and fold(lemma) == fold(named)


@lru_cache(maxsize=50_000)
def latvian_stem(word: str) -> str:
    """Return the folded stem of a word in lower case, typed with or without diacritics."""
    lemma = latvian_base(word)
    if lemma is not None:
        if _PASSIVE.search(lemma) and _knows(lemma[:-1]):
            lemma = lemma[:-1]
        return _cut(lemma.removesuffix("ies") if lemma.endswith("ties") else lemma)
    if prefix := _SURELY_MUST.match(word):
        return latvian_stem(word[prefix.end() :])
    if _REFLEXIVE.search(word):
        return latvian_stem(word.removesuffix("ies"))
    return _by_rules(word)


def _by_rules(word: str) -> str:
    """Return the stem of a word that no dictionary helps with: an unknown lemma and its forms come to the same."""
    stem = _cut(word)
    if len(fold(word)) == len(word):
        # What tells a verb or a degree is often its long vowel.
        typed = word[: len(stem)]
        if found := _VERBAL.search(typed):
            return stem[: found.start()]
        if (found := _DEGREE.search(typed)) and not word.startswith("vis"):
            return stem[: found.start()]
        if typed[-1:] in _SOFTENED and not _SOFT_ENDING.search(typed):
            # Of a compound the dictionary may know the last word, and so what consonant this was.
            for start in range(_LEAST_HEAD, len(word) - _LEAST_TAIL + 1):
                if (lemma := latvian_lemma(word[start:])) is not None:
                    return _cut(word[:start] + lemma)
        typed = _SOFT_ENDING.sub(r"\1t", _DOER.sub("t", typed))
        stem = fold(typed)
    if _INFINITIVE.search(word) and not stem.endswith("j"):
        return stem
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
