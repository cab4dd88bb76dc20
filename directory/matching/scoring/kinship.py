"""Tell whether two needs ask for the same kind of thing: pure, and the same both ways."""

from __future__ import annotations

from directory.matching.records import Alternatives, Demand
from directory.matching.scoring.cpv import nearest
from directory.matching.scoring.likeness import alike
from directory.matching.scoring.words import Weigh

#: Likeness of words from which two needs are alike whatever their codes say.
BY_WORDS = 0.4
#: The same class of the CPV tree, and words that are not quite strangers.
BY_CODE = 0.9
BY_CODE_AND_WORDS = 0.15


def likeness(one: Demand, other: Demand, weigh: Weigh) -> float:
    """Return how alike the words of two needs are, from 0 to 1: of their titles, or of all they say."""
    titles = alike(_title(one), _title(other), weigh)
    return max(titles, alike(_all(one), _all(other), weigh))


def akin(one: Demand, other: Demand, weigh: Weigh) -> bool:
    """Return whether two needs ask for the same kind of thing."""
    words = likeness(one, other, weigh)
    if words >= BY_WORDS:
        return True
    return words >= BY_CODE_AND_WORDS and nearest(one.cpv, other.cpv)[0] >= BY_CODE


def _title(demand: Demand) -> tuple[Alternatives, ...]:
    return demand.sentences[0] if demand.sentences else ()


def _all(demand: Demand) -> tuple[Alternatives, ...]:
    return tuple(dict.fromkeys(word for words in demand.sentences for word in words))
