"""Answer a search with a page of results."""

from __future__ import annotations

from contextlib import suppress
from hashlib import blake2b

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from directory.events.services.counting import count_search
from search import changes, forms, presenters, services
from search.contract import schema
from search.contract.engine import EngineError
from search.contract.query import QueryError, SearchQuery
from search.presenters.cards import next_deadline
from search.presenters.links import address
from search.presenters.page import last_page
from search.views.guard import SWITCH, not_understood, says_what_is_wrong
from search.views.remembered import Page, pages

SCORES = "debug"
"""The parameter with which staff see the scores of results; no address of the site carries it."""


@require_safe
@says_what_is_wrong
def results(request: HttpRequest) -> HttpResponse:
    """Answer a search with a page of results."""
    with changes.vocabularies_held():
        return _answered(request)


def _answered(request: HttpRequest) -> HttpResponse:
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
    scored = _may_see_scores(request)
    page = _drawn(request, query, scored=True) if scored else _page(request, query)
    count_search(
        request, text=query.text, page=query.page, results=page.results, shown=page.shown
    )  # fmt: skip
    response = page.response(request)
    response[services.ANSWERED_BY] = page.engine
    if scored:
        add_never_cache_headers(response)
    return response


def _page(request: HttpRequest, query: SearchQuery) -> Page:
    """Return the page that answers a question, drawn anew only where something changed since it was drawn last."""
    standing = services.standing()
    if standing is None:
        return _drawn(request, query)
    origin = f"{request.scheme}://{request.get_host()}"
    # Its language is in the address; a digest, because an address may be as long as the page.
    url = blake2b(address(query, page=query.page).encode(), digest_size=16).digest()
    known = (standing, origin, url)
    page = pages.get(known)
    if page is None:
        page = _drawn(request, query)
        # Where another engine or another commit answers by now, nobody knows which one drew it.
        with suppress(EngineError):
            if services.standing() == standing:
                pages.keep(known, page)
    return page


def _drawn(request: HttpRequest, query: SearchQuery, *, scored: bool = False) -> Page:
    """Ask the index and draw the page; raises `Http404` where there are fewer pages."""
    # A need that ends while its page is drawn may be drawn as an open one.
    begun = timezone.now().timestamp()
    query = services.steered(query)
    result = services.search(query)
    if query.page > last_page(query, result.total):
        raise Http404("there are fewer pages")
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
    return Page.drawn(
        render_to_string("search/results.html", context, request).encode(),
        engine=services.answered_by(result.engine),
        results=result.total,
        shown=tuple(hit.key for hit in result.hits),
        until=next_deadline(result.hits, since=begun),
    )


def _may_see_scores(request: HttpRequest) -> bool:
    """Say whether staff ask for the scores of the results; nobody else is asked who they are."""
    return request.GET.get(SCORES) == "1" and request.user.has_perm("wagtailadmin.access_admin")
