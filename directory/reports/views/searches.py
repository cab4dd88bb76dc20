"""The report of searches in the administration: a list to mend the search by, and a table to take along."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET
from wagtail.permissions import page_permission_policy

from directory.media.sheets import csv_text
from directory.reports.forms import SearchesForm
from directory.reports.permissions import can_read_searches
from directory.reports.services.searches import searches, total_searches

PER_PAGE = 50
MOST_EXPORTED = 10_000


def _asked(request: HttpRequest) -> tuple[SearchesForm, Any]:
    """Return the form and the rows it asks for; strangers are refused."""
    if not can_read_searches(request.user):
        raise PermissionDenied
    form = SearchesForm(request.GET)
    return form, searches(**form.wanted(), today=timezone.localdate())


@require_GET
def report(request: HttpRequest) -> HttpResponse:
    """List what people searched for, each with what can be done about it."""
    form, found = _asked(request)
    wanted = form.wanted()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    asked = request.GET.copy()
    asked.pop("p", None)
    rows = [row | _links(row["words"], row["language"]) for row in page.object_list]
    return TemplateResponse(
        request,
        "reports/searches.html",
        {
            "form": form,
            "page": page,
            "rows": rows,
            "query": asked.urlencode(),
            "every": total_searches(
                days=wanted["days"], language=wanted["language"], today=timezone.localdate()
            ),
            "can_add_page": page_permission_policy.user_has_permission(request.user, "add"),
        },
    )


def _links(words: str, language: str) -> dict[str, str]:
    words_only = urlencode({"phrases": words})
    question = urlencode({"text": words, "language": language})
    page = urlencode({"words": words, "language": language})
    asked = urlencode({"q": words, "language": language})
    return {
        "search_url": f"/{language}/search/?{urlencode({'q': words})}",
        "synonym_url": f"{reverse('wagtailsnippets_search_synonymgroup:add')}?{words_only}",
        "page_url": f"{reverse('page_about')}?{page}",
        "understood_url": f"{reverse('search_understanding')}?{asked}",
        "pin_url": f"{reverse('wagtailsnippets_search_pinnedsearch:add')}?{question}",
    }


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Send the same list as a table."""
    _form, found = _asked(request)
    head = [
        pgettext("of a search", "Words"),
        _("Language"),
        _("Searches"),
        _("Clicks"),
        _("Results"),
    ]
    rows = found.values_list("words", "language", "searches", "clicks", "found")[:MOST_EXPORTED]
    shown = ([*row[:4], "" if row[4] is None else row[4]] for row in rows)
    response = HttpResponse(csv_text(head, shown), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="searches.csv"'
    return response
