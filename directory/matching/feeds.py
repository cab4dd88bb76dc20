"""The feed of needs that nothing meets yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory.matching.services.unmet import unmet_needs
from directory.needs.models import Need

MOST = 50


class UnmetFeed(Feed):
    """The newest of them as Atom, in the language of the address."""

    feed_type = Atom1Feed
    title = _("Needs that nothing meets yet")
    subtitle = _(
        "Needs of the public sector for which the catalogue holds no adequate solution, the open ones first."
    )

    def link(self) -> str:
        return reverse("matching:unmet-needs")

    def get_object(self, request: HttpRequest) -> str:
        """Return the sector asked for."""
        return request.GET.get("sector", "")[:80]

    def items(self, sector: str) -> Any:
        return unmet_needs(sector=sector).select_related("buyer")[:MOST]

    def item_title(self, item: Any) -> str:
        return str(_need(item).text("title", get_language() or "en")[0])

    def item_description(self, item: Any) -> str:
        return str(_need(item).text("description", get_language() or "en")[0])

    def item_updateddate(self, item: Any) -> datetime:
        return _need(item).updated_at


def _need(item: Any) -> Need:
    found: Need = item
    return found
