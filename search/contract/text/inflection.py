"""Reckon of what words a Latvian word may be a form, by the rules of its grammar; a dictionary tells which are words.

A dictionary of forms has gaps where a language is regular: participles, negation, verbs with a prefix, the future. Here
stand the endings of each declension and conjugation with the endings that a dictionary names the word by, and the
consonants that change before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from search.contract.text.fold import fold

_LEAST: Final = 3
"""Letters that are left of a word without its ending."""

_ADJECTIVE: Final = r"(?:aj(?:am|ai|os|as|iem|[aoi])|ais|iem|ie|a[ims]|os|[aiosu])"
_REFLEXIVE: Final = (
    r"(?:os|ies|as|am[ies]{2,3}|at[ies]{2,3}|ot[ies]{3}|damies|ieties|usi?es|us(?:os|as))"
)
_ACTIVE: Final = (
    rf"(?:us{_ADJECTIVE}?|os{_ADJECTIVE}|am{_ADJECTIVE}?|dam[aisu]s?|iet|ot|at|is|[aiu])"
)

_NOUNS: Final = tuple(
    (re.compile(rf"(?:{endings})$"), named)
    for endings, named in (
        ("taj(?:iem|am|os|as|ai|[aiuseo])", ("tājs", "tāja")),
        ("em|es?|ei", ("e", "es")),
        ("am|as?|ai", ("a", "as", "s", "š", "is")),
        ("iem|[iou]s|im", ("s", "š", "is", "us", "i")),
        ("u|i", ("a", "e", "s", "is", "š", "us", "as", "es", "i")),
    )
)
_DEGREE: Final = re.compile(rf"ak(?:{_ADJECTIVE})?$")
_LONG: Final = re.compile(rf"(?<=[aeio])j(?:(?P<reflexive>{_REFLEXIVE})|{_ACTIVE})$")
_FUTURE: Final = re.compile(r"s(?:(?P<reflexive>i?e?[mt]?ies|os)|u|im|iet|it|i)$|(?<=[aeio])s$")
_FUTURE_SOFT: Final = re.compile(r"(?P<last>[dtsz])is(?:u|im|iet|it|i)?$")
_PASSIVE: Final = re.compile(rf"(?P<kept>t){_ADJECTIVE}$")
_PERSON: Final = re.compile(rf"(?:(?P<reflexive>{_REFLEXIVE})|{_ACTIVE})?$")

_SOFTENED: Final = (
    ("šņ", "sn"), ("žņ", "zn"), ("šļ", "sl"), ("ļļ", "ll"), ("dž", "dz"), ("pj", "p"), ("bj", "b"), ("mj", "m"),
    ("vj", "v"), ("š", "s"), ("š", "t"), ("ž", "z"), ("ž", "d"), ("ļ", "l"), ("ņ", "n"), ("č", "c"),
)  # fmt: skip
"""What the last consonants of a noun become before some of its endings, and what they are by themselves."""

_TELLING: Final = (
    ("dz", "g"), ("c", "k"), ("š", "s"), ("ž", "s"), ("ž", "z"), ("ēm", "em"), ("ēr", "er"), ("ēl", "el"), ("ēr", "ir"),
    ("ērk", "irk"), ("elk", "ilk"), ("elc", "ilk"), ("ērc", "irk"), ("āv", "au"), ("uj", "u"), ("bj", "b"), ("pj", "p"),
    ("mj", "m"),
)  # fmt: skip
"""How only verbs of the first conjugation end in the present or the past, and how in the infinitive."""

_PRESENT: Final = (
    ("t", "s"), ("d", "s"), ("s", "s"), ("z", "s"), ("ļ", "l"), ("ņ", "n"), ("st", ""), ("uv", "ū"), ("er", "ir"),
    ("iek", "ik"), ("āj", "ā"),
)  # fmt: skip
"""How other words may end as well."""

_LONGEST: Final = 7
"""Letters that the ending of a verb has at most, as of “strādājošajiem”."""

_SHORT: Final = 2
"""Letters of an ending that nouns have too."""

PREFIXES: Final = re.compile(r"^(?:ne(?=...)|(?:aiz|pār|par|pie|ap|at|ie|iz|no|pa|sa|uz)(?=....))")
"""What may stand before any verb and changes none of its endings; the first of them denies it."""


def nouns(word: str) -> Iterator[str]:
    """Yield the nouns and adjectives that a word may be a form of, the likeliest first."""
    plain = fold(word)
    if len(plain) != len(word):
        return
    for pattern, named in _NOUNS:
        found = pattern.search(plain)
        if found and found.start() >= _LEAST:
            for stem in _hard(word[: found.start()]):
                for ending in named:
                    yield stem + ending
    if degree := _DEGREE.search(plain):
        for ending in ("s", "š", "i", ""):
            yield word[: degree.start()] + ending


def verbs(word: str) -> Iterator[str]:
    """Yield the infinitives that a word may be a form of, the likeliest first."""
    plain = fold(word)
    if len(plain) != len(word):
        return
    for pattern in (_LONG, _FUTURE):
        for found in pattern.finditer(plain):
            yield from _infinitive(word[: found.start()], found)
    if soft := _FUTURE_SOFT.search(plain):
        yield word[: soft.start()] + "st"
    if passive := _PASSIVE.search(plain):
        yield word[: passive.end("kept")]
    for found in _endings(plain):
        stem = word[: found.start()]
        for one in _first(stem, telling=len(found[0]) <= _SHORT):
            yield from _infinitive(one, found)
        if len(found[0]) > _SHORT:
            for vowel in "īāēo":
                yield from _infinitive(stem + vowel, found)


def _endings(plain: str) -> Iterator[re.Match[str]]:
    """Yield every way to cut the ending of a verb, the longest first."""
    for start in range(max(_LEAST, len(plain) - _LONGEST), len(plain) + 1):
        if found := _PERSON.match(plain, start):
            yield found


def _infinitive(stem: str, found: re.Match[str]) -> Iterator[str]:
    if len(stem) < _LEAST - 1:
        return
    if found["reflexive"]:
        yield stem + "ties"
    yield stem + "t"


def _hard(stem: str) -> Iterator[str]:
    yield stem
    for soft, hard in _SOFTENED:
        if stem.endswith(soft):
            yield stem[: -len(soft)] + hard


def _first(stem: str, *, telling: bool) -> Iterator[str]:
    """Yield what may stand before the ending of an infinitive; `telling` asks for a change that only verbs make."""
    if not telling:
        yield stem
    for changed, kept in _TELLING if telling else (*_TELLING, *_PRESENT):
        if stem.endswith(changed):
            yield stem[: -len(changed)] + kept
