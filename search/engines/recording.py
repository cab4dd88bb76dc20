"""The engine for tests: it keeps documents in memory, remembers what it was asked, and answers what it was told to."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from search.contract.document import Document
from search.contract.engine import EngineError, Health, IndexBehind
from search.contract.query import SearchQuery
from search.contract.result import SearchResult, Suggestion
from search.contract.understood import Understood
from search.engines.null import NullEngine


class RecordingEngine:
    """Record every call.

    `documents` are the documents by key, `queries` and `suggested` what was asked, `commits` the cursor of every
    change taken. `answer`, `suggestions` and `standing` are given back when set, and `error` is raised by everything
    but `health`.
    """

    name = "recording"

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.queries: list[SearchQuery] = []
        self.suggested: list[tuple[str, str]] = []
        self.commits: list[int] = []
        self.rebuilds = 0
        self.answer: SearchResult | None = None
        self.suggestions: list[Suggestion] = []
        self.standing: Hashable | None = None
        self.error: EngineError | None = None

    def search(self, query: SearchQuery) -> SearchResult:
        """Give back `answer`, or an answer without hits."""
        self._fail()
        self.queries.append(query)
        return self.answer if self.answer is not None else NullEngine().search(query)

    def understand(self, query: SearchQuery) -> Understood:
        """Read the text of a query, none of whose words is known."""
        self._fail()
        return NullEngine().understand(query)

    def suggest(self, text: str, *, lang: str, limit: int = 8) -> list[Suggestion]:
        """Give back `suggestions`."""
        self._fail()
        self.suggested.append((text, lang))
        return self.suggestions[:limit]

    def apply(
        self,
        documents: Iterable[Document],
        deleted_keys: Iterable[str],
        cursor: int,
        *,
        after: int = 0,
    ) -> None:
        """Keep the documents and the cursor."""
        if self.cursor() < after:
            raise IndexBehind(f"the index stands at change {self.cursor()}, not {after}")
        for key in deleted_keys:
            self.documents.pop(key, None)
        self.documents |= {document.key: document for document in documents}
        self.commits.append(cursor)

    def rebuild(self, documents: Iterable[Document], cursor: int) -> int:
        """Keep these documents and no others; mends `error`, as a rebuild does."""
        self.documents = {document.key: document for document in documents}
        self.error = None
        self.commits.append(cursor)
        self.rebuilds += 1
        return len(self.documents)

    def cursor(self) -> int:
        """Return the cursor of the last change taken."""
        self._fail()
        return self.commits[-1] if self.commits else 0

    def commit(self) -> Hashable | None:
        """Give back `standing`."""
        self._fail()
        return self.standing

    def health(self) -> Health:
        """Describe the documents kept."""
        if self.error is not None:
            return Health(self.name, "missing", detail=str(self.error))
        return Health(self.name, "ok", len(self.documents), self.commits[-1] if self.commits else 0)

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error
