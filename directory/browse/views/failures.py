"""What is shown where no page can be: the fault, and how it is mended."""

from __future__ import annotations

import errno
import shutil
import sys
from pathlib import Path

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template import loader
from django.views.defaults import bad_request, server_error

RETRY_AFTER = "30"
#: The shortest limits are counted by the minute, the longest by the hour; allauth does not say which one was reached.
RETRY_AFTER_LIMIT = "60"
#: With less than this a disk is full: SQLite needs it to open its files.
LEAST_FREE = 1_000_000


def misunderstood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400; who asks for another host is shown a page without addresses, which would be made of that host."""
    if isinstance(exception, DisallowedHost):
        return HttpResponseBadRequest(loader.get_template("400.html").render())
    return bad_request(request, exception)


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer 429 where a limit of the accounts is reached; allauth asks for it by the name of the handler."""
    content = loader.get_template("429.html").render({}, request)
    return HttpResponse(content, status=429, headers={"Retry-After": RETRY_AFTER_LIMIT})


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 503 with what is wrong where disk or database are, and 500 for any other fault.

    Django calls it while it handles the exception, also one of a middleware.
    """
    trouble = trouble_of(sys.exception())
    if not trouble:
        return server_error(request)
    content = loader.get_template("503.html").render({"trouble": trouble})
    response = HttpResponse(content, status=503)
    response["Retry-After"] = RETRY_AFTER
    return response


def trouble_of(error: BaseException | None) -> str:
    """Return ``disk``, ``busy`` or ``database`` for what stops the whole site, or nothing."""
    full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
    if full or (isinstance(error, OperationalError) and _disk_is_full()):
        return "disk"
    if isinstance(error, OperationalError):
        return "busy" if "locked" in str(error) else "database"
    return ""


def _disk_is_full() -> bool:
    try:
        return shutil.disk_usage(Path(settings.DATA_DIR)).free < LEAST_FREE
    except OSError:
        return False
