"""Count what people do on public pages, and never who."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from directory.events.choices import Kind
from directory.events.permissions import is_counted
from directory.events.records import Event
from directory.events.services.tally import tally
from directory.events.validators import kept_words

#: Places of the header that stand for no country.
_NOWHERE = frozenset({"XX", "T1"})


def count_search(
    request: HttpRequest, *, text: str, page: int, results: int, shown: Iterable[str]
) -> None:
    """Count a page of results: an impression of each entry, given as ``type:key``, and the search.

    The search counts once, however it is filtered, sorted and paged afterwards.
    """
    if not is_counted(request):
        return
    day, language, country = timezone.localdate(), _language(), _country(request)
    events = []
    for key in shown:
        name, _colon, number = key.partition(":")
        if number.isdecimal():
            events.append(Event(day, Kind.IMPRESSION, name, int(number), language, country))
    words = kept_words(text)
    tally.add(events)
    if page == 1 and text and _searched(request) != words:
        tally.add([Event(day, Kind.SEARCH, language=language, country=country)], results=results)
        if words:
            tally.add([Event(day, Kind.SEARCH, language=language, words=words)], results=results)


def count_visit(request: HttpRequest, *, entry_type: str, key: int) -> None:
    """Count a look at an entry's page, and the click where it came from a page of results."""
    if request.method != "GET" or not is_counted(request):
        return
    day, language, country = timezone.localdate(), _language(), _country(request)
    tally.add([Event(day, Kind.VIEW, entry_type, key, language, country)])
    words = _searched(request)
    if words is None:
        return
    tally.add([Event(day, Kind.CLICK, entry_type, key, language, country)])
    if words:
        tally.add([Event(day, Kind.CLICK, entry_type, key, language, words=words)])


def count_step(request: HttpRequest, kind: Kind, *, entry_type: str, key: int) -> None:
    """Count a step from an entry towards those who keep it: to their website, or to writing them."""
    if request.method == "GET" and is_counted(request):
        event = Event(
            timezone.localdate(), kind, entry_type, key, _language(), _country(request)
        )  # fmt: skip
        tally.add([event])


def count_enquiry(*, entry_type: str, key: int, language: str) -> None:
    """Count an enquiry once its delivery is committed; its sender was confirmed, so no program was it."""
    event = Event(timezone.localdate(), Kind.ENQUIRY, entry_type, key, language)
    transaction.on_commit(lambda: tally.add([event]))


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def _country(request: HttpRequest) -> str:
    """Return the country that the trusted proxy names, if there is such a proxy."""
    if not settings.EVENTS_COUNTRY_HEADER:
        return ""
    code = request.headers.get(settings.EVENTS_COUNTRY_HEADER, "").strip().upper()
    known = len(code) == 2 and code.isascii() and code.isalpha() and code not in _NOWHERE
    return code if known else ""


def _searched(request: HttpRequest) -> str | None:
    """Return the words of the page of results that led here, None where it was none of this site."""
    referer = request.META.get("HTTP_REFERER", "")
    if "/search/" not in referer:
        return None
    origin = f"{request.scheme}://{request.get_host()}"
    if not referer.startswith(f"{origin}{reverse('search:results')}"):
        return None
    try:
        parameters = parse_qs(urlsplit(referer[:2000]).query, max_num_fields=100, errors="replace")
    except ValueError:
        return None
    return kept_words(parameters.get("q", [""])[-1])
