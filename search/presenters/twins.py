"""Tell apart the results that would look alike: the notices of one tender, one for each lot or correction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from search.contract import schema
from search.contract.result import Hit
from search.presenters.cards import Card

_SHOWN = 8
"""Characters of a notice's number: the beginning of a UUID tells notices of one tender apart."""


def told_apart(hits: Sequence[Hit], cards: Sequence[Card]) -> tuple[Card, ...]:
    """Return the cards; needs of one name and buyer say the number of their notice, for a tender has one for each lot.

    The sources give lots no title of their own, so the number is what a buyer finds in the register as well.
    """
    if all(hit.type != schema.NEED for hit in hits):
        return tuple(cards)
    alike = Counter(_face(hit, card) for hit, card in zip(hits, cards, strict=True))
    return tuple(
        replace(card, place=_("notice %(number)s") % {"number": hit.id[:_SHOWN]})
        if hit.type == schema.NEED and alike[_face(hit, card)] > 1
        else card
        for hit, card in zip(hits, cards, strict=True)
    )


def _face(hit: Hit, card: Card) -> tuple[str, str, tuple[str, ...]]:
    return hit.type, card.name, tuple(owner.name for owner in card.owners)
