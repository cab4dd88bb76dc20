"""Find by rules that anybody can read what a draft regulation makes people do: pure, and the same at every call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from directory.matching.records import Alternatives
from search.contract.text import Token, clean, stems, tokenize

#: A passage is one sentence; what is longer is cut there for the reader.
LONGEST = 600
_NEAR = 4
#: The share of little words from which a text is in a language; Latvian has endings where English has such words.
_LEAST = {"lv": 0.05, "en": 0.12}
_LETTERS = frozenset("āčēģīķļņšūž")
_POINT = re.compile(r"\s*((?:\d+[¹²³]?\.)+\d*|§\s*\d+|\d+\)|[a-z]\))\s+")
_SENTENCE = re.compile(r"(?<=[^\W\d_]{2}[.!?;:])\s+(?=[A-ZĀČĒĢĪĶĻŅŠŪŽ\d])")
_WORDS = {
    "lv": "un ir ar par no uz vai kas kā tiek līdz pēc kurš ja šo šajā to tās tā nav kuru ne kad lai",
    "en": "the of and to shall for be is by or on with as this that are not which may from",
}
_COMMON = {lang: frozenset(words.split()) for lang, words in _WORDS.items()}


@dataclass(frozen=True, slots=True)
class Rule:
    """Words of a language, in this order and near each other, that tell of a kind of duty."""

    kind: str
    phrase: str
    words: tuple[Alternatives, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage with where it stands, what it tells of, and the words that say so."""

    number: int
    place: str
    passage: str
    kinds: tuple[str, ...]
    phrases: tuple[str, ...]


def rule(kind: str, lang: str, phrase: str) -> Rule:
    """Return a rule as matching reads it: any form of each word counts."""
    return Rule(kind, phrase, tuple(_word(token.surface, lang) for token in _tokens(phrase)))


def language_of(text: str) -> str:
    """Return “lv” or “en” by the little words of a text, or nothing where neither stands out."""
    words = [token.surface for token in _tokens(text[:50_000])]
    if not words:
        return ""
    shares = {
        lang: sum(word in common for word in words) / len(words) / _LEAST[lang]
        for lang, common in _COMMON.items()
    }
    # Latvian without a single letter of its own is another language with the same little words.
    if _LETTERS.isdisjoint(text.lower()):
        shares["lv"] = 0.0
    best = max(shares, key=lambda lang: (shares[lang], lang))
    return best if shares[best] >= 1 else ""


def passages(text: str) -> Iterator[tuple[str, str]]:
    """Yield the sentences of a text, each with the number of the point it stands in, if any."""
    place = ""
    for line in clean(text).splitlines():
        if match := _POINT.match(line):
            place = match.group(1).strip()
            line = line[match.end() :]
        for sentence in _SENTENCE.split(line):
            if told := " ".join(sentence.split()):
                yield place, told


def find(text: str, *, rules: Mapping[str, Sequence[Rule]], lang: str) -> list[Finding]:
    """Return the passages that any rule of a language fits, in their order."""
    found = []
    for number, (place, passage) in enumerate(passages(text), start=1):
        words = [_word(token.surface, lang) for token in _tokens(passage)]
        fitting = [one for one in rules.get(lang, ()) if _stands(one.words, words)]
        if fitting:
            kinds = tuple(dict.fromkeys(one.kind for one in fitting))
            phrases = tuple(dict.fromkeys(one.phrase for one in fitting))
            shown = passage if len(passage) <= LONGEST else f"{passage[:LONGEST].rstrip()} …"
            found.append(Finding(number, place, shown, kinds, phrases))
    return found


def _stands(wanted: Sequence[Alternatives], words: Sequence[Alternatives]) -> bool:
    """Return whether words stand in a passage in order, none far from the one before it."""
    if not wanted:
        return False
    starts = [at for at, word in enumerate(words) if _same(wanted[0], word)]
    return any(_follow(wanted[1:], words, start) for start in starts)


def _follow(wanted: Sequence[Alternatives], words: Sequence[Alternatives], at: int) -> bool:
    for one in wanted:
        near = range(at + 1, min(len(words), at + 1 + _NEAR))
        following = next((place for place in near if _same(one, words[place])), None)
        if following is None:
            return False
        at = following
    return True


def _same(one: Alternatives, other: Alternatives) -> bool:
    return not set(one).isdisjoint(other)


def _word(surface: str, lang: str) -> Alternatives:
    return stems(surface, (lang,)) or (surface,)


def _tokens(text: str) -> Iterable[Token]:
    return (token for token in tokenize(clean(text)) if not token.joined)
