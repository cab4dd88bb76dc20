"""The engine that is not there: it takes every change and finds nothing, for a site that runs without search."""

from __future__ import annotations

from collections.abc import Iterable

from search.contract import schema
from search.contract.document import Document
from search.contract.engine import Health
from search.contract.parse import parse
from search.contract.query import SearchQuery
from search.contract.result import FacetOption, FacetResult, SearchResult, Suggestion
from search.contract.understood import Understood
from search.engines.understanding import unanswered


class NullEngine:
    """Keep nothing but the cursor."""

    name = "null"

    def __init__(self) -> None:
        self._cursor = 0

    def search(self, query: SearchQuery) -> SearchResult:
        """Answer that there is nothing; chosen facet values stay visible."""
        facets = (
            FacetResult(
                name, tuple(FacetOption(value, 0, selected=True) for value in query.chosen(name))
            )
            for name in schema.FACET_BY_NAME
        )
        return SearchResult(total=0, hits=(), facets=tuple(facets), engine=self.name)

    def understand(self, query: SearchQuery) -> Understood:
        """Say how the text of a query is read; no word of it is known."""
        return unanswered(query, parse(query.text, query.levers), self.name)

    def suggest(self, text: str, *, lang: str, limit: int = 8) -> list[Suggestion]:
        """Offer nothing."""
        del text, lang, limit
        return []

    def apply(
        self,
        documents: Iterable[Document],
        deleted_keys: Iterable[str],
        cursor: int,
        *,
        after: int = 0,
    ) -> None:
        """Read the changes, as any engine would, and forget them."""
        del after
        for _ in documents:
            pass
        for _ in deleted_keys:
            pass
        self._cursor = cursor

    def rebuild(self, documents: Iterable[Document], cursor: int) -> int:
        """Count the documents."""
        self._cursor = cursor
        return sum(1 for _ in documents)

    def cursor(self) -> int:
        """Return the cursor of the last change taken."""
        return self._cursor

    def commit(self) -> None:
        """Leave open whether anything changed."""

    def health(self) -> Health:
        """Describe an index without documents."""
        return Health(self.name, "ok", cursor=self._cursor, detail="search is switched off")
