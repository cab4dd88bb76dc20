"""Tell of what kinds the work is that a text names, by a list of words: pure, and the same at every call."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log, sqrt

from directory.matching.scoring.words import SENTENCE, forms
from search.contract.text import fold

Works = Mapping[str, float]
"""Kind of work → how telling it is."""

Phrase = tuple[tuple[str, ...], str]
"""The words that follow the first one of a phrase, and the kind of work it tells of."""

_CAPITAL = "A-ZĀČĒĢĪĶĻŅŠŪŽ"
#: A street with a number is where something stands, not what is built. It begins where a word does: tried
#: from within each word, a long row of digits is read over and over.
_ADDRESS = re.compile(
    rf"(?<![\w.])(?:[{_CAPITAL}0-9][\w.]*\s+){{1,3}}"
    r"(?:iel[aā]s?|prospekt[sā]|bulvār[iī]s?|laukumā|gatv[eē]|šosej[aā]|damb[iī]s?|krastmal[aā]|līnij[aā])"
    r"\s*(?:,\s*)?(?:Nr\.\s*)?\d+\w*"
)
_LEAST = 2
_DOUBTFUL = "?"
_FORMS_KEPT = 40_000
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: its name in each language, and the words that tell of it.

    A word with `*` stands for all that begin so, `_` joins words that stand side by side. One after `?` is
    said of software as well: it tells of its kind only in texts that name nothing digital.
    """

    slug: str
    label: Mapping[str, str]
    words: tuple[str, ...]
    is_digital: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """The kinds of work that a text names, and their length."""

    works: Works = field(default_factory=dict)
    length: float = 0.0


NONE_NAMED = Named()


class Classifier:
    """Finds the kinds of work that texts name; the rarer a kind is among known texts, the more it tells."""

    def __init__(self, kinds: Iterable[Kind] = (), known: Iterable[str] = ()) -> None:
        given = list(kinds)
        #: A kind without a name holds words that are digital and tell of no kind of work.
        self.kinds = {kind.slug: kind for kind in given if kind.slug}
        self._digital = frozenset(kind.slug for kind in given if kind.is_digital)
        self._whole: dict[str, set[str]] = defaultdict(set)
        self._begun: dict[str, set[str]] = defaultdict(set)
        self._phrases: dict[str, list[Phrase]] = defaultdict(list)
        self._known: dict[str, tuple[frozenset[str], tuple[Phrase, ...]]] = {}
        for kind in given:
            for word in kind.words:
                mark = _DOUBTFUL if word.startswith(_DOUBTFUL) else ""
                self._add(fold(word.removeprefix(mark)).replace("-", "_"), mark + kind.slug)
        texts = 0
        spread: Counter[str] = Counter()
        for text in known if self.kinds else ():
            texts += 1
            spread.update(self.named_in(text))
        self._rarity = {
            slug: log(1 + (texts + 1) / (spread[slug] + 0.5)) if texts else 1.0
            for slug in self.kinds
        }

    def _add(self, word: str, slug: str) -> None:
        if "_" in word:
            first, *others = (part.rstrip("*") for part in word.split("_"))
            self._phrases[first].append((tuple(others), slug))
        elif word.endswith("*"):
            self._begun[word[:-1]].add(slug)
        else:
            self._whole[word].add(slug)

    def named_in(self, text: str) -> frozenset[str]:
        """Return the kinds of work that a text names; each sentence is digital or not by itself."""
        parts = SENTENCE.split(_ADDRESS.sub(" ", text))
        return frozenset[str]().union(*(self._named(part) for part in parts))

    def _named(self, sentence: str) -> set[str]:
        said = forms(sentence)
        found: set[str] = set()
        for number, form in enumerate(said):
            if form not in self._known:
                self._learn(form)
            kinds, phrases = self._known[form]
            found |= kinds
            for others, slug in phrases:
                following = said[number + 1 : number + 1 + len(others)]
                if len(following) == len(others) and all(
                    one.startswith(other) for one, other in zip(following, others, strict=True)
                ):
                    found.add(slug)
        sure = {slug for slug in found if not slug.startswith(_DOUBTFUL)}
        if not sure & self._digital:
            sure |= {slug.removeprefix(_DOUBTFUL) for slug in found}
        return sure - {""}

    def _learn(self, form: str) -> None:
        """Keep what a word tells by itself, and the phrases that begin with it."""
        if len(self._known) >= _FORMS_KEPT:
            self._known.clear()
        begun = [form[:size] for size in range(_LEAST, len(form) + 1)]
        kinds = self._whole.get(form, _NONE).union(*(self._begun.get(one, _NONE) for one in begun))
        phrases = tuple(phrase for one in begun for phrase in self._phrases.get(one, ()))
        self._known[form] = (frozenset(kinds), phrases)

    def read(self, text: str) -> Named:
        """Return the kinds of work that a text names, with how telling each is."""
        works = {slug: self._rarity[slug] for slug in sorted(self.named_in(text))}
        return Named(works, sqrt(sum(value * value for value in works.values())))


def covered(asked: Named, offered: Iterable[str]) -> tuple[float, str]:
    """Return which share of what is asked for stands among some kinds, and the most telling of them."""
    offered = frozenset(offered)
    shared = {slug: value for slug, value in asked.works.items() if slug in offered}
    if not shared:
        return 0.0, ""
    return sum(shared.values()) / sum(asked.works.values()), _most(shared)


def works_alike(asked: Named, done: Named) -> tuple[float, str]:
    """Return how alike two texts are in their kinds of work, from 0 to 1, and the kind that says most of it.

    Half of it is their likeness, half the share of what is asked for: who does more besides is no worse for it.
    """
    share, most = covered(asked, done.works)
    if not share:
        return 0.0, ""
    product = sum(value * value for slug, value in asked.works.items() if slug in done.works)
    return (min(1.0, product / (asked.length * done.length)) + share) / 2, most


def _most(shared: Works) -> str:
    return max(shared, key=lambda slug: (shared[slug], slug))
