"""Find and score what meets a demand."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, MutableMapping, Sequence
from contextlib import suppress

from django.utils import timezone

from directory.matching.models import Weights
from directory.matching.records import Candidate, Demand, Match
from directory.matching.scoring.score import ranked, score
from directory.matching.services import snapshot
from directory.matching.services.demands import demand_of, demand_of_text
from directory.matching.services.reading import reader
from directory.matching.services.snapshot import Key, Snapshot
from directory.needs.models import Need
from directory.taxonomy.models import Cpv
from search import indexing
from search import services as search_services
from search.contract import schema
from search.contract.engine import EngineError
from search.contract.query import SearchQuery
from search.contract.text import STOP_WORDS, tokenize

TYPES: tuple[str, ...] = (schema.ORGANISATION, schema.SOLUTION)
MOST = 100
"""Matches that an answer may hold."""
DEFAULT = 20
WEAK = 14.0
"""Points below which hardly a match of the judged needs is a right one."""

_OF_BEST = 0.5
_FROM_DEEDS = 80
_FROM_SEARCH = 25
_ASKED_SENTENCES = 3
_LABELS_KEPT = 4_000


def weights() -> dict[str, float]:
    """Return feature → weight, as staff set them."""
    return (Weights.objects.first() or Weights()).as_mapping()


def match_need(
    need: Need,
    *,
    types: Iterable[str] = TYPES,
    limit: int = DEFAULT,
    weighed: Mapping[str, float] | None = None,
) -> list[Match]:
    """Return what meets a need, best first."""
    return match(demand_of(need), types=types, limit=limit, weighed=weighed)


def match_text(
    *,
    text: str,
    lang: str,
    cpv: Sequence[str] = (),
    sectors: Sequence[str] = (),
    types: Iterable[str] = TYPES,
    limit: int = DEFAULT,
) -> list[Match]:
    """Return what meets a free text, best first."""
    return match(
        demand_of_text(text=text, lang=lang, cpv=cpv, sectors=sectors), types=types, limit=limit
    )


def match(
    demand: Demand,
    *,
    types: Iterable[str] = TYPES,
    limit: int = DEFAULT,
    weighed: Mapping[str, float] | None = None,
    searched: MutableMapping[tuple[str, str], list[Key]] | None = None,
) -> list[Match]:
    """Return what meets a demand, best first; what has no reason is left out.

    Who matches many demands in a row gives ``searched``, an empty mapping at first, so that the
    same words are searched for once. What the labels of codes find, which most needs share, is kept
    from one call to the next as long as the index stays the same; where the engine can't tell that,
    it is kept there too.
    """
    kept = snapshot.current()
    wanted = set(types)
    found_by_text = {} if searched is None else searched
    keys = [key for key in _keys(demand, kept, found_by_text) if key[0] in wanted]
    found = compare(demand, kept.candidates(keys), kept, weighed=weighed)
    return ranked(one for one in found if one.score > 0)[:limit]


def apart(matches: Sequence[Match]) -> tuple[list[Match], list[Match]]:
    """Return the matches worth a first look, and the weaker ones: few points, or less than half of the best one's."""
    least = max(WEAK, _OF_BEST * max((one.score for one in matches), default=0.0))
    return (
        [one for one in matches if one.score >= least],
        [one for one in matches if one.score < least],
    )


def compare(
    demand: Demand,
    candidates: Iterable[Candidate],
    kept: Snapshot,
    *,
    weighed: Mapping[str, float] | None = None,
) -> list[Match]:
    """Return the matches of some candidates, in their order."""
    counted = weights() if weighed is None else weighed
    year, read = timezone.localdate().year, reader()
    return [
        score(
            demand,
            candidate,
            # That it won this very need is the answer and no sign of it.
            [
                deed
                for deed in kept.deeds(candidate)
                if deed.need is None or deed.need != demand.need
            ],
            weights=counted,
            weigh=kept.weigh,
            year=year,
            reader=read,
        )
        for candidate in candidates
    ]


def _keys(
    demand: Demand, kept: Snapshot, searched: MutableMapping[tuple[str, str], list[Key]]
) -> list[Key]:
    """Return the candidates: those with the nearest deeds, and those the search finds by text and by code."""
    keys = kept.doers(demand, most=_FROM_DEEDS)
    vocabulary = indexing.snapshot()[Cpv]
    asked = [(plain_words(text), demand.lang) for text in demand.texts[:_ASKED_SENTENCES]]
    labels = [
        (plain_words(label), lang)
        for code in demand.cpv[:2]
        if (term := vocabulary.named(code)) is not None
        for lang, label in term.label.items()
    ]
    by_label = _known_of_labels()
    for known, questions in (
        (searched, asked),
        (searched if by_label is None else by_label, labels),
    ):
        for text, lang in dict.fromkeys(questions):
            if not text:
                continue
            found = known.get((text, lang))
            if found is None and (found := _searched(text, lang)) is not None:
                known[text, lang] = found
            keys += found or ()
    return list(dict.fromkeys(keys))


def _known_of_labels() -> MutableMapping[tuple[str, str], list[Key]] | None:
    """Return what the labels of codes found while the index stays the same, or None where nobody can tell that."""
    standing = None
    with suppress(EngineError):
        standing = search_services.standing()
    if standing is None:
        return None
    # Taken once: another thread may forget it meanwhile.
    known = _by_label.get(standing)
    if known is None or len(known) >= _LABELS_KEPT:
        _by_label.clear()
        known = _by_label[standing] = {}
    return known


_by_label: dict[Hashable, dict[tuple[str, str], list[Key]]] = {}


def _searched(text: str, lang: str) -> list[Key] | None:
    """Return what the search finds, or None where it does not answer."""
    query = SearchQuery(
        text=text,
        filters={"type": TYPES},
        page_size=_FROM_SEARCH,
        lang=lang if lang in schema.LANGUAGES else "en",
    )
    # Without an index the deeds still match.
    with suppress(EngineError):
        return [
            (hit.type, int(hit.key.partition(":")[2])) for hit in search_services.search(query).hits
        ]
    return None


def plain_words(text: str) -> str:
    """Return the words of a text without signs, which a search would read as phrases and exclusions."""
    words = [
        token.surface
        for token in tokenize(text)
        if not token.joined and token.form not in STOP_WORDS
    ]
    return " ".join(dict.fromkeys(words))
