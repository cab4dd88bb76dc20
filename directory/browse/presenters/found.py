"""What the search knows: counts by facet, and the first entries as cards, without a query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.browse.presenters.cards import Card, Evidence, evidence
from directory.browse.presenters.text import Text, foreign
from directory.catalogue.choices import OrganisationKind, SolutionKind
from directory.media.belt import belt_number, emblem_path
from search import services
from search.contract.engine import EngineError
from search.contract.query import SearchQuery
from search.contract.result import Hit

KINDS: Mapping[str, Any] = {"solution": SolutionKind, "organisation": OrganisationKind}


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of the index about entries of one type; nothing where it does not answer."""

    answered: bool
    total: int = 0
    cards: tuple[Card, ...] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def count(self, facet: str, value: str) -> int:
        """Return how many entries a value of a facet would find."""
        return self.counts.get(facet, {}).get(value, 0)


def ask(entry_type: str, *, cards: int = 0, **chosen: str) -> Found:
    """Return what a search for a type with facets chosen finds: counts, and the first cards.

    Counts of a facet leave its own choice out, as on the results page: ``type`` holds the totals
    of every type. The page stands without them when the index does not answer.
    """
    filters = {"type": (entry_type,)} | {facet: (value,) for facet, value in chosen.items()}
    try:
        answer = services.search(SearchQuery(filters=filters, page_size=max(1, cards)))
    except EngineError:
        return Found(answered=False)
    return Found(
        answered=True,
        total=answer.total,
        cards=tuple(_card(hit) for hit in answer.hits[:cards]),
        counts={
            facet.name: {option.value: option.count for option in facet.options}
            for facet in answer.facets
        },
    )


def _card(hit: Hit) -> Card:
    card = hit.card
    name, text = _text(card.get("name")), _text(card.get("tagline"))
    providers = [str(_text(one.get("name"))) for one in card.get("providers", ())]
    return Card(
        name=name.text,
        name_lang=name.lang,
        text=text.text,
        text_lang=text.lang,
        kind=_kind(hit.type, card.get("kind", "")),
        place=", ".join(providers[:2]) or card.get("city", ""),
        url=reverse(f"browse:{hit.type}", args=[hit.slug]),
        emblem=emblem_path(belt_number(card.get("emblem") or hit.key)),
        logo=card.get("logo"),
        is_sample=bool(card.get("sample")),
        evidence=evidence(
            Evidence(_("Projects"), str(card.get("references") or "")),
            Evidence(_("Contracts"), str(card.get("contracts") or "")),
            Evidence(_("TRL"), trl=card.get("trl")),
        ),
    )


def _kind(entry_type: str, kind: str) -> str:
    choices = KINDS[entry_type]
    return capfirst(str(choices(kind).label)) if kind in choices.values else ""


def _text(texts: Mapping[str, str] | None) -> Text:
    """Return a text of the index in the page's language, or else in the one it has."""
    languages: Sequence[str] = (get_language() or "", *(texts or {}))
    for language in languages:
        if value := (texts or {}).get(language):
            return Text(value, foreign(language))
    return Text()
