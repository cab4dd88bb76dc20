"""Find by rules that anybody can read what a draft regulation makes people do: pure, and the same at every call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from directory.matching.records import Alternatives
from directory.matching.scoring.passages import Passage, Place, passages
from search.contract.text import Token, clean, stems, tokenize

#: A passage is one sentence; what is longer is cut there for the reader.
LONGEST = 600
#: More words than a reader looks through, each of which is compared with all others.
MOST_PHRASES = 40
_NEAR = 7
#: The share of little words from which a text is in a language; Latvian has endings where English has such words.
_LEAST = {"lv": 0.05, "en": 0.12}
_LETTERS = frozenset("āčēģīķļņšūž")
#: Letters that no neighbouring language has, and the share of words with one from which a text is in Latvian.
_OWN_LETTERS = frozenset("āēīģķļņ")
_LEAST_OWN = 0.25
_WORDS = {
    "lv": "un ir ar par no uz vai kas kā tiek līdz pēc kurš ja šo šajā to tās tā nav kuru ne kad lai",
    "en": "the of and to shall for be is by or on with as this that are not which may from",
}
_COMMON = {lang: frozenset(words.split()) for lang, words in _WORDS.items()}
#: The kind of a rule that says what is no duty, such as the purpose of a law.
NOTHING = "nothing"
OBLIGATION = "obligation"
#: What a heading may not tell alone, because it names things and asks for nothing.
_TOLD_BY_VERBS = frozenset({OBLIGATION, "deadline"})
_SHORTEST_START = 5


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a rule: any form of it, exactly itself (``=word``), or any word that begins so (``word*``)."""

    stems: Alternatives = ()
    exact: str = ""
    start: str = ""

    def fits(self, surface: str, found: Alternatives) -> bool:
        """Return whether a word of a text is meant."""
        if self.exact:
            return surface == self.exact
        if self.start:
            return len(surface) >= max(_SHORTEST_START, len(self.start)) and surface.startswith(
                self.start
            )
        return not set(self.stems).isdisjoint(found)


@dataclass(frozen=True, slots=True)
class Rule:
    """Words of a language, in this order and near each other, that tell of a kind of duty."""

    kind: str
    phrase: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage with where it stands, what it tells of, and its own words that say so."""

    number: int
    place: Place
    passage: str
    kinds: tuple[str, ...]
    phrases: tuple[str, ...]
    heading: str = ""
    lead: str = ""


def rule(kind: str, lang: str, phrase: str) -> Rule:
    """Return a rule as it is read; its words are written as `Word` says."""
    return Rule(kind, phrase, tuple(_rule_word(word, lang) for word in phrase.lower().split()))


def _rule_word(word: str, lang: str) -> Word:
    if word.endswith("*"):
        return Word(start=word[:-1])
    if word.startswith("="):
        return Word(exact=word[1:])
    return Word(stems=_stems(word, lang))


def language_of(text: str) -> str:
    """Return “lv” or “en” by the little words and the letters of a text, or nothing where neither stands out."""
    words = [token.surface for token in _tokens(text[:50_000])]
    if not words:
        return ""
    shares = {
        lang: sum(word in common for word in words) / len(words) / _LEAST[lang]
        for lang, common in _COMMON.items()
    }
    # A law has few little words, but many long vowels.
    own = sum(not _OWN_LETTERS.isdisjoint(word) for word in words) / len(words)
    shares["lv"] = max(shares["lv"], own / _LEAST_OWN)
    # Latvian without a single letter of its own is another language with the same little words.
    if _LETTERS.isdisjoint(text.lower()):
        shares["lv"] = 0.0
    best = max(shares, key=lambda lang: (shares[lang], lang))
    return best if shares[best] >= 1 else ""


def find(text: str, *, rules: Mapping[str, Sequence[Rule]], lang: str) -> list[Finding]:
    """Return the passages that any rule of a language fits, in their order.

    An item of an enumeration carries the duty of the words that lead to it where the duty is all
    they say, and they are no finding of their own then. What a rule calls nothing, such as the
    purpose of a law or its terms, is passed over.
    """
    index = _Index(rules.get(lang, ()))
    found: list[Finding] = []
    leading: dict[str, tuple[str, ...]] = {}
    for one in passages(text):
        kinds, phrases = _read(one, index, lang)
        if one.is_lead:
            leading[one.text] = kinds
        of_lead = leading.get(one.lead, ())
        if NOTHING in (*kinds, *of_lead) or (one.is_lead and set(kinds) <= {OBLIGATION}):
            continue
        if of_lead == (OBLIGATION,) and OBLIGATION not in kinds:
            kinds = (OBLIGATION, *kinds)
        if not kinds:
            continue
        found.append(
            Finding(
                number=one.number,
                place=one.place,
                passage=_cut(one.text),
                kinds=kinds,
                phrases=phrases,
                heading=one.heading,
                lead=_cut(one.lead),
            )
        )
    return found


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"


class _Index:
    """Rules by their first word, so that a text is read once however many rules there are."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_surface: dict[str, list[Rule]] = defaultdict(list)
        self._by_stem: dict[str, list[Rule]] = defaultdict(list)
        self._by_start: list[Rule] = []
        for one in rules:
            first = one.words[0]
            if first.exact:
                self._by_surface[first.exact].append(one)
            elif first.start:
                self._by_start.append(one)
            else:
                for stem in first.stems:
                    self._by_stem[stem].append(one)

    def begun_by(self, surface: str, found: Alternatives) -> Iterator[Rule]:
        """Yield the rules whose first word this is."""
        yield from self._by_surface.get(surface, ())
        for stem in found:
            yield from self._by_stem.get(stem, ())
        yield from (one for one in self._by_start if one.words[0].fits(surface, found))


def _read(passage: Passage, index: _Index, lang: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a passage tells of, and the words of it that do."""
    tokens = list(_tokens(passage.text))
    words = [(token.surface, _stems(token.surface, lang)) for token in tokens]
    kinds: dict[str, None] = {}
    spans: dict[tuple[int, int], None] = {}
    for start, word in enumerate(words):
        for one in index.begun_by(*word):
            end = _follow(one.words[1:], words, start)
            if end is not None:
                kinds[one.kind] = None
                if one.kind != NOTHING:
                    spans[start, end] = None
    if passage.is_heading and not set(kinds) & _TOLD_BY_VERBS:
        return (), ()
    source = clean(passage.text)
    told = (source[tokens[start].start : tokens[end].end] for start, end in spans)
    said = list(islice(dict.fromkeys(told), MOST_PHRASES))
    shown = [text for text in said if not any(text != other and text in other for other in said)]
    return tuple(kinds), tuple(shown)


def _follow(
    wanted: Sequence[Word], words: Sequence[tuple[str, Alternatives]], at: int
) -> int | None:
    """Return where the rest of a rule ends that begins at a word, none of it far from the one before it."""
    for one in wanted:
        near = range(at + 1, min(len(words), at + 1 + _NEAR))
        following = next((place for place in near if one.fits(*words[place])), None)
        if following is None:
            return None
        at = following
    return at


def _stems(surface: str, lang: str) -> Alternatives:
    return stems(surface, (lang,)) or (surface,)


def _tokens(text: str) -> Iterable[Token]:
    return (token for token in tokenize(clean(text)) if not token.joined)
