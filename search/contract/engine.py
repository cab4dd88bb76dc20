"""Say what every engine must do, and how it fails."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Protocol

from search.contract.document import Document
from search.contract.query import SearchQuery
from search.contract.result import SearchResult, Suggestion
from search.contract.understood import Understood


class EngineError(Exception):
    """Report that the index can't answer; the subclasses say what mends it."""


class IndexMissing(EngineError):  # noqa: N818
    """Report that there is no index, or none that can be read: a rebuild mends it."""


class IndexOutdated(EngineError):  # noqa: N818
    """Report an index of another schema version: a rebuild mends it."""


class IndexBusy(EngineError):  # noqa: N818
    """Report that another process writes the index, or rebuilds it, and the wait for it was too long."""


class IndexBehind(EngineError):  # noqa: N818
    """Report an index that was swapped for one that stands further back: the changes must be read again from there."""


class EngineUnavailable(EngineError):  # noqa: N818
    """Report an engine that does not answer in time."""


class QuestionRefused(EngineError):  # noqa: N818
    """Report an engine that is well, and refuses this one question."""


@dataclass(frozen=True, slots=True)
class Health:
    """Hold the state of an index.

    `state` is `ok`, `missing`, `outdated` or `unavailable`; `documents` and `cursor` are 0 unless it is `ok`;
    `detail` is a line for the operator.
    """

    engine: str
    state: str
    documents: int = 0
    cursor: int = 0
    generation: str = ""
    detail: str = ""

    @property
    def ok(self) -> bool:
        """Say whether the index answers."""
        return self.state == "ok"


class Engine(Protocol):
    """Keep an index of documents and answer queries from it.

    Every method but `health` and `rebuild` raises `IndexMissing`, `IndexOutdated` or `EngineUnavailable`.
    The cursor is the last number of the change log whose changes the index holds. It is stored in the same commit
    as the documents, exactly as given: applying the same changes twice is harmless, so a follower may replay from an
    older cursor, and the index never claims changes it does not hold.
    """

    name: str

    def search(self, query: SearchQuery) -> SearchResult:
        """Answer a query."""
        ...

    def understand(self, query: SearchQuery) -> Understood:
        """Say how the text of a query is understood; filters and page have no say in it."""
        ...

    def suggest(self, text: str, *, lang: str, limit: int = 8) -> list[Suggestion]:
        """Offer entries whose name begins like the text; tolerant of diacritics and of one typo."""
        ...

    def apply(
        self,
        documents: Iterable[Document],
        deleted_keys: Iterable[str],
        cursor: int,
        *,
        after: int = 0,
    ) -> None:
        """Add or replace documents, delete keys and set the cursor, in one commit; seen by the next search.

        `after` is the cursor that the changes follow. Raises `IndexBehind`, and writes nothing, where the index stands
        before it: a rebuild swapped it since the cursor was read, and what lies between would be lost. A key may not be
        both in documents and deleted. Raises `IndexBusy` when the lock can't be had in time.
        """
        ...

    def rebuild(self, documents: Iterable[Document], cursor: int) -> int:
        """Write a whole new index beside the old one, swap, and return the number of documents.

        `cursor` must have been read before the first row was: what changed meanwhile is then applied after the swap.
        The old index answers, and takes changes, until the swap. Raises `IndexBusy` when another rebuild runs.
        """
        ...

    def cursor(self) -> int:
        """Return the cursor of the last commit."""
        ...

    def commit(self) -> Hashable | None:
        """Return what stays the same as long as every answer does, at little cost; None where that can't be told."""
        ...

    def health(self) -> Health:
        """Describe the index; never raises."""
        ...
