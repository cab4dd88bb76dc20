"""The feed of needs that nothing meets yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.core.validators import slug_re
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from directory.matching.services.unmet import unmet_needs, working_on
from directory.needs.models import Need
from directory.taxonomy.models import Sector, Technology

MOST = 50
#: The vocabularies by which the needs are narrowed down, by their names in an address.
_VOCABULARIES: dict[str, Any] = {"sector": Sector, "technology": Technology}


def chosen_terms(request: HttpRequest, *, known: bool = True) -> dict[str, str]:
    """Return the sector and the technology asked for; raise Http404 for what names none.

    What can be no slug never reaches the database: PostgreSQL stumbles over some characters. With
    ``known`` False a term may be one that the vocabularies have not (yet, or any more).
    """
    chosen = {name: request.GET.get(name, "") for name in _VOCABULARIES}
    for name, slug in chosen.items():
        if slug and not slug_re.fullmatch(slug):
            raise Http404
        if slug and known and not _VOCABULARIES[name].objects.filter(slug=slug).exists():
            raise Http404
    return chosen


class UnmetFeed(Feed):
    """The newest of them as Atom, in the language of the address."""

    feed_type = Atom1Feed
    title = _("Needs that nothing meets yet")
    subtitle = _(
        "Needs of the public sector for which the catalogue holds no adequate solution, the open ones first."
    )

    def link(self) -> str:
        return reverse("matching:unmet-needs")

    def get_object(self, request: HttpRequest) -> dict[str, str]:
        """Return the sector and the technology asked for."""
        return chosen_terms(request, known=False)

    def items(self, asked: dict[str, str]) -> Any:
        return unmet_needs(**asked).select_related("buyer")[:MOST]

    def item_title(self, item: Any) -> str:
        return str(_need(item).text("title", get_language() or "en")[0])

    def item_description(self, item: Any) -> str:
        return str(_need(item).text("description", get_language() or "en")[0])

    def item_updateddate(self, item: Any) -> datetime:
        return _need(item).updated_at


@require_safe
def unmet_json(request: HttpRequest) -> JsonResponse:
    """Return the same as a JSON Feed (version 1.1, jsonfeed.org), with sectors and technologies as tags."""
    lang = get_language() or "en"
    asked = chosen_terms(request)
    needs = (
        unmet_needs(**asked)
        .select_related("buyer")
        .prefetch_related("sectors", "named_technologies__technology")
    )
    listed = list(needs[:MOST])
    working = working_on(listed)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": str(UnmetFeed.title),
        "description": str(UnmetFeed.subtitle),
        "language": lang,
        "home_page_url": request.build_absolute_uri(reverse("matching:unmet-needs")),
        "feed_url": request.build_absolute_uri(),
        "items": [
            {
                "id": request.build_absolute_uri(need.get_absolute_url()),
                "url": request.build_absolute_uri(need.get_absolute_url()),
                "title": need.text("title", lang)[0],
                "content_text": need.text("description", lang)[0] or need.text("title", lang)[0],
                "date_modified": need.updated_at.isoformat(),
                "language": need.text("title", lang)[1],
                "authors": [{"name": need.buyer_label}] if need.buyer_label else [],
                # An extension of the format: who says to work on it.
                "_working_on_it": [
                    {
                        "organisation": request.build_absolute_uri(
                            row.organisation.get_absolute_url()
                        ),
                        "name": row.organisation.text("name", lang)[0],
                        "since": row.since.isoformat(),
                        "sentence": row.text()[0],
                    }
                    for row in working.get(need.pk, ())
                ],
                "tags": sorted(
                    {
                        *(term.slug for term in need.sectors.all()),
                        *(row.technology.slug for row in need.named_technologies.all()),
                    }
                ),
            }
            for need in listed
        ],
    }
    return JsonResponse(feed, content_type="application/feed+json")


def _need(item: Any) -> Need:
    found: Need = item
    return found
