"""Measure matching on awards held out: suppliers are known by their other contracts alone.

The awards are cut into fifths by a hash of the procedure, so that the lots of one never stand on
both sides; each fifth is asked of what the other four tell. No date is needed and none is used.
Every need is asked twice: with its buyer, and by its title and code alone.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from math import log
from pathlib import Path

from django.utils import timezone

from directory.matching.records import Alternatives, Candidate, Deed, Demand
from directory.matching.scoring.baseline import Bm25
from directory.matching.scoring.measures import Judged
from directory.matching.scoring.score import ranked, score
from directory.matching.scoring.words import Weigh, counted, words
from directory.matching.services.evaluate import (
    DEPTH,
    TEXT_ALONE,
    Evaluation,
    JudgmentsError,
    measured,
)
from directory.matching.services.match import weights
from directory.matching.services.reading import classifier, client_words, places_in, reader
from directory.taxonomy.models import Cpv
from search import indexing
from search.contract import schema

PARTS = 5
#: What else a baseline may be: words without their forms, and what stands between spaces.
AS_WRITTEN = "BM25, words as written"
BY_SPACES = "BM25, split at spaces"
_WORD = re.compile(r"\w+")
COLUMNS = ("procedureId", "name", "cpv", "buyerId", "winner_regcode")


@dataclass(frozen=True, slots=True)
class Award:
    """One award: who won what, and whose need it was."""

    procedure: str
    winner: str
    title: str
    words: tuple[Alternatives, ...]
    code: str
    buyer: int | None
    client: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Rankings:
    """What was found for each need: by all that is told of it, by title and code alone, and by each baseline."""

    whole: list[Judged] = field(default_factory=list)
    plain: list[Judged] = field(default_factory=list)
    baselines: Mapping[str, list[Judged]] = field(
        default_factory=lambda: {name: [] for name in _CUTS}
    )


def evaluate_awards(path: Path, *, splits: int = 1) -> Evaluation:
    """Rank the known suppliers for every award held out; raises `JudgmentsError`.

    An award counts where its winner is known by another procedure. One way to cut the awards is as good as
    another and no two give the same figures: ``splits`` says how many of them to measure together.
    """
    awards = read_awards(path)
    found = Rankings()
    for split, part in product(range(splits), range(PARTS)):
        known = [one for one in awards if part_of(one.procedure, split) != part]
        asked: dict[str, list[Award]] = defaultdict(list)
        for one in awards:
            if part_of(one.procedure, split) == part:
                asked[one.procedure].append(one)
        _measure(known, asked.values(), found)
    return replace(
        measured(found.whole, found.baselines), plain=measured(found.plain, found.baselines)
    )


def read_awards(path: Path) -> list[Award]:
    """Return the awards of a file of the procurement office; raises `JudgmentsError`."""
    numbers: dict[str, int] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            if not rows.fieldnames or any(name not in rows.fieldnames for name in COLUMNS):
                raise JudgmentsError(f"{path}: the columns must hold {','.join(COLUMNS)}")
            found = [
                Award(
                    procedure=row["procedureId"],
                    winner=row["winner_regcode"],
                    title=row["name"],
                    words=words(row["name"]),
                    code=row["cpv"][:8],
                    buyer=numbers.setdefault(row["buyerId"], len(numbers) + 1)
                    if row["buyerId"]
                    else None,
                    client=row.get("buyerName") or "",
                    name=row.get("winnerName") or "",
                )
                for row in rows
                if row["winner_regcode"] and row["name"]
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise JudgmentsError(f"{path}: {error}") from error
    if not found:
        raise JudgmentsError(f"{path}: holds no award")
    return found


def part_of(procedure: str, split: int = 0) -> int:
    """Return the fifth of the data that a procedure belongs to, in one of the ways to cut it."""
    salted = f"{split}:{procedure}" if split else procedure
    return int(hashlib.sha256(salted.encode()).hexdigest(), 16) % PARTS


def _measure(
    known: Sequence[Award],
    asked: Iterable[Sequence[Award]],
    found: Rankings,
) -> None:
    deeds: dict[str, list[Deed]] = defaultdict(list)
    for key, one in enumerate(known):
        deeds[one.winner].append(_deed(key, one))
    weigh = _rarity(known)
    label_words = _label_words()
    names = {one.winner: one.name for one in known}
    candidates = {
        winner: _candidate(winner, names[winner], number, done, label_words)
        for number, (winner, done) in enumerate(sorted(deeds.items()), start=1)
    }
    rankings = {
        name: Bm25(
            {
                winner: Counter(term for deed in done for term in cut(deed.said))
                for winner, done in deeds.items()
            }
        )
        for name, cut in _CUTS.items()
    }
    weighed, year, read = weights(), timezone.localdate().year, reader()
    for lots in asked:
        grades = {one.winner: 1 for one in lots if one.winner in candidates}
        if not grades:
            continue
        for judged, demand in (
            (found.whole, _demand(lots[0])),
            (found.plain, _plain_demand(lots[0])),
        ):
            matches = ranked(
                score(
                    demand,
                    candidate,
                    deeds[winner],
                    weights=weighed,
                    weigh=weigh,
                    year=year,
                    reader=read,
                )
                for winner, candidate in candidates.items()
            )
            judged.append(
                Judged(
                    [one.candidate.public_id for one in matches[:DEPTH] if one.score > 0], grades
                )
            )
        for name, cut in _CUTS.items():
            terms = set(cut(lots[0].title))
            found.baselines[name].append(Judged(rankings[name].rank(terms, limit=DEPTH), grades))


def _stems(text: str) -> list[str]:
    return [stem for word in words(text) for stem in word]


def _as_written(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _by_spaces(text: str) -> list[str]:
    return text.lower().split()


_CUTS: Mapping[str, Callable[[str], list[str]]] = {
    TEXT_ALONE: _stems,
    AS_WRITTEN: _as_written,
    BY_SPACES: _by_spaces,
}


def _plain_demand(award: Award) -> Demand:
    """Return a need of which only title and code are told."""
    return Demand(
        sentences=(award.words,),
        texts=(award.title,),
        lang="lv",
        cpv=(award.code,) if award.code else (),
        places=places_in(award.title),
    )


def _demand(award: Award) -> Demand:
    return replace(
        _plain_demand(award),
        buyer=award.buyer,
        client=client_words(award.client),
        places=places_in(f"{award.title}\n{award.client}"),
    )


def _deed(key: int, award: Award) -> Deed:
    cpv = (award.code,) if award.code else ()
    return Deed(
        "contract",
        key,
        0,
        None,
        words=award.words,
        cpv=cpv,
        said=award.title,
        buyer=award.buyer,
        client=client_words(award.client),
        places=places_in(f"{award.title}\n{award.client}"),
    )


def _candidate(
    winner: str,
    name: str,
    number: int,
    deeds: Sequence[Deed],
    label_words: Callable[[str], Mapping[str, int]],
) -> Candidate:
    """Return a supplier as its entry would be: its name without a description, with the codes it won in."""
    codes = {code for deed in deeds for code in deed.cpv}
    said: Counter[str] = Counter()
    for code in codes:
        said.update(label_words(code))
    return Candidate(
        type=schema.ORGANISATION,
        key=number,
        public_id=winner,
        slug=winner,
        name={"lv": name},
        words=said,
        length=sum(said.values()),
        cpv=frozenset(codes),
        works=classifier().named_in(name),
    )


def _label_words() -> Callable[[str], Mapping[str, int]]:
    vocabulary = indexing.snapshot()[Cpv]

    @cache
    def found(code: str) -> Mapping[str, int]:
        term = vocabulary.named(code)
        return counted(term.label.values()) if term is not None else {}

    return found


def _rarity(known: Sequence[Award]) -> Weigh:
    """Return how telling words are among the known awards, as the snapshot of matching counts it."""
    spread = Counter(
        stem for one in known for stem in {stem for word in one.words for stem in word}
    )

    @cache
    def weigh(word: Alternatives) -> float:
        count = max((spread.get(stem, 0) for stem in word), default=0)
        return log(1 + (len(known) + 1) / (count + 0.5))

    return weigh
