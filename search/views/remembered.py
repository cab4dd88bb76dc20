"""Remember pages of results as they were drawn, for as long as each of them is still true.

What a page says hangs on its question, on the commit of the index, on the vocabularies and levers, and on the clock
where a deadline of a need it shows passes. All but the last are part of what a page is known by, so that a change is
seen by the next reader; what is remembered of an older state is never asked for again and makes room. A page is the
same for everybody: nothing personal is on it.
"""

from __future__ import annotations

import gzip
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import patch_vary_headers

MOST_BYTES: Final = 8 * 1024 * 1024
"""Memory for remembered pages in one process: some five hundred of them."""

# Pages shrink to a sixth in a third of the time that the best level takes.
_LEVEL: Final = 4


@dataclass(frozen=True, slots=True)
class Page:
    """Hold one page, compressed, with what has to be counted each time it is shown.

    `engine` is the one that answered, `results` the number of results and `shown` the keys of those on the page;
    `until` is the moment, in seconds since 1970, at which it stops being true.
    """

    packed: bytes
    engine: str
    results: int
    shown: tuple[str, ...]
    until: float = field(default=float("inf"))

    @classmethod
    def drawn(
        cls, content: bytes, *, engine: str, results: int, shown: tuple[str, ...], until: float
    ) -> Page:
        """Return a page whose content was just drawn."""
        # Without a time in it the same page is the same bytes, so its tag is the same in every process.
        return cls(gzip.compress(content, _LEVEL, mtime=0), engine, results, shown, until)

    def response(self, request: HttpRequest) -> HttpResponse:
        """Return the page for whoever asks: compressed as it is where the browser takes that.

        Django pads what it compresses, lest its size tell of a secret beside what a stranger made the browser ask for;
        no page of results holds a secret.
        """
        packed = re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")) is not None
        response = HttpResponse(self.packed if packed else gzip.decompress(self.packed))
        if packed:
            response["Content-Encoding"] = "gzip"
        patch_vary_headers(response, ("Accept-Encoding",))
        return response


class Pages:
    """Keeps the pages that were asked for last, as many as fit."""

    def __init__(self, most: int = MOST_BYTES, clock: Callable[[], float] = time.time) -> None:
        self._most = most
        self._clock = clock
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, known: Hashable) -> Page | None:
        """Return a page that is still true."""
        with self._lock:
            page = self._pages.get(known)
            if page is None:
                return None
            if page.until <= self._clock():
                self._drop(known)
                return None
            self._pages.move_to_end(known)
            return page

    def keep(self, known: Hashable, page: Page) -> None:
        """Remember a page, and forget those that were not asked for the longest."""
        with self._lock:
            self._drop(known)
            self._pages[known] = page
            self._bytes += len(page.packed)
            while self._bytes > self._most:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        """Forget all pages."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def _drop(self, known: Hashable) -> None:
        page = self._pages.pop(known, None)
        if page is not None:
            self._bytes -= len(page.packed)


pages = Pages()
