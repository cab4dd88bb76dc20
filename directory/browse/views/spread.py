"""The answer to a search on a map."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.browse.presenters.links import Link
from directory.browse.presenters.spread import VIEW, present_spread
from directory.browse.views.page import Frame, render_page
from search import forms, services
from search.contract import schema
from search.contract.query import QueryError
from search.presenters.links import address
from search.views.guard import not_understood, says_what_is_wrong


@require_safe
@says_what_is_wrong
def search_map(request: HttpRequest) -> HttpResponseBase:
    """Show how the results of a search spread over markets and regions; its parameters are those of the results."""
    parameters = request.GET.copy()
    # A map has neither pages nor an order.
    for name in (forms.PAGE, forms.SORT):
        parameters.pop(name, None)
    try:
        asked = forms.read_page(parameters, lang=get_language() or schema.LANGUAGES[0])
    except QueryError as error:
        return not_understood(request, error)
    query = asked.query
    if asked.renamed:
        return HttpResponsePermanentRedirect(address(query, view=VIEW))
    result = services.search(query)
    page = present_spread(query, result)
    title = _("Map of results")
    frame = Frame(
        title=f"{title}: {page.subject}" if page.subject else title,
        description=page.heading,
        section="",
        crumbs=[Link(_("Search"), page.list_url), Link(title)],
        address=lambda: address(query, view=VIEW),
    )
    response = render_page(request, "browse/spread.html", frame, page=page)
    response[services.ANSWERED_BY] = services.answered_by(result.engine)
    return response
