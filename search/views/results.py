"""Answer a search with a page of results."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from directory.events.services.counting import count_search
from search import forms, presenters, services
from search.contract import schema
from search.contract.query import QueryError
from search.presenters.links import address
from search.presenters.page import last_page
from search.views.guard import SWITCH, not_understood, says_what_is_wrong

SCORES = "debug"
"""The parameter with which staff see the scores of results; no address of the site carries it."""


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
        return not_understood(request, error)
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
