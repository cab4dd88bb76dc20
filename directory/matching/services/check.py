"""Check a draft regulation: what it asks of people, and what exists already that could carry it."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache as once
from itertools import pairwise
from pathlib import Path

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from directory.matching.records import Match
from directory.matching.scoring.check import Finding, Rule, find, language_of, rule
from directory.matching.services.match import match_text, plain_words
from search import services as search_services
from search.contract import schema
from search.contract.engine import EngineError
from search.contract.query import SearchQuery
from search.contract.result import Hit

RULES = Path(__file__).resolve().parents[1] / "data" / "check_rules.csv"
#: Passages for which fitting entries are looked up: those that tell of most.
LOOKED_UP = 20
SHOWN = 200
MOST_AN_HOUR = 60
_HOUR = 3600
_FITTING = 3
_MOST_PAIRS = 12
#: Points below which a match is no help to a drafter.
_ADEQUATE = 12.0


class UncheckableError(Exception):
    """A text cannot be checked; the message says why, for the reader."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding with what exists already."""

    finding: Finding
    solutions: Sequence[Match] = ()
    datasets: Sequence[Hit] = ()
    needs: Sequence[Hit] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """The result of a check; ``counts`` is kind → passages, ``total`` all of them, also those not shown."""

    lang: str
    counts: Mapping[str, int]
    total: int
    checked: Sequence[Checked]


def check(*, text: str) -> Check:
    """Return what a draft in Latvian or English asks for; nothing is stored. Raises UncheckableError."""
    if len(text.split()) < 5:
        raise UncheckableError(_("There are too few words to check."))
    lang = language_of(text)
    if not lang:
        raise UncheckableError(
            _("The text is neither in Latvian nor in English, the languages of these rules.")
        )
    found = find(text, rules=rules(), lang=lang)
    counts = Counter(kind for one in found for kind in one.kinds)
    telling = sorted(found, key=lambda one: (-len(one.kinds), one.number))[:LOOKED_UP]
    looked = {one.number for one in telling}
    checked = [
        _looked_up(one, lang) if one.number in looked else Checked(one) for one in found[:SHOWN]
    ]
    return Check(lang, counts, len(found), checked)


def may_check(address: str) -> bool:
    """Return whether one more draft may be checked from a network address, and count it."""
    key = f"check:{salted_hmac('matching.check', address).hexdigest()}"
    cache.add(key, 0, timeout=_HOUR)
    try:
        return cache.incr(key) <= MOST_AN_HOUR
    except ValueError:
        # It ran out between the two calls.
        return True


@once
def rules() -> Mapping[str, Sequence[Rule]]:
    """Return language → rules, as the file beside lists them."""
    found: dict[str, list[Rule]] = defaultdict(list)
    with RULES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["lang"]].append(rule(row["kind"], row["lang"], row["phrase"]))
    return dict(found)


def _looked_up(finding: Finding, lang: str) -> Checked:
    matches = match_text(text=finding.passage, lang=lang, types=(schema.SOLUTION,), limit=_FITTING)
    return Checked(
        finding,
        solutions=[one for one in matches if one.score >= _ADEQUATE],
        datasets=_searched(finding.passage, lang, schema.DATASET),
        needs=_searched(finding.passage, lang, schema.NEED),
    )


def _searched(passage: str, lang: str, type_name: str) -> Sequence[Hit]:
    """Return the entries that hold two neighbouring words of a passage, most such pairs first.

    A whole sentence asks for more than any title holds; one word alone asks for too little.
    """
    words = plain_words(passage).split()
    found: dict[str, Hit] = {}
    pairs: Counter[str] = Counter()
    # Without an index the rules still tell what stands in the draft.
    with suppress(EngineError):
        for pair in list(pairwise(words))[:_MOST_PAIRS]:
            query = SearchQuery(
                text=" ".join(pair), filters={"type": (type_name,)}, page_size=_FITTING, lang=lang
            )
            for hit in search_services.search(query).hits:
                # The search lets a word go where nothing holds both.
                if len({word for one in hit.highlights.values() for word in one.words}) < len(pair):
                    continue
                found.setdefault(hit.key, hit)
                pairs[hit.key] += 1
    order = sorted(found, key=lambda key: (-pairs[key], -found[key].score, key))
    return [found[key] for key in order[:_FITTING]]
