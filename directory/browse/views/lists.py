"""Lists of entries, and the doors into the search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from directory.browse.presenters.links import Link, search_url
from directory.browse.presenters.lists import (
    ListPage,
    NoSuchPageError,
    list_calls,
    list_datasets,
    list_needs,
    list_programmes,
)
from directory.browse.presenters.paging import address
from directory.browse.views.page import Frame, render_page


def organisations(_request: HttpRequest) -> HttpResponse:
    """Lead to the search for organisations."""
    return HttpResponseRedirect(search_url(type="organisation"))


def solutions(_request: HttpRequest) -> HttpResponse:
    """Lead to the search for solutions."""
    return HttpResponseRedirect(search_url(type="solution"))


def references(_request: HttpRequest) -> HttpResponse:
    """Lead to the search for finished projects."""
    return HttpResponseRedirect(search_url(type="reference"))


def needs(request: HttpRequest) -> HttpResponse:
    """List public-sector needs."""
    return _list(request, list_needs, "needs", "kind", "status")


def datasets(request: HttpRequest) -> HttpResponse:
    """List datasets."""
    return _list(request, list_datasets, "datasets", "theme")


def training_programmes(request: HttpRequest) -> HttpResponse:
    """List training programmes."""
    return _list(request, list_programmes, "training_programmes")


def partner_calls(request: HttpRequest) -> HttpResponse:
    """List calls for partners."""
    return _list(request, list_calls, "partner_calls")


def _list(
    request: HttpRequest, present: Callable[..., ListPage], name: str, *filters: str
) -> HttpResponse:
    chosen: dict[str, Any] = {key: request.GET.get(key, "") for key in filters}
    try:
        page = present(page=request.GET.get("page", ""), **chosen)
    except NoSuchPageError as error:
        raise Http404 from error
    number = str(page.number) if page.number > 1 else ""
    frame = Frame(
        title=page.title,
        description=page.lead,
        section=name,
        crumbs=[Link(page.title)],
        address=lambda: address(reverse(f"browse:{name}"), chosen, page=number),
    )
    return render_page(request, "browse/list.html", frame, page=page)
