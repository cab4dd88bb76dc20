"""The page about open data, the dump of everything public, and what every answer of the API carries."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from directory.opendata import presenters, services
from search.contract import schema

View = Callable[..., HttpResponseBase]

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
URLCONF = "directory.opendata.urls"
METHODS = "GET, HEAD, OPTIONS"
#: How the link to a language is written, in that language.
SWITCH = {"en": "In English", "lv": "Latviski"}
#: The one call that takes a body; it changes nothing either.
METHODS_OF_MATCH = "POST, OPTIONS"


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Show what may be reused, on what terms, and how to get it, in the reader's language or the one asked for."""
    facets = [(facet.name, ", ".join(facet.values)) for facet in schema.FACETS]
    context: dict[str, Any] = {
        "collections": list(presenters.PUBLIC),
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "facets": facets,
    }
    language = request.GET.get("lang") or get_language()
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    with override(language):
        context["alternates"] = [
            {"lang": code, "url": f"{request.path}?lang={code}", "label": SWITCH[code]}
            for code, _name in settings.LANGUAGES
        ]
        context["canonical"] = f"{request.path}?lang={language}"
        response = render(request, "opendata/about.html", context)
    response["Content-Language"] = language
    return response


@require_safe
def catalogue(request: HttpRequest) -> StreamingHttpResponse:  # noqa: ARG001
    """Send every public entry, one JSON object a line."""
    response = StreamingHttpResponse(_lines(), content_type="application/x-ndjson; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="catalogue.jsonl"'
    response["Access-Control-Allow-Origin"] = "*"
    response["Link"] = f'<{LICENCE_URL}>; rel="license"'
    return response


def _lines() -> Iterator[bytes]:
    for model in presenters.PUBLIC.values():
        for keys in services.public_keys(model=model):
            for entry in presenters.public_entries(model, keys):
                yield orjson.dumps(entry) + b"\n"


def open_to_all(view: View) -> View:
    """Let scripts of other sites read the answers, let clients ask whether they changed, and keep errors as JSON."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        methods = METHODS_OF_MATCH if request.path == reverse("api-v1:match") else METHODS
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204, headers={"Allow": methods})
        else:
            response = view(request, *args, **kwargs)
        if response.status_code == 405:
            error = {"code": "method", "message": f"only {methods}", "field": None}
            body = orjson.dumps({"error": error})
            response = HttpResponse(
                body, status=405, content_type="application/json", headers={"Allow": methods}
            )
        # Otherwise the site's middleware would look for a page of this address in the reader's language.
        request.urlconf = URLCONF
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = methods
        response["Access-Control-Allow-Headers"] = "Content-Type"
        # What is withdrawn must be gone at once: kept copies are asked about before each use.
        response["Cache-Control"] = "no-cache"
        if request.method == "POST":
            return response
        if response.status_code == 200 and isinstance(response, HttpResponse):
            etag = quote_etag(hashlib.blake2b(response.content, digest_size=16).hexdigest())
            response["ETag"] = etag
            return get_conditional_response(request, etag=etag, response=response) or response
        return response

    # The API only reads, and a refused method needs no token to be told so.
    return csrf_exempt(opened)
