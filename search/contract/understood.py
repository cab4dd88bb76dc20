"""Say how a question is understood: what becomes of its words, how strictly they are asked for, what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """How a word is found: as it is, by what means the same alone, as a beginning, as misspelt, or not at all."""

    FORMS = "forms"
    SAME = "same"
    BEGUN = "begun"
    MISSPELT = "misspelt"
    ABSENT = "absent"


class LeftOut(StrEnum):
    """Why a word is not asked for: a small one, a stop phrase of editors, talk in a sentence, or beyond the limits."""

    SMALL = "small"
    STOP = "stop"
    TALK = "talk"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Term:
    """Hold what a word is found by, and how many entries hold it; `lang` is that of a stem, which stands for forms."""

    text: str
    entries: int
    lang: str = ""


@dataclass(frozen=True, slots=True)
class ReadWord:
    """Hold one word of a question as typed; `same` are phrases asked for in its place, words apart by spaces."""

    typed: str
    how: How
    terms: tuple[Term, ...] = ()
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadStep:
    """Hold one strictness: `needed` of `words` must be there; `found` in the supply are enough from `enough` on.

    `taken` says that the answer was given at this step.
    """

    needed: int
    words: int
    enough: int
    found: int
    taken: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """Hold how a question is understood, each clause in the order typed.

    `phrases` must stand as they are, `excluded` must not be there; `left_out` are words with the reason; `pinned` are
    the keys of the entries that editors chose for it. A `sentence` is asked for less strictly than a list of words.
    """

    words: tuple[ReadWord, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    left_out: tuple[tuple[str, LeftOut], ...] = ()
    steps: tuple[ReadStep, ...] = ()
    pinned: tuple[str, ...] = ()
    sentence: bool = False
    engine: str = ""
