"""Let people take the answer to a search along, as a table or as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponsePermanentRedirect, JsonResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from search import forms, services
from search.contract import schema
from search.contract.query import QueryError
from search.presenters.export import FORMATS, csv_export, json_export
from search.presenters.links import address
from search.views.guard import not_understood, says_what_is_wrong

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@require_safe
@says_what_is_wrong
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """Send everything that a search finds as a file; its parameters are those of the page of results."""
    lang = translation.get_language() or schema.LANGUAGES[0]
    parameters = request.GET.copy()
    # A file has no pages.
    parameters.pop(forms.PAGE, None)
    try:
        asked = forms.read_page(parameters, lang=lang)
        if asked.renamed:
            return HttpResponsePermanentRedirect(address(asked.query, view=FORMATS[form]))
        total, hits = services.every_hit(asked.query)
        if total > schema.MAX_WINDOW:
            raise QueryError("total", "too_many_to_export", f"{total} entries were found")
    except QueryError as error:
        return _refused(request, form, error)
    site = request.build_absolute_uri("/")[:-1]
    lines: Iterable[str | bytes] = (
        csv_export(asked.query, hits, site=site)
        if form == "csv"
        else json_export(asked.query, total, hits, site=site)
    )
    response = StreamingHttpResponse(_in_language(lines, lang), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="results-{lang}.{form}"'
    response["X-Robots-Tag"] = "noindex"
    response[services.ANSWERED_BY] = services.answered_by()
    return response


def _refused(request: HttpRequest, form: str, error: QueryError) -> HttpResponseBase:
    if form == "csv":
        return not_understood(request, error)
    words = {"code": error.code, "message": forms.explain(error), "field": error.field}
    return JsonResponse({"error": words}, status=400)


def _in_language(lines: Iterable[str | bytes], lang: str) -> Iterator[str | bytes]:
    """Ask for each line in the language of the page: by the time it is sent, the thread may speak another."""
    waiting = iter(lines)
    while True:
        with translation.override(lang):
            line = next(waiting, None)
        if line is None:
            return
        yield line
