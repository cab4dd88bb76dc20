"""What every specimen of the component page is made of: its states, and texts that are hardest to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from directory.media import belt

#: A register number whose emblem, frame and corners all differ, and a short one, as entries without one have.
NUMBER, SHORT = "40203994718", "7"
ADDRESS = "#main"
_WORDLESS = {
    "en": "Crossborderinteroperabilityinfrastructure",
    "lv": "Pretpulksteņrādītājvirzienieroču",
}
ARABIC = "دليل شركات تكنولوجيا المعلومات في لاتفيا"


@dataclass(frozen=True, slots=True)
class State:
    """A component in one state: its template and what it is given."""

    name: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Specimen:
    """A component with all its states; `inside` is the element that its template belongs into."""

    name: str
    states: tuple[State, ...]
    inside: str = "div"


def say(english: str, latvian: str) -> str:
    """Return the text of the language that is active."""
    return latvian if get_language() == "lv" else english


def endless() -> str:
    """Return a name of 100 characters without a space."""
    word = _WORDLESS["lv" if get_language() == "lv" else "en"]
    return (word * 4)[:100]


def sentence(times: int = 1) -> str:
    """Return a sentence, or the same one over and over."""
    one = say(
        "Counts vehicles at every crossing and tells the road office where a queue is growing.",
        "Skaita transportlīdzekļus katrā krustojumā un vēsta ceļu pārvaldei, kur aug sastrēgums.",
    )
    return " ".join([one] * times)


def of(
    name: str, template: str, states: Mapping[str, Mapping[str, Any]], *, inside: str = "div"
) -> Specimen:
    return Specimen(
        name, tuple(State(each, template, given) for each, given in states.items()), inside
    )


def component(
    name: str, states: Mapping[str, Mapping[str, Any]], *, inside: str = "div"
) -> Specimen:
    return of(name, f"components/{name}.html", states, inside=inside)


def art_of(number: str = NUMBER) -> belt.EmblemArt:
    return belt.emblem_path(belt.belt_number(number))
