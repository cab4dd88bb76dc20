"""The API, version 1: the same questions as the results page, and every public entry by its id."""

from __future__ import annotations

import logging
from typing import Any

import orjson
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI
from ninja.renderers import BaseRenderer

from directory.matching.permissions import may_match
from directory.matching.services.cpv import suggest_cpv
from directory.matching.services.match import DEFAULT, MOST, match_need, match_text
from directory.needs.models import Need
from directory.opendata import presenters, services
from directory.opendata.forms import MOST_CHARACTERS, TOO_LARGE, read_match
from directory.opendata.schemas import (
    CPV_PARAMETERS,
    DESCRIPTION,
    MATCH_BODY,
    MATCHES_PARAMETERS,
    PAGE_PARAMETERS,
    SEARCH_PARAMETERS,
    SUGGEST_PARAMETERS,
    CpvSuggested,
    Matched,
    SearchAnswer,
    Suggested,
    parameters,
)
from search import forms
from search import services as search_services
from search.contract import schema
from search.contract.engine import EngineError
from search.contract.query import QueryError
from search.presenters.page import last_page

MAX_SUGGESTED = 200
"""Characters of a text to complete that count."""
RETRY_AFTER = "60"
"""Seconds after which the limit of matching lets a machine ask again."""


class TooManyError(Exception):
    """A machine asked for more matches within a minute than it may."""


class JSONRenderer(BaseRenderer):
    """Writes JSON as UTF-8, dates in ISO 8601."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:  # noqa: ARG002
        return orjson.dumps(data)


logger = logging.getLogger(__name__)

api = NinjaAPI(
    title="Latvia ICT",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api-v1",
    docs_url=None,
    renderer=JSONRenderer(),
)


@api.get(
    "/search", response=SearchAnswer, openapi_extra=parameters(SEARCH_PARAMETERS), summary="Search"
)
def search(request: HttpRequest) -> HttpResponse:
    """Answer a search; every parameter but `q`, `lang`, `sort`, `page` and `page_size` may be repeated: OR."""
    query = forms.read_api(request.GET).query
    result = search_services.search(query)
    if query.page > last_page(query, result.total):
        raise QueryError(forms.PAGE, "range", "there are fewer pages")
    with translation.override(query.lang):
        response = _json(request, presenters.search_answer(query, result))
    response[search_services.ANSWERED_BY] = search_services.answered_by(result.engine)
    return response


@api.get(
    "/suggest",
    response=list[Suggested],
    openapi_extra=parameters(SUGGEST_PARAMETERS),
    summary="Complete a text",
)
def suggest(request: HttpRequest) -> HttpResponse:
    """Offer terms and entries whose name begins like the text."""
    known = _known(request, SUGGEST_PARAMETERS)
    lang = _lang(known)
    text = forms.clean_text(known.get("q", ""))[:MAX_SUGGESTED]
    with translation.override(lang):
        found = presenters.suggestions(search_services.suggest(text=text, lang=lang))
        response = _json(request, found)
    response[search_services.ANSWERED_BY] = search_services.answered_by()
    return response


@api.get(
    "/cpv-suggestions",
    response=list[CpvSuggested],
    openapi_extra=parameters(CPV_PARAMETERS),
    summary="CPV codes for a text",
)
def cpv_suggestions(request: HttpRequest) -> HttpResponse:
    """Suggest CPV codes for a text in English or Latvian."""
    known = _known(request, CPV_PARAMETERS)
    text = forms.clean_text(known.get("text", ""))
    if not text.strip():
        raise QueryError("text", "required", "say in text what is needed")
    if len(text) > MOST_CHARACTERS:
        raise QueryError("text", TOO_LARGE, f"text may have {MOST_CHARACTERS} characters")
    _count(request)
    return _json(request, presenters.cpv_answer(suggest_cpv(text=text, lang=_lang(known))))


@api.post("/match", response=list[Matched], openapi_extra=MATCH_BODY, summary="Match a text")
def match(request: HttpRequest) -> HttpResponse:
    """Return what meets a need that is described in the body, best first."""
    _known(request, {})
    asked = read_match(request)
    _count(request)
    found = match_text(
        text=asked.text,
        lang=asked.lang,
        cpv=asked.cpv,
        sectors=asked.sectors,
        types=asked.types,
        limit=asked.limit,
    )
    with translation.override(asked.lang):
        return _json(request, presenters.match_answer(found, lang=asked.lang))


@api.get(
    "/needs/{path:public_id}/matches",
    response=list[Matched],
    openapi_extra=parameters(MATCHES_PARAMETERS),
    summary="What meets a need",
)
def matches(request: HttpRequest, public_id: str) -> HttpResponse:
    """Return what meets a public need, best first."""
    known = _known(request, MATCHES_PARAMETERS)
    lang = _lang(known)
    limit = forms.number("limit", known.get("limit", ""), DEFAULT)
    if not 1 <= limit <= MOST:
        raise QueryError("limit", "range", f"limit must be 1 to {MOST}")
    key = None if "\0" in public_id else services.find_public(model=Need, public_id=public_id)
    need = (
        None
        if key is None
        else Need.objects.public().select_related("buyer").filter(pk=key).first()
    )
    if need is None:
        raise Http404("there is no such need")
    _count(request)
    found = match_need(need, limit=limit)
    with translation.override(lang):
        return _json(request, presenters.match_answer(found, lang=lang))


@api.get(
    "/{collection}", openapi_extra=parameters(PAGE_PARAMETERS), summary="All entries of a kind"
)
def entries(request: HttpRequest, collection: str) -> HttpResponse:
    """Return public entries in a fixed order, a page at a time."""
    model = presenters.PUBLIC.get(collection)
    if model is None:
        raise Http404("there is no such collection")
    known = _known(request, PAGE_PARAMETERS)
    page = forms.number("page", known.get("page", ""), 1)
    size = forms.number("page_size", known.get("page_size", ""), schema.PAGE_SIZE)
    if not 1 <= size <= schema.MAX_PAGE_SIZE:
        raise QueryError("page_size", "range", f"page_size must be 1 to {schema.MAX_PAGE_SIZE}")
    public = model._default_manager.public()
    total = public.count()
    if page < 1:
        raise QueryError("page", "range", "page must be 1 or more")
    if page > max(1, -(-total // size)):
        raise QueryError(forms.PAGE, "range", "there are fewer pages")
    start = (page - 1) * size
    keys = list(public.order_by("pk").values_list("pk", flat=True)[start : start + size])
    results = presenters.public_entries(model, keys)
    return _json(request, {"total": total, "page": page, "page_size": size, "results": results})


@api.get("/{collection}/{path:public_id}", summary="One entry by its id")
def entry(request: HttpRequest, collection: str, public_id: str) -> HttpResponse:
    """Return one public entry; `collection` is organisations, solutions, references, datasets or needs."""
    model = presenters.PUBLIC.get(collection)
    if model is None or "\0" in public_id:
        raise Http404("there is no such entry")
    _known(request, {})
    key = services.find_public(model=model, public_id=public_id)
    found = [] if key is None else presenters.public_entries(model, [key])
    if not found:
        raise Http404("there is no such entry")
    return _json(request, found[0])


def _count(request: HttpRequest) -> None:
    """Count what takes the processor as long as many searches; raise TooManyError beyond the limit."""
    if not may_match(request):
        raise TooManyError


def _json(request: HttpRequest, data: Any, *, status: int = 200) -> HttpResponse:
    return api.create_response(request, data, status=status)


def _known(request: HttpRequest, names: Any) -> dict[str, str]:
    """Return the parameters of a call, each given once; raise `QueryError` for any other."""
    for name in request.GET:
        if name not in names:
            shown = forms.shown(name)
            raise QueryError(shown, "unknown", f"there is no parameter {shown!r}")
        if len(request.GET.getlist(name)) > 1:
            raise QueryError(name, "repeated", f"{name} may be given once")
    return {name: request.GET[name] for name in request.GET}


def _lang(known: dict[str, str]) -> str:
    lang = known.get("lang", "").strip().lower() or schema.LANGUAGES[0]
    if lang not in schema.LANGUAGES:
        raise QueryError("lang", "unknown", f"lang must be one of {', '.join(schema.LANGUAGES)}")
    return lang


def _refuse(
    request: HttpRequest, status: int, code: str, message: str, field: str | None = None
) -> HttpResponse:
    return _json(
        request, {"error": {"code": code, "message": message, "field": field}}, status=status
    )


@api.exception_handler(QueryError)
def bad_query(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer 400, 404 for a page beyond any answer, or 413 for a text too long."""
    beyond = error.field == forms.PAGE and error.code == "range"
    status = 404 if beyond else 413 if error.code == TOO_LARGE else 400
    return _refuse(request, status, error.code, error.message, error.field)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer 404."""
    return _refuse(request, 404, "not_found", str(error) or "there is nothing at this address")


@api.exception_handler(TooManyError)
def too_many(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001
    """Answer 429 to who matches too often."""
    response = _refuse(
        request, 429, "too_many", "too many matches within a minute: try again in one"
    )
    response["Retry-After"] = RETRY_AFTER
    return response


@api.exception_handler(EngineError)
def engine_failed(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer 503 while the index can't; where it lies and who may ask it is for the log alone."""
    logger.warning("the search can't answer: %s: %s", type(error).__name__, error)
    return _refuse(request, 503, type(error).__name__, "the search can't answer just now")


@api.exception_handler(OperationalError)
def database_failed(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001
    """Answer 503 while the database can't."""
    return _refuse(request, 503, "database", "the database can't answer just now")
