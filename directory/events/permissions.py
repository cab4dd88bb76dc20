"""Whose requests are counted."""

from __future__ import annotations

import re

from django.http import HttpRequest

#: Programs say so in their name; browsers of people all begin as Mozilla once did.
_PROGRAM = re.compile(
    r"(?<!cu)bot\b|bot[/-]|crawl|spider|slurp|headless|lighthouse|preview|monitor|uptime|archiv"
    r"|externalhit|scan|fetch|validator|python|curl|wget|\+http",
    re.IGNORECASE,
)


def is_counted(request: HttpRequest) -> bool:
    """Return whether a request is that of a person: no program, and no page fetched on suspicion."""
    meta = request.META
    if request.method not in {"GET", "POST"} or not meta.get("HTTP_ACCEPT_LANGUAGE"):
        return False
    purpose = meta.get("HTTP_SEC_PURPOSE", meta.get("HTTP_PURPOSE", ""))
    # Pages of this site have a result fetched while its link is pressed, and the browser shows that
    # answer: it is the only request there is (templates/inline/prefetch.json).
    if purpose and not (purpose == "prefetch" and _is_from_here(request)):
        return False
    agent = meta.get("HTTP_USER_AGENT", "")
    return agent.startswith(("Mozilla/", "Opera/")) and _PROGRAM.search(agent) is None


def _is_from_here(request: HttpRequest) -> bool:
    origin = f"{request.scheme}://{request.get_host()}/"
    return str(request.META.get("HTTP_REFERER", "")).startswith(origin)
