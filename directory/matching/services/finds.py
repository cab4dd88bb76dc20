"""Find what exists already for a passage of a draft: solutions by their words, datasets and needs by their titles."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from directory.matching.records import Alternatives, Match
from directory.matching.scoring.words import words
from directory.matching.services import snapshot
from directory.matching.services.match import match_text
from search import services as search_services
from search.contract import schema
from search.contract.engine import EngineError
from search.contract.query import SearchQuery
from search.contract.result import Hit
from search.contract.text import STOP_WORDS, clean, stems, tokenize

#: Words of every law, by which nothing is told from anything else.
_OF_EVERY_LAW = (
    "pašvaldība valsts iestāde ministrija persona kārtība likums noteikumi pants pakalpojums "
    "sniedzējs saņēmējs dati informācija ziņas sistēma dokuments dienests pārvalde gads mēnesis diena "
    "uzskaite nodrošināšana sniegšana izveide izmantošana reģistrs pārskats numurs statuss nosaukums "
    "Latvija publisks atvērts portāls statistika pieteikums piešķirt lēmums pārbaude darbība kontrole "
    "nepieciešams papīrs forma prasība novads dome Rīga piegāde iegāde uzturēšana "
    "punkts daļa nodaļa redakcija papildināt izteikt aizstāt grozījums pielikums pagaidu "
    "municipality authority state person law regulation article service data information system "
    "document year month day register report number status name Latvia public use open portal "
    "statistics application keep each time without following between host oblige unit user request "
    "provide issue publish national competent necessary check fact form institution "
    "decision send post free three last every paragraph schedule list period purpose"
)
#: The share of a title's telling words that a passage must hold.
_OF_TITLE = 0.3
#: Telling words that a text and an entry must share.
_SHARED = 2
#: Points below which a match is no help to a drafter, and the share of the best one's points.
_ADEQUATE = 14.0
_OF_BEST = 0.6
FITTING = 3
_ASKED_WORDS = 6
_PAGE = 10


class Finds:
    """Looks things up for one draft, and asks for no word twice."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.kept = snapshot.current()
        self.plain = {stem for word in words(_OF_EVERY_LAW) for stem in word}
        self._hits: dict[tuple[str, str], Sequence[Hit]] = {}
        self._titles: dict[str, tuple[Alternatives, ...]] = {}

    def solutions(self, text: str) -> list[Match]:
        """Return the solutions that share telling words with a text, best first."""
        telling = self._telling(text)
        found = match_text(text=text, lang=self.lang, types=(schema.SOLUTION,), limit=_PAGE)
        least = max(_ADEQUATE, _OF_BEST * found[0].score) if found else _ADEQUATE
        return [
            one
            for one in found
            if one.score >= least
            and sum(any(stem in one.candidate.words for stem in word) for word in telling)
            >= _SHARED
        ][:FITTING]

    def entries(self, text: str, *, context: str, type_name: str) -> list[Hit]:
        """Return the entries whose titles a text holds in part; ``context`` may add to it, and not suffice."""
        own = self._telling(text)
        stems = {stem for word in own for stem in word}
        wider = stems | {stem for word in self._telling(context) for stem in word}
        rarest = sorted(own, key=lambda word: (-self.kept.weigh(word), word))[:_ASKED_WORDS]
        found: dict[str, tuple[float, Hit]] = {}
        for word in rarest:
            for hit in self._asked(own[word], type_name):
                share = self._share(hit, stems, wider)
                if share >= _OF_TITLE:
                    found[hit.key] = (share, hit)
        order = sorted(found.values(), key=lambda pair: (-pair[0], pair[1].key))
        return [hit for _share, hit in order[:FITTING]]

    def _telling(self, text: str) -> dict[Alternatives, str]:
        """Return the telling words of a text, each with how it stands there."""
        found: dict[Alternatives, str] = {}
        for token in tokenize(clean(text)):
            if token.joined or token.form in STOP_WORDS or not token.plain:
                continue
            word = stems(token.surface, schema.LANGUAGES) or (token.form,)
            if self.plain.isdisjoint(word):
                found.setdefault(word, token.surface)
        return found

    def _asked(self, surface: str, type_name: str) -> Sequence[Hit]:
        if (surface, type_name) not in self._hits:
            self._hits[surface, type_name] = ()
            query = SearchQuery(
                text=surface, filters={"type": (type_name,)}, page_size=_PAGE, lang=self.lang
            )
            # Without an index the rules still tell what stands in the draft.
            with suppress(EngineError):
                self._hits[surface, type_name] = search_services.search(query).hits
        return self._hits[surface, type_name]

    def _share(self, hit: Hit, stems: set[str], wider: set[str]) -> float:
        """Return which share of a title's telling words a text holds, in the language that fits best.

        The text itself holds one of them, and with what stands around it two of the entry's words.
        """
        best = 0.0
        lines = dict(hit.card.get("tagline") or {})
        for lang, title in dict(hit.card["name"]).items():
            telling = self._words_of(title)
            own = [word for word in telling if not stems.isdisjoint(word)]
            held = {word for word in telling if not wider.isdisjoint(word)}
            said = {
                word for word in self._words_of(lines.get(lang, "")) if not wider.isdisjoint(word)
            }
            if not own or len(held | said) < _SHARED:
                continue
            whole = sum(self.kept.weigh(word) for word in telling)
            best = max(best, sum(self.kept.weigh(word) for word in held) / whole)
        return best

    def _words_of(self, text: str) -> tuple[Alternatives, ...]:
        if text not in self._titles:
            self._titles[text] = tuple(self._telling(text or ""))
        return self._titles[text]
