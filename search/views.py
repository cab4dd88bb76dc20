"""Answer for the search: the results page, and whether the site is well."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import OperationalError, connection
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.events.services.counting import count_search
from search import forms, presenters, services
from search.contract import schema
from search.contract.engine import EngineError
from search.contract.query import QueryError
from search.presenters.links import address
from search.presenters.page import last_page

logger = logging.getLogger(__name__)

RETRY_AFTER = "5"

SCORES = "debug"
"""The parameter with which staff see the scores of results; no address of the site carries it."""

SWITCH = {"en": "In English", "lv": "Latviski"}
"""What leads to a page in a language is called in that language."""

View = Callable[[HttpRequest], HttpResponse]


def says_what_is_wrong(view: View) -> View:
    """Answer 503 with a page that explains, where the index or the database can't answer."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except (EngineError, OperationalError) as error:
            logger.warning("the search can't answer: %s: %s", type(error).__name__, error)
            trouble = "database" if isinstance(error, OperationalError) else type(error).__name__
            response = render(request, "search/unavailable.html", {"trouble": trouble}, status=503)
            response["Retry-After"] = RETRY_AFTER
            return response

    return guarded


@require_safe
@says_what_is_wrong
def results(request: HttpRequest) -> HttpResponse:
    """Answer a search with a page of results."""
    lang = translation.get_language() or schema.LANGUAGES[0]
    try:
        asked = forms.read_page(request.GET, lang=lang)
    except QueryError as error:
        if error.field == forms.PAGE and error.code == "range":
            raise Http404(error.message) from error
        return render(
            request, "search/not_understood.html", {"explanation": forms.explain(error)}, status=400
        )
    query = asked.query
    if asked.renamed:
        return HttpResponsePermanentRedirect(address(query, page=query.page))
    query = services.steered(query)
    result = services.search(query)
    if query.page > last_page(query, result.total):
        raise Http404("there are fewer pages")
    scored = _may_see_scores(request)
    page = presenters.present(query, result, services.counts(query, result), scored=scored)
    alternates = []
    for code in schema.LANGUAGES:
        with translation.override(code):
            alternates.append(
                {"lang": code, "url": address(query, page=query.page), "label": SWITCH[code]}
            )
    context = {
        "page": page,
        "alternates": alternates,
        "canonical": page.canonical,
        "section": page.section,
    }
    count_search(
        request,
        text=query.text,
        page=query.page,
        results=result.total,
        shown=[hit.key for hit in result.hits],
    )
    response = render(request, "search/results.html", context)
    response[services.ANSWERED_BY] = services.answered_by(result.engine)
    if scored:
        add_never_cache_headers(response)
    return response


def _may_see_scores(request: HttpRequest) -> bool:
    """Say whether staff ask for the scores of the results; nobody else is asked who they are."""
    return request.GET.get(SCORES) == "1" and request.user.has_perm("wagtailadmin.access_admin")


@require_safe
@never_cache
def healthz(_: HttpRequest) -> HttpResponse:
    """Say that this process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(_: HttpRequest) -> HttpResponse:
    """Say whether database and index answer; 503 where one does not.

    While another index answers for the chosen engine the site is ready, its status `degraded`.
    """
    try:
        connection.ensure_connection()
        state = services.state()
    except OperationalError as error:
        logger.warning("not ready: %s", error)
        return JsonResponse({"status": "failing", "database": "unavailable"}, status=503)
    well = "degraded" if state.fallback else "ok"
    answer: dict[str, Any] = {
        "status": well if state.ok else "failing",
        "database": "ok",
        "index": {
            "engine": state.health.engine,
            "state": state.health.state if state.reachable else "behind",
            "documents": state.health.documents,
            "lag": state.lag,
        },
    }
    if state.fallback:
        answer["fallback"] = state.fallback
    return JsonResponse(answer, status=200 if state.ok else 503)
