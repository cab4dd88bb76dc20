"""Say whether the site is well."""

from __future__ import annotations

import logging
from typing import Any

from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from search import services

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def healthz(_: HttpRequest) -> HttpResponse:
    """Say that this process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(_: HttpRequest) -> HttpResponse:
    """Say whether database and index answer; 503 where one does not.

    While another index answers for the chosen engine the site is ready, its status `degraded`.
    """
    try:
        connection.ensure_connection()
        state = services.state()
    except OperationalError as error:
        logger.warning("not ready: %s", error)
        return JsonResponse({"status": "failing", "database": "unavailable"}, status=503)
    well = "degraded" if state.fallback else "ok"
    answer: dict[str, Any] = {
        "status": well if state.ok else "failing",
        "database": "ok",
        "index": {
            "engine": state.health.engine,
            "state": state.health.state if state.reachable else "behind",
            "documents": state.health.documents,
            "lag": state.lag,
        },
    }
    if state.fallback:
        # What was said of addresses and users is for the log and for `search_health`.
        answer["fallback"] = state.fallback.partition(":")[0]
    return JsonResponse(answer, status=200 if state.ok else 503)
