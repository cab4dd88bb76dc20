"""Answer with a page that says so where the search can't."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from search import forms
from search.contract.engine import EngineError
from search.contract.query import QueryError

logger = logging.getLogger(__name__)

RETRY_AFTER = "5"

SWITCH = {"en": "In English", "lv": "Latviski"}
"""What leads to a page in a language is called in that language."""

View = Callable[..., HttpResponseBase]


def says_what_is_wrong(view: View) -> View:
    """Answer 503 with a page that explains, where the index or the database can't answer; a program gets JSON."""

    @wraps(view)
    def guarded(request: HttpRequest, **parts: str) -> HttpResponseBase:
        try:
            return view(request, **parts)
        except (EngineError, OperationalError) as error:
            logger.warning("the search can't answer: %s: %s", type(error).__name__, error)
            trouble = "database" if isinstance(error, OperationalError) else type(error).__name__
            response: HttpResponse
            if parts.get("form") == "json":
                words = {
                    "code": trouble,
                    "message": _("The search can't answer just now"),
                    "field": "",
                }
                response = JsonResponse({"error": words}, status=503)
            else:
                response = render(
                    request, "search/unavailable.html", {"trouble": trouble}, status=503
                )
            response["Retry-After"] = RETRY_AFTER
            return response

    return guarded


def not_understood(request: HttpRequest, error: QueryError) -> HttpResponse:
    """Answer 400 with a page that says in words what is wrong with the address."""
    return render(
        request, "search/not_understood.html", {"explanation": forms.explain(error)}, status=400
    )
