"""Draw what a results page has hundreds of."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from search.presenters.cards import Card
from search.presenters.drawing import draw_hits, draw_options
from search.presenters.facets import Option

register = template.Library()


@register.simple_tag
def facet_options(name: str, options: Iterable[Option]) -> SafeString:
    """Return the check boxes of a facet."""
    return draw_options(name, options)


@register.simple_tag
def hits(cards: Iterable[Card]) -> SafeString:
    """Return the items of a list of results."""
    return draw_hits(cards)
