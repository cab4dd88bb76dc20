"""The frozen rows that scoring compares: what is asked, what is offered, what was done, and what fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Alternatives = tuple[str, ...]
"""The stems that one word of a text may have: one for each language it may belong to."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a need asks for.

    ``sentences`` hold the words of the title first, then of each sentence. ``requirements`` are
    pairs of kind (certification, language) and slug. ``client`` holds the words of the buyer's name and
    ``places`` latitude and longitude of the places named. Empty fields ask for nothing.
    """

    sentences: tuple[tuple[Alternatives, ...], ...] = ()
    texts: tuple[str, ...] = ()
    lang: str = "en"
    cpv: tuple[str, ...] = ()
    sectors: frozenset[str] = frozenset()
    technologies: frozenset[str] = frozenset()
    data_themes: frozenset[str] = frozenset()
    requirements: tuple[tuple[str, str], ...] = ()
    trl: int | None = None
    buyer: int | None = None
    client: tuple[Alternatives, ...] = ()
    region: int | None = None
    places: tuple[tuple[float, float], ...] = ()
    budget: float | None = None
    need: int | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that an organisation did: a project it shows, or a public contract it won.

    ``need`` is the need of this site that it came of, for which it is no evidence.
    """

    kind: str
    key: int
    organisation: int
    solution: int | None
    words: tuple[Alternatives, ...]
    cpv: tuple[str, ...]
    said: str = ""
    sector: str = ""
    buyer: int | None = None
    client: tuple[Alternatives, ...] = ()
    region: int | None = None
    places: tuple[tuple[float, float], ...] = ()
    year: int | None = None
    title: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    need: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation or a solution as scoring sees it; ``None`` and empty mean unknown."""

    type: str
    key: int
    public_id: str
    slug: str
    name: Mapping[str, str]
    words: Mapping[str, int]
    length: int
    cpv: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    technologies: frozenset[str] = frozenset()
    data_themes: frozenset[str] = frozenset()
    certifications: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    trl: int | None = None
    size: str = ""
    is_sample: bool = False
    #: The kinds of work that its own texts name.
    works: frozenset[str] = frozenset()
    #: What its emblem is woven from, and who provides it where that is somebody else.
    emblem: str = ""
    provider: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a candidate fits: a feature, its value from 0 to 1, its points, and what it rests on."""

    kind: str
    value: float
    points: float
    facts: Mapping[str, Any] = field(default_factory=dict)
    deed: Deed | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing or not known."""

    kind: str
    state: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate with its score from 0 to 100, the reasons for it and what is missing."""

    candidate: Candidate
    score: float
    reasons: tuple[Reason, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class CpvSuggestion:
    """A CPV code that a text may belong to."""

    code: str
    label: str
    score: float
