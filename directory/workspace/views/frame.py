"""What every screen of the workspace shares: who may come in, and what stands around it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache

from directory.catalogue.models import Organisation
from directory.workspace.presenters.menu import menu_of

P = ParamSpec("P")
#: What most screens show of the organisation, read with it.
READ_WITH = ("register", "confirmation", "country", "region", "logo", "cover", "latest_revision")


def private(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., Any]:
    """Return a view for people who have signed in, kept out of caches and of search engines."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return guarded


def for_member(
    view: Callable[Concatenate[HttpRequest, Organisation, P], HttpResponse],
) -> Callable[..., Any]:
    """Return a view that is called with the organisation of the address, for its team only.

    People who have not signed in are asked to; for strangers, staff among them, there is nothing
    at the address.
    """

    @private
    @wraps(view)
    def resolved(
        request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        rows = Organisation.objects.filter(members__user_id=request.user.pk)
        rows = rows.select_related(*READ_WITH)
        return view(request, get_object_or_404(rows, slug=slug), *args, **kwargs)

    return resolved


def workspace_page(
    request: HttpRequest,
    template: str,
    organisation: Organisation,
    *,
    current: str,
    status: int = 200,
    **content: Any,
) -> HttpResponse:
    """Return a screen of an organisation's workspace; ``current`` is the menu's item it belongs to."""
    context = {
        "organisation": organisation,
        "menu": menu_of(organisation, current),
        "section": "account",
        **content,
    }
    return TemplateResponse(request, template, context, status=status)
