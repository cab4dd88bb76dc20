"""Show all values of one facet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from search import forms, services
from search.contract import schema
from search.contract.query import QueryError
from search.presenters.links import WITHIN, values_address
from search.presenters.values import present_values
from search.views.guard import SWITCH, not_understood, says_what_is_wrong


@require_safe
@says_what_is_wrong
def values(request: HttpRequest, facet: str) -> HttpResponseBase:
    """Show every value of a facet under a question, or those whose name holds what is sought among them."""
    if facet not in schema.FACET_BY_NAME or facet == "type":
        raise Http404("there is no such facet")
    parameters = request.GET.copy()
    # A list of values has no pages.
    parameters.pop(forms.PAGE, None)
    lang = translation.get_language() or schema.LANGUAGES[0]
    try:
        asked = forms.read_page(parameters, lang=lang)
    except QueryError as error:
        return not_understood(request, error)
    query = asked.query
    within = forms.clean_text(request.GET.get(WITHIN, ""))[: schema.MAX_VALUE_LENGTH]
    if asked.renamed:
        return HttpResponsePermanentRedirect(values_address(query, facet, within=within))
    result = services.search(query)
    page = present_values(query, result, facet, within)
    alternates = []
    for code in schema.LANGUAGES:
        with translation.override(code):
            url = values_address(query, facet, within=page.within)
            alternates.append({"lang": code, "url": url, "label": SWITCH[code]})
    context = {
        "page": page,
        "alternates": alternates,
        "canonical": values_address(query, facet, within=page.within),
    }
    response = render(request, "search/values.html", context)
    response[services.ANSWERED_BY] = services.answered_by(result.engine)
    return response
