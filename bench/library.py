"""This will answer questions with nothing between them and a library: what our own search is measured against."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tantivy import Occur, Query

from search.contract.query import SearchQuery
from search.contract.text import text_terms
from search.engines.embedded import schema as layout
from search.engines.embedded.generations import Generations
from search.engines.embedded.snapshot import Snapshot, open_index


def _terms(column: str) -> dict[str, Any]:
    return {"terms": {"field": column, "size": 5_000, "segment_size": 5_000}}


# Type and kind have small columns of their own, all other facets one of codes.
_COUNTS_OF_SUPPLY = {
    column: _terms(column) for column in (layout.COUNTED, layout.CLASS, layout.facet_column("kind"))
}
_COUNTS = _COUNTS_OF_SUPPLY | {layout.OTHERS: _terms(layout.OTHERS)}


class Library:
    """Ask tantivy, of the index that the site uses."""

    def __init__(self, folder: Path) -> None:
        generations = Generations(Path(folder))
        name = generations.current()
        self._snapshot = Snapshot(open_index(generations, name), name, generations.stamp(name))

    def ask(self, query: SearchQuery) -> Any:
        """Return 20 hits with what is stored of them, the total, and every facet under the filters of all others."""
        snapshot = self._snapshot
        text = [
            Query.term_query(snapshot.schema, layout.ALL, term, index_option="freq")
            for term in text_terms(query.text, query.lang)
            if term.startswith("~")
        ]
        found = snapshot.searcher.search(self._all(query, text), query.page_size)
        hits = snapshot.stored(address for _, address in found.hits)
        counts = [
            snapshot.searcher.aggregate(
                self._all(query, text, without=facet),
                _COUNTS if "type" in query.filters else _COUNTS_OF_SUPPLY,
            )
            for facet in ("", *query.filters)
        ]
        return found.count, hits, counts

    def _all(self, query: SearchQuery, text: list[Query], without: str = "") -> Query:
        chosen = {name: values for name, values in query.filters.items() if name != without}
        codes = [
            [self._snapshot.codes.get(name, value) or 0 for value in values]
            for name, values in (chosen or {"": ("supply",)}).items()
        ]
        filters = [
            Query.term_set_query(self._snapshot.schema, layout.CODES, values) for values in codes
        ]
        return Query.boolean_query([(Occur.Must, one) for one in (*text, *filters)])
