"""Show staff how the search understands a question, and what a lever would change."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from search import services
from search.contract.engine import EngineError
from search.contract.query import SearchQuery
from search.forms import ReadingForm, clean_text
from search.permissions import can_steer
from search.presenters.understanding import Reading, present_reading

_SHOWN = 10
# Each costs a search.
_COUNTED = 40


@require_GET
def understanding(request: HttpRequest) -> HttpResponse:
    """Show how a question is understood, with what is tried where something is."""
    if not can_steer(request.user):
        raise PermissionDenied
    form = ReadingForm(request.GET if "q" in request.GET else None)
    context: dict[str, Any] = {"form": form}
    status = 200
    if form.is_valid() and (text := clean_text(form.cleaned_data["q"])):
        asked = form.cleaned_data
        try:
            context["reading"] = _reading(text, asked)
        except EngineError:
            context["trouble"], status = True, 503
        context["links"] = _links(text, asked)
    return TemplateResponse(request, "search/understanding.html", context, status=status)


def _reading(text: str, asked: dict[str, Any]) -> Reading:
    query = SearchQuery(text=text, lang=asked["language"], page_size=_SHOWN)
    before = None
    if asked["phrases"] or asked["stop"]:
        before = services.search(query)
        query = services.trying(query, synonyms=asked["phrases"], stop_phrase=asked["stop"])
    else:
        query = services.steered(query)
    understood = services.understand(query)
    same = dict.fromkeys(phrase for word in understood.words for phrase in word.same)
    held = services.holding(list(same)[:_COUNTED], lang=query.lang)
    return present_reading(query, understood, services.search(query), before, held=held)


def _links(text: str, asked: dict[str, Any]) -> dict[str, str]:
    """Return where what was tried can be saved; what was not tried is filled in with the question."""
    phrases = "\n".join(asked["phrases"]) or text
    filled = {
        "synonymgroup": {"phrases": phrases},
        "stopphrase": {"text": asked["stop"]},
        "pinnedsearch": {"text": text, "language": asked["language"]},
    }
    return {
        name: f"{reverse(f'wagtailsnippets_search_{name}:add')}?{urlencode(parameters)}"
        for name, parameters in filled.items()
    }
