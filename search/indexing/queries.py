"""Know what is often searched for: what somebody types may be meant to become such a question."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from threading import Lock, Thread
from typing import Final

from django.db import DatabaseError, connections
from django.db.models import Count, Max, Sum
from django.utils import timezone

from directory.events.choices import Kind
from directory.events.models import DailyCount
from search.contract.text import clean, fold
from search.indexing.wording import is_own

ASKED: Final = 10
"""Searches from which a question is offered to others."""

ON_DAYS: Final = 3
"""Days on which it was asked: one afternoon of one person offers nothing to anybody."""

LONGEST: Final = 60
"""Characters of a question that is offered."""

_DAYS: Final = 91
_MOST: Final = 500
_LOOKED_AT: Final = 5_000
_KEPT_SECONDS: Final = 300
_BEGUN_FROM: Final = 2

logger = logging.getLogger(__name__)


Questions = tuple[tuple[str, str], ...]
"""Each question folded, and as typed."""


class Frequent:
    """Keeps the questions of each language for a while.

    Only who asks first waits for them to be read. Once they are old they are read anew by a thread, and nobody who
    types waits for the dictionaries and names that decides.
    """

    def __init__(self, read: Callable[[str], Questions], clock: Callable[[], float]) -> None:
        self._read, self._clock = read, clock
        self._known: dict[str, tuple[float, Questions]] = {}
        self._reading = Lock()

    def __call__(self, lang: str) -> Questions:
        """Return what is known of a language."""
        known = self._known.get(lang)
        if known is None:
            return self._take(lang)
        until, questions = known
        if self._clock() >= until and self._reading.acquire(blocking=False):
            Thread(target=self._again, args=(lang,), name="questions", daemon=True).start()
        return questions

    def forget(self) -> None:
        """Drop what is known."""
        self._known.clear()

    def _take(self, lang: str) -> Questions:
        questions = self._read(lang)
        self._known[lang] = (self._clock() + _KEPT_SECONDS, questions)
        return questions

    def _again(self, lang: str) -> None:
        try:
            self._take(lang)
        except DatabaseError as error:
            logger.warning("what is often asked can't be read: %s", error)
        finally:
            self._reading.release()
            connections.close_all()


def find_queries(text: str, *, lang: str, limit: int) -> list[str]:
    """Return questions that begin with a text, the most frequent first; never the text itself."""
    begun = _key(text)
    if len(begun) < _BEGUN_FROM or limit < 1:
        return []
    return [words for key, words in frequent(lang) if key.startswith(begun) and key != begun][
        :limit
    ]


def _read(lang: str) -> Questions:
    """Return the questions that found something and were asked often.

    Only what the directory could have said itself is among them: whoever has a program ask the same for three days
    would write on everybody's page otherwise.
    """
    today = timezone.localdate()
    rows = (
        DailyCount.objects.worded()
        .between(today - timedelta(days=_DAYS - 1), today)
        .filter(kind=Kind.SEARCH, language=lang)
        .values("words")
        .annotate(asked=Sum("number"), days=Count("day", distinct=True), found=Max("results"))
        .filter(asked__gte=ASKED, days__gte=ON_DAYS, found__gt=0)
        .order_by("-asked", "words")
        .values_list("words", flat=True)
    )
    found: dict[str, str] = {}
    own = (words for words in rows[:_LOOKED_AT] if len(words) <= LONGEST and is_own(words))
    for words in islice(own, _MOST):
        found.setdefault(_key(words), words)
    return tuple(found.items())


def _key(text: str) -> str:
    return " ".join(fold(clean(text)).split())


frequent = Frequent(_read, time.monotonic)
