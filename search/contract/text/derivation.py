"""Tell a right word that no dictionary lists: made of words that one does list, as each language makes them.

A dictionary of some 100,000 words lacks “aizvietošana”, “ārpakalpojums” and “geofencing”. Nothing is found by what
stands here; it only says that a word was meant as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from search.contract.text.fold import fold
from search.contract.text.latvian import latvian_base, latvian_lemma
from search.contract.text.lexicon import is_english

_ACTION: Final = re.compile(
    r"(?<=..)(?:[sš]an(?:ai|am|os|[aā][ms]|[aāu])|t[aā]j(?:ai|am|iem|os|us|[aā][ms]|[aāuisā]))$"
)
_LOAN: Final = re.compile(r"(?<=...)iz[aā]cij(?:ai|[aā][ms]|[aāu])$")
_LOANED: Final = ("ization", "ize")
_INFINITIVE: Final = ("t", "st", "zt", "ties", "sties", "zties")
_VERB: Final = ("t", "ties")
_BEFORE_VERBS: Final = ("", "aiz", "ap", "at", "ie", "iz", "no", "pa", "pār", "pie", "sa", "uz")
_VERB_LEFT: Final = 4

_BEFORE: Final = """
ār bez ne pār pret priekš pēc pirms virs zem starp līdz pus daļ viens div trīs daudz vien paš jaun vis
anti auto agro aero audio bio eko eiro elektro energo foto ģeo hidro hiper inter kiber kontra makro mega meta mikro
mini mono moto multi nano neiro pseido psiho super tele termo trans ultra video vice
"""
_HEADS: Final = tuple(sorted({*_BEFORE.split(), *fold(_BEFORE).split()}, key=len, reverse=True))
_TAIL: Final = 5
_HEAD: Final = 4
_NAMED: Final = ("s", "a", "e", "is", "us", "š")

_ENGLISH_BEFORE: Final = re.compile(
    r"^(?:(?:anti|auto|bio|counter|cross|cyber|dis|eco|electro|extra|fore|geo|hyper|inter|intra|macro|mega|meta|micro"
    r"|mid|mini|mis|mono|multi|nano|neuro|non|out|over|photo|post|pre|pro|self|semi|sub|super|tele|trans|ultra|under"
    r"|video)(?=.{4})|(?:co|de|re|un|up)(?=.{5})|e(?=.{6}))"
)
_ENGLISH_AFTER: Final = re.compile(
    r"(?<=....)(?:(?P<vowel>es|ed|ers?|ors?|ings?|able|ably|ability|al|ally|ity|ists?|isms?"
    r"|i[sz](?:e[drs]?|ers|ing|ations?))|s|ness|less|ful(?:ly)?|ly|ments?|ships?)$"
)
_ENGLISH_WORD: Final = 4


@lru_cache(maxsize=10_000)
def is_derived(word: str) -> bool:
    """Say whether a word in lower case is made of words that a dictionary of its language knows."""
    return _latvian(word) or (word.isascii() and _english(word))


def _latvian(word: str) -> bool:
    if _acts(word) or _loaned(word):
        return True
    for head in _HEADS:
        tail = word[len(head) :]
        if word.startswith(head) and len(tail) >= _TAIL and (latvian_base(tail) or _acts(tail)):
            return True
    return any(
        _names(word[:place]) and (latvian_lemma(word[place:]) or _acts(word[place:]))
        for place in range(_HEAD, len(word) - _TAIL + 1)
    )


def _acts(word: str) -> bool:
    """Say whether a word names what a known verb does, or who does it."""
    found = _ACTION.search(word)
    return found is not None and any(
        _is_verb(word[: found.start()] + ending) for ending in _INFINITIVE
    )


def _loaned(word: str) -> bool:
    """Say whether English knows what a Latvian word in -izācija was made of."""
    found = _LOAN.search(word)
    if found is None:
        return False
    root = fold(word[: found.start()])
    return any(
        is_english(one + ending) for one in {root, root.replace("k", "c")} for ending in _LOANED
    )


def _is_verb(word: str) -> bool:
    """Say whether a verb is known, be it with another prefix: who knows “izvietot” knows “aizvietot”."""
    if not word.endswith(_VERB):
        return False
    if latvian_base(word) is not None:
        return True
    return any(
        latvian_lemma(other + word[len(prefix) :])
        for prefix in _BEFORE_VERBS[1:]
        if word.startswith(prefix) and len(word) - len(prefix) >= _VERB_LEFT
        for other in _BEFORE_VERBS
    )


def _names(head: str) -> bool:
    """Say whether the first part of a compound is a noun, in the genitive or without its ending."""
    if latvian_lemma(head) is not None:
        return True
    return any(latvian_lemma(head + ending) for ending in _NAMED)


def _english(word: str) -> bool:
    if any(is_english(base) for base in _bases(word)):
        return True
    rest = _ENGLISH_BEFORE.sub("", word)
    if rest != word and (
        is_english(rest)
        or any(len(one) > _ENGLISH_WORD and is_english(one) for one in _bases(rest))
    ):
        return True
    return len(word) > 2 * _ENGLISH_WORD and any(
        is_english(word[:place]) and is_english(word[place:])
        for place in range(_ENGLISH_WORD, len(word) - _ENGLISH_WORD + 1)
    )


def _bases(word: str) -> Iterator[str]:
    """Yield the words that a word may be derived from by its ending."""
    for found in _ENGLISH_AFTER.finditer(word):
        base = word[: found.start()]
        yield base
        if base[-1] == "i":
            yield base[:-1] + "y"
        if found["vowel"]:
            yield base + "e"
            if base[-1] == base[-2]:
                yield base[:-1]
