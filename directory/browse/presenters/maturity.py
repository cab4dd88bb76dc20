"""Maturity in words: what each technology readiness level and stage means."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from directory.catalogue.models import Solution

#: The nine levels as Horizon Europe defines them (General Annexes, part B).
TRL_LEVELS = {
    1: gettext_lazy("Basic principles observed."),
    2: gettext_lazy("Technology concept formulated."),
    3: gettext_lazy("Experimental proof of concept."),
    4: gettext_lazy("Technology validated in the laboratory."),
    5: gettext_lazy("Technology validated in a relevant environment."),
    6: gettext_lazy("Technology demonstrated in a relevant environment."),
    7: gettext_lazy("System prototype demonstrated in an operational environment."),
    8: gettext_lazy("System complete and qualified."),
    9: gettext_lazy("Actual system proven in an operational environment."),
}


@dataclass(frozen=True, slots=True)
class Maturity:
    """How far a solution has come."""

    trl: int | None
    explanation: str
    stage: str


def maturity_of(solution: Solution) -> Maturity | None:
    """Return how far a solution has come, or None where it does not say."""
    if not (solution.trl or solution.stage):
        return None
    stage = capfirst(str(solution.get_stage_display()))
    return Maturity(solution.trl, level_in_words(solution.trl), stage)


def level_in_words(trl: int | None) -> str:
    """Return what a technology readiness level means."""
    return str(TRL_LEVELS[trl]) if trl in TRL_LEVELS else ""
