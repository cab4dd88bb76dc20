"""Answer queries from an index in a directory, and keep it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import Final

from tantivy import Occur, Query

from search.contract import schema
from search.contract.document import Document
from search.contract.engine import EngineError, Health, IndexOutdated
from search.contract.highlights import corrected, highlights
from search.contract.parse import parse
from search.contract.query import SearchQuery
from search.contract.result import FacetResult, Hit, SearchResult, Suggestion
from search.engines.embedded import counting, ranking, suggesting, writer
from search.engines.embedded import schema as layout
from search.engines.embedded.codes import Codes
from search.engines.embedded.compile import Compiler
from search.engines.embedded.generations import Generations
from search.engines.embedded.pins import with_pins
from search.engines.embedded.snapshot import Snapshot, open_index, take
from search.engines.embedded.vocabulary import Vocabulary
from search.engines.facets import facet_results
from search.engines.planning import Step, Text

_WRITE: Final = "write"
_REBUILD: Final = "rebuild"
_WAIT: Final = 30.0
_DAY: Final = 86_400
_UNSTAMPED: Final = ((0, 0, 0), (0, 0, 0))


class EmbeddedEngine:
    """Keep one index in a directory; any number of processes read it, one at a time writes it."""

    name = "embedded"

    def __init__(self, directory: Path | str, *, clock: Callable[[], float] = time.time) -> None:
        self._generations = Generations(Path(directory))
        self._clock = clock
        self._snapshot: Snapshot | None = None
        self._taking = Lock()

    def search(self, query: SearchQuery) -> SearchResult:
        """Answer a query."""
        snapshot = self._take()
        parsed = parse(query.text, query.levers)
        compiler = Compiler(snapshot.schema, snapshot.codes, Vocabulary(snapshot))
        text = compiler.text(parsed)
        if text is not None:
            chosen = query.levers.pinned(parsed.bare, query.lang)
            text = with_pins(text, chosen, snapshot.schema)
        step, total, hits = self._page(snapshot, query, compiler, text)
        matching = step.matching if step else None
        return SearchResult(
            total=total,
            hits=tuple(_hits(snapshot, query.lang, hits, text)),
            facets=_facets(snapshot, query, compiler, matching),
            suggestion=corrected(query.text, text.better) if text else None,
            relaxed=step is not None and step.relaxed,
            truncated=parsed.truncated,
            engine=self.name,
        )

    def suggest(self, text: str, *, lang: str, limit: int = 8) -> list[Suggestion]:
        """Offer entries whose name begins like the text."""
        return suggesting.suggest(
            self._take(), text, lang=lang, limit=limit, tie=layout.tie_column(self._day())
        )

    def apply(
        self, documents: Iterable[Document], deleted_keys: Iterable[str], cursor: int
    ) -> None:
        """Add, replace and delete in one commit that carries the cursor."""
        with self._generations.lock(_WRITE, wait=_WAIT), writer.writing():
            snapshot = take(self._generations, None)
            writer.write_changes(
                snapshot.index, Codes(snapshot.codes.values), documents, deleted_keys, cursor
            )

    def rebuild(self, documents: Iterable[Document], cursor: int) -> int:
        """Write a whole new index beside the old one, then swap; what a killed rebuild left is deleted first."""
        with self._generations.lock(_REBUILD, wait=0), writer.writing():
            self._generations.clean()
            name = self._generations.create()
            try:
                count = writer.write_generation(self._generations, name, documents, cursor)
                # Opened once before anybody may be pointed to it: what can't be read never becomes current.
                Snapshot(open_index(self._generations, name), name, _UNSTAMPED)
                with self._generations.lock(_WRITE, wait=_WAIT):
                    self._generations.point(name)
            except BaseException:
                self._generations.discard(name)
                raise
            self._generations.clean()
        return count

    def cursor(self) -> int:
        """Return the cursor of the last commit."""
        return self._take().cursor

    def health(self) -> Health:
        """Describe the index; never raises."""
        try:
            snapshot = self._take()
        except IndexOutdated as error:
            return Health(self.name, "outdated", detail=str(error))
        except EngineError as error:
            return Health(self.name, "missing", detail=str(error))
        return Health(self.name, "ok", snapshot.documents, snapshot.cursor, snapshot.generation)

    def _take(self) -> Snapshot:
        with self._taking:
            snapshot = take(self._generations, self._snapshot)
            self._snapshot = snapshot
        return snapshot

    def _day(self) -> int:
        return int(self._clock() // _DAY)

    def _page(
        self,
        snapshot: Snapshot,
        query: SearchQuery,
        compiler: Compiler,
        text: Text[Query] | None,
    ) -> tuple[Step[Query] | None, int, ranking.Ranked]:
        """Return the first step of the text that finds enough in the supply, else the last one, with its page."""
        day = self._day()
        filters = compiler.filters(query.filters)
        if text is None:
            total, hits = ranking.page(snapshot, query, _all(filters), None, day)
            return None, total, hits
        supply = compiler.filters({})
        last = text.steps[-1]
        for step in text.steps:
            # Without filters the page says itself how many there are.
            alone = not query.filters and step.unpinned is None
            if not alone and step is not last:
                counted = _all(supply, step.unpinned or step.matching)
                if ranking.total(snapshot, counted) < step.enough:
                    continue
            found = ranking.page(
                snapshot, query, _all(filters, step.matching), _ranked(filters, step.ranking), day
            )
            if not alone or step is last or found[0] >= step.enough:
                break
        return step, *found


def _all(filters: list[Query], text: Query | None = None) -> Query:
    queries = filters if text is None else [text, *filters]
    if not queries:
        return Query.all_query()
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _ranked(filters: list[Query], text: Query) -> Query:
    """Return a query that filters add no score to."""
    return Query.boolean_query(
        [
            (Occur.Must, text),
            *((Occur.Must, Query.const_score_query(query, 0.0)) for query in filters),
        ]
    )


def _facets(
    snapshot: Snapshot, query: SearchQuery, compiler: Compiler, text: Query | None
) -> tuple[FacetResult, ...]:
    counts: dict[str, counting.Counts] = {name: {} for name in schema.FACET_BY_NAME}
    if not query.brief:
        counts = dict.fromkeys(counts, _counted(snapshot, query, compiler, text))
        for facet in query.filters:
            if facet != "type":
                counts[facet] = _counted(snapshot, query, compiler, text, without=facet)
    counts["type"] = _counted(snapshot, query, compiler, text, without="type")
    return facet_results(query, counting.by_facet(snapshot.codes, counts))


def _counted(
    snapshot: Snapshot,
    query: SearchQuery,
    compiler: Compiler,
    text: Query | None,
    *,
    without: str = "",
) -> counting.Counts:
    """Return the count of every facet value under all filters but one; of the types alone where that one is theirs.

    What is counted without a text has the most matches and is asked for most: the commit keeps it.
    """

    def count() -> counting.Counts:
        asked = _all(compiler.filters(query.filters, without=without), text)
        counted = counting.count_types if without == "type" else counting.count_codes
        return counted(snapshot.searcher, asked, snapshot.codes)

    if text is not None:
        return count()
    chosen = tuple((name, values) for name, values in query.filters.items() if name != without)
    return snapshot.kept((without == "type", "type" in query.filters, chosen), count)


def _hits(
    snapshot: Snapshot, lang: str, ranked: ranking.Ranked, text: Text[Query] | None
) -> list[Hit]:
    stored = snapshot.stored(address for _, address in ranked)
    marks = text.marks if text else {}
    pinned = text.pinned if text else frozenset()
    missed: set[str] = set()
    return [
        Hit(
            type=entry["type"],
            key=entry["key"],
            id=entry["id"],
            slug=entry["slug"],
            score=score,
            card=entry["card"],
            highlights=highlights(entry["texts"], lang, marks, missed),
            pinned=entry["key"] in pinned,
        )
        for (score, _), entry in zip(ranked, stored, strict=True)
    ]
