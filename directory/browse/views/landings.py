"""Pages of sectors and of export markets."""

from __future__ import annotations

from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.browse.presenters.links import Link
from directory.browse.presenters.markets import present_market, present_markets
from directory.browse.presenters.sectors import present_sector, present_sectors
from directory.browse.views.page import Frame, render_page
from directory.taxonomy.models import Market, Sector, Term

TermT = TypeVar("TermT", bound=Term)


def find(model: type[TermT], slug: str) -> TermT:
    """Return the term in use that a slug leads to; Http404 where there is none."""
    terms = model._default_manager.select_related("parent")
    term: Any = terms.filter(slug=slug.lower()).first()
    seen = set()
    while term is not None and term.merged_into_id and term.pk not in seen:
        seen.add(term.pk)
        term = terms.get(pk=term.merged_into_id)
    if not isinstance(term, model):
        raise Http404
    return term


def markets(request: HttpRequest) -> HttpResponse:
    """List the markets where Latvian ICT is present."""
    page = present_markets()
    frame = Frame(
        title=_("Export markets"),
        description=_("Where Latvian ICT has delivered, and where it offers its solutions."),
        section="markets",
        crumbs=[Link(_("Export markets"))],
        address=lambda: reverse("browse:markets"),
    )
    return render_page(request, "browse/markets.html", frame, page=page)


def market(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what Latvian ICT does in one market."""
    term = find(Market, slug)
    if term.slug != slug:
        return HttpResponsePermanentRedirect(reverse("browse:market", args=[term.slug]))
    page = present_market(term)
    frame = Frame(
        title=_("Latvian ICT in this market: %(market)s") % {"market": page.name},
        description=page.description,
        section="markets",
        crumbs=[Link(_("Export markets"), reverse("browse:markets")), Link(page.name)],
        address=lambda: reverse("browse:market", args=[term.slug]),
    )
    return render_page(request, "browse/market.html", frame, page=page)


def sectors(request: HttpRequest) -> HttpResponse:
    """Show the tree of sectors."""
    page = present_sectors()
    frame = Frame(
        title=_("Sectors"),
        description=_("Latvian solutions by the branch of the economy that they serve."),
        section="sectors",
        crumbs=[Link(_("Sectors"))],
        address=lambda: reverse("browse:sectors"),
    )
    return render_page(request, "browse/sectors.html", frame, page=page)


def sector(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what there is for one sector."""
    term = find(Sector, slug)
    if term.slug != slug:
        return HttpResponsePermanentRedirect(reverse("browse:sector", args=[term.slug]))
    page = present_sector(term)
    parents = [page.parent] if page.parent is not None else []
    frame = Frame(
        title=page.name,
        description=page.description,
        section="sectors",
        crumbs=[Link(_("Sectors"), reverse("browse:sectors")), *parents, Link(page.name)],
        address=lambda: reverse("browse:sector", args=[term.slug]),
    )
    return render_page(request, "browse/sector.html", frame, page=page)
