"""How complete a profile is: each point belongs to a rule with a name, and the whole is 100.

The score helps those who keep a profile. It has no part in the order of results or in matching.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from directory.catalogue.choices import SUPPLY_KINDS

#: A description shorter than that tells a buyer too little to decide.
LEAST_WORDS = 30


@dataclass(frozen=True, slots=True)
class Rule:
    """What is asked of a profile: the field that holds it, or the kind of entry, and its weight."""

    name: str
    points: int
    least_words: int = 0
    #: Asked only of those who offer something to buyers.
    of_suppliers: bool = False


#: For a supplier the points are per cent; for others the share of what is asked of them.
RULES = (
    Rule("description_en", 10, LEAST_WORDS),
    Rule("description_lv", 10, LEAST_WORDS),
    Rule("solutions", 10, of_suppliers=True),
    Rule("references", 8, of_suppliers=True),
    Rule("sectors", 8),
    Rule("technologies", 8, of_suppliers=True),
    Rule("tagline_en", 7),
    Rule("tagline_lv", 7),
    Rule("website", 6),
    Rule("markets", 6, of_suppliers=True),
    Rule("email", 4),
    Rule("city", 4),
    Rule("languages", 4),
    Rule("cpv", 4, of_suppliers=True),
    Rule("founded", 2),
    Rule("employees", 2),
)


@dataclass(frozen=True, slots=True)
class Step:
    """A rule and whether the profile meets it."""

    rule: Rule
    is_done: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    """A score from 0 to 100 and the steps it is made of, the weightiest first."""

    score: int
    steps: tuple[Step, ...]

    @property
    def missing(self) -> tuple[Step, ...]:
        """Return what is still to do; the first of it is the next best step."""
        return tuple(step for step in self.steps if not step.is_done)

    @property
    def done(self) -> tuple[Step, ...]:
        """Return what the profile has."""
        return tuple(step for step in self.steps if step.is_done)


def completeness(values: Mapping[str, Any], kind: str) -> Completeness:
    """Return how complete a profile of a kind of organisation is.

    `values` holds fields by name: texts, numbers, lists of terms, and the numbers of public
    `solutions` and `references`. What is not in it is missing.
    """
    asked = [rule for rule in RULES if kind in SUPPLY_KINDS or not rule.of_suppliers]
    steps = tuple(Step(rule, _is_met(rule, values.get(rule.name))) for rule in asked)
    had = sum(step.rule.points for step in steps if step.is_done)
    return Completeness(had * 100 // sum(rule.points for rule in asked), steps)


def _is_met(rule: Rule, value: Any) -> bool:
    if isinstance(value, str):
        return len(value.split()) >= max(rule.least_words, 1)
    return bool(value)
