"""Know what is often searched for: what somebody types may be meant to become such a question."""

from __future__ import annotations

import time
from datetime import timedelta
from functools import lru_cache
from itertools import islice
from typing import Final

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


def find_queries(text: str, *, lang: str, limit: int) -> list[str]:
    """Return questions that begin with a text, the most frequent first; never the text itself."""
    begun = _key(text)
    if len(begun) < _BEGUN_FROM or limit < 1:
        return []
    period = int(time.monotonic() // _KEPT_SECONDS)
    return [
        words for key, words in frequent(lang, period) if key.startswith(begun) and key != begun
    ][:limit]


@lru_cache(maxsize=4)
def frequent(lang: str, period: int) -> tuple[tuple[str, str], ...]:
    """Return the questions that found something and were asked often, folded and as typed; kept for a while.

    Only what the directory could have said itself is among them: whoever has a program ask the same for three days
    would write on everybody's page otherwise.
    """
    del period
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
