"""Draw what a results page has hundreds of."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from search.presenters.cards import Card
from search.presenters.drawing import draw_facets, draw_hits
from search.presenters.facets import Facet

register = template.Library()


@register.simple_tag
def facets(found: Iterable[Facet]) -> SafeString:
    """Return the facets of a page."""
    return draw_facets(found)


@register.simple_tag
def hits(cards: Iterable[Card]) -> SafeString:
    """Return the items of a list of results."""
    return draw_hits(cards)
