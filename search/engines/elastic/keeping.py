"""Keep how many entries hold a word, as long as the index stays as it is.

Every page of results brings the version of the row of the cursor along, which each commit writes anew. What was counted
after that version was seen holds until another one is: then it is counted again, and the page is asked for again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from search.engines.elastic import mapping

MOST: Final = 20_000
"""Terms whose counts are kept."""

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
        return hit["_index"], hit["_version"]
    return None
