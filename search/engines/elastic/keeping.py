"""Keep how many entries hold a word, and know whether pages still hold, as long as the index stays as it is.

Every page of results brings the version of the row of the cursor along, which each commit writes anew. What was counted
after that version was seen holds until another one is: then it is counted again, and the page is asked for again.

A page that was drawn before is not asked for at all, so the version is looked at by itself, a few times a second.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

from search.engines.elastic import mapping

MOST: Final = 20_000
"""Terms whose counts are kept."""

LOOK_SECONDS: Final = 0.25
"""How long the stamp of the index is believed after a look at it: pages may be older by that."""

SETTLED_SECONDS: Final = 1.0
"""How long a stamp must have stood before pages are kept by it.

Copies of an index show a commit one after the other, within a moment; until all do, the stamp may come from one copy
and the page from another.
"""

Stamp = tuple[str, int]
"""The index that answered, and the number of its commits."""


@dataclass(slots=True)
class Kept:
    """Hold counts under one commit; without a stamp nothing is kept."""

    stamp: Stamp | None = None
    counts: dict[str, int] = field(default_factory=dict)
    total: int = 0

    def keep(self, counts: Mapping[str, int], total: int) -> None:
        """Take counts in, and the number of all entries."""
        if self.stamp is None:
            return
        if len(self.counts) + len(counts) > MOST:
            self.counts = {}
        self.total = total
        self.counts |= counts


def asking_for_stamp() -> dict[str, Any]:
    """Return the search for the stamp of the index."""
    return {
        "query": {"ids": {"values": [mapping.META]}},
        "_source": False,
        "version": True,
        "size": 1,
        "track_total_hits": False,
    }


def stamp(answer: Mapping[str, Any]) -> Stamp | None:
    """Return the stamp from the answer; None where the index holds no commit."""
    for hit in answer["hits"]["hits"]:
        return stamp_of(hit)
    return None


def stamp_of(row: Mapping[str, Any]) -> Stamp | None:
    """Return the stamp that the row of the cursor bears; None where there is no such row."""
    return (row["_index"], row["_version"]) if "_version" in row else None


class Watch:
    """Knows the stamp of the index without asking for it each time.

    `look` asks; what it raises is raised to whoever made it ask. While one asks, others are told nothing: waiting for
    each other they would add up what a hanging server takes.
    """

    def __init__(
        self, look: Callable[[], Stamp | None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._look = look
        self._clock = clock
        self._looking = Lock()
        self._seen: Stamp | None = None
        self._since = self._until = float("-inf")

    def stamp(self) -> Stamp | None:
        """Return the stamp, at most `LOOK_SECONDS` old; None where it has not stood long enough to keep pages by."""
        if not self._looking.acquire(blocking=False):
            return None
        try:
            now = self._clock()
            if now >= self._until:
                seen = self._look()
                # Counted from before the look, so that what it took makes no page older.
                self._until = now + LOOK_SECONDS
                if seen != self._seen:
                    self._seen, self._since = seen, self._clock()
            return self._seen if self._clock() - self._since >= SETTLED_SECONDS else None
        finally:
            self._looking.release()
