"""CPV codes that what is typed in a form may belong to, for its writer to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, zip_longest

from django.utils.translation import get_language

from directory.catalogue.models.entry import LANGUAGES
from directory.matching.records import CpvSuggestion
from directory.matching.services.cpv import suggest_cpv
from directory.moderation.prose import plain

#: The names of what says what an entry is, before the language.
_TEXTS = ("name", "title", "tagline", "description", "features", "result")
OFFERED = 8


def suggested_codes(typed: Mapping[str, str]) -> list[CpvSuggestion]:
    """Return codes for the texts of a form that its `cpv` does not hold yet, the likeliest first.

    Each language is asked by itself, and the answers take turns: one of them may be poor or empty.
    """
    lang = get_language() or LANGUAGES[0]
    answers = []
    for language in LANGUAGES:
        text = " ".join(plain(typed.get(f"{name}_{language}", "")) for name in _TEXTS)
        answers.append(suggest_cpv(text=text, lang=lang) if text.strip() else [])
    found: dict[str, CpvSuggestion] = {}
    for one in chain.from_iterable(zip_longest(*answers)):
        if one is not None and one.code not in typed.get("cpv", ""):
            found.setdefault(one.code, one)
    return list(found.values())[:OFFERED]
