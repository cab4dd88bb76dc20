"""Answer queries from an index in a directory, and keep it."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Final

from tantivy import Occur, Query

from search.contract.document import Document
from search.contract.engine import EngineError, Health, IndexBehind, IndexOutdated
from search.contract.highlights import corrected, highlights
from search.contract.parse import ParsedText, parse
from search.contract.query import SearchQuery
from search.contract.result import Hit, SearchResult, Suggestion
from search.contract.text import Marker
from search.contract.understood import Understood
from search.engines.embedded import ranking, suggesting, writer
from search.engines.embedded import schema as layout
from search.engines.embedded.aside import aside
from search.engines.embedded.codes import Codes
from search.engines.embedded.compile import Compiler
from search.engines.embedded.counting import Counter, all_of
from search.engines.embedded.generations import Generations
from search.engines.embedded.pins import with_pins
from search.engines.embedded.snapshot import IndexDamaged, Snapshot, open_index, reading, take
from search.engines.embedded.understanding import understand
from search.engines.embedded.vocabulary import Vocabulary
from search.engines.facets import Counted, facet_results
from search.engines.kindred import FIRST, kindred
from search.engines.planning import Step, Text

_WRITE: Final = "write"
_REBUILD: Final = "rebuild"
_WAIT: Final = 30.0
_DAY: Final = 86_400
_STEP: Final = "step"
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
        with self._reading() as snapshot:
            return self._answer(snapshot, query)

    def _answer(self, snapshot: Snapshot, query: SearchQuery) -> SearchResult:
        compiler = Compiler(snapshot.schema, snapshot.codes, Vocabulary(snapshot))
        parsed, text = _understood(snapshot, compiler, query)
        counted: Counted = {}
        hits: list[Hit] = []
        if text is None or query.brief:
            step, counter = _counted(snapshot, query, compiler, text)
            if query.brief:
                counted = {"type": counter.types()}
            else:
                counted = counter.facets()
                hits = self._hits(snapshot, compiler, query, text, step)
        else:
            # Ranking and counting take about as long, and neither waits for the other: where nobody knows yet which
            # step finds enough, the strictest one is ranked meanwhile. Of a sentence it hardly ever is the one.
            rank = partial(self._hits, snapshot, compiler, query, text)
            likely = _likely(snapshot, query, text)
            found = None if likely is None else aside(partial(rank, likely))
            step, counter = _counted(snapshot, query, compiler, text)
            if found is None or step is not likely:
                found = aside(partial(rank, step))
            counted = counter.facets()
            hits = found()
        return SearchResult(
            total=counter.total(),
            hits=tuple(hits),
            facets=facet_results(query, counted),
            suggestion=corrected(query.text, text.better) if text and text.better else None,
            relaxed=step is not None and step.relaxed,
            truncated=parsed.truncated,
            engine=self.name,
        )

    def understand(self, query: SearchQuery) -> Understood:
        """Say how the text of a query is understood."""
        with self._reading() as snapshot:
            return understand(snapshot, query, engine=self.name)

    def suggest(self, text: str, *, lang: str, limit: int = 8) -> list[Suggestion]:
        """Offer entries whose name begins like the text."""
        with self._reading() as snapshot:
            return suggesting.suggest(
                snapshot, text, lang=lang, limit=limit, tie=layout.tie_column(self._day())
            )

    def apply(
        self,
        documents: Iterable[Document],
        deleted_keys: Iterable[str],
        cursor: int,
        *,
        after: int = 0,
    ) -> None:
        """Add, replace and delete in one commit that carries the cursor."""
        with writer.writing(), self._generations.lock(_WRITE, wait=_WAIT):
            snapshot = take(self._generations, None)
            if snapshot.cursor < after:
                raise IndexBehind(f"the index stands at change {snapshot.cursor}, not {after}")
            writer.write_changes(
                snapshot.index, Codes(snapshot.codes.values), documents, deleted_keys, cursor
            )

    def rebuild(self, documents: Iterable[Document], cursor: int) -> int:
        """Write a whole new index beside the old one, then swap; what a killed rebuild left is deleted first."""
        with writer.writing(), self._generations.lock(_REBUILD, wait=0):
            self._generations.clean()
            name = self._generations.create()
            try:
                writer.write_generation(self._generations, name, documents, cursor)
                # Opened once before anybody may be pointed to it: what can't be read never becomes current.
                count = Snapshot(open_index(self._generations, name), name, _UNSTAMPED).documents
                with self._generations.lock(_WRITE, wait=_WAIT):
                    self._generations.point(name)
            except BaseException:
                self._generations.discard(name)
                raise
            self._generations.clean()
        return count

    def cursor(self) -> int:
        """Return the cursor of the last commit."""
        snapshot = self._take()
        self._generations.check(snapshot.generation)
        return snapshot.cursor

    def commit(self) -> Hashable:
        """Return the generation with its last commit, and the day, which shuffles equals."""
        snapshot = self._take()
        return snapshot.generation, snapshot.stamp, self._day()

    def health(self) -> Health:
        """Describe the index; never raises."""
        try:
            snapshot = self._take()
            self._generations.check(snapshot.generation)
        except IndexOutdated as error:
            return Health(self.name, "outdated", detail=str(error))
        except EngineError as error:
            return Health(self.name, "missing", detail=str(error))
        return Health(self.name, "ok", snapshot.documents, snapshot.cursor, snapshot.generation)

    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        """Give the newest commit; where its files turn out damaged, the indexer learns of it by the next cursor."""
        with reading():
            snapshot = self._take()
        try:
            with reading():
                yield snapshot
        except IndexDamaged:
            self._generations.disown(snapshot.generation)
            raise

    def _take(self) -> Snapshot:
        with self._taking:
            snapshot = take(self._generations, self._snapshot)
            self._snapshot = snapshot
        return snapshot

    def _day(self) -> int:
        return int(self._clock() // _DAY)

    def _hits(
        self,
        snapshot: Snapshot,
        compiler: Compiler,
        query: SearchQuery,
        text: Text[Query] | None,
        step: Step[Query] | None,
    ) -> list[Hit]:
        """Return the page of hits asked for."""
        filters = compiler.answer(query.filters)
        if text is not None and step is not None and text.kindred(step, query):
            step = self._with_kindred(snapshot, compiler, query, step, filters)
        matching = filters if step is None else [step.matching, *filters]
        ranked = None if step is None else _ranked(filters, step.ranking)
        found = ranking.page(snapshot, query, all_of(matching), ranked, self._day())
        return _hits(snapshot, query.lang, found, text)

    def _with_kindred(
        self,
        snapshot: Snapshot,
        compiler: Compiler,
        query: SearchQuery,
        step: Step[Query],
        filters: list[Query],
    ) -> Step[Query]:
        """Return a step that what its best entries share ranks too."""
        first = replace(query, page=1, page_size=FIRST)
        matching = all_of([step.matching, *filters])
        ranked = _ranked(filters, step.ranking)
        best = ranking.page(snapshot, first, matching, ranked, self._day())
        stored = snapshot.stored(address for _, address in best)
        return compiler.ranked_by(step, kindred([entry["texts"] for entry in stored]))


def _understood(
    snapshot: Snapshot, compiler: Compiler, query: SearchQuery
) -> tuple[ParsedText, Text[Query] | None]:
    """Return what the text of a query says, read and compiled once for all that is asked of it."""

    def understood() -> tuple[ParsedText, Text[Query] | None]:
        parsed = parse(query.text, query.levers)
        text = compiler.text(parsed)
        if text is not None:
            chosen = query.levers.pinned(parsed.bare, query.lang)
            text = with_pins(text, chosen, snapshot.schema)
        return parsed, text

    return snapshot.kept(("text", *_known(query)), understood)


def _known(query: SearchQuery) -> tuple[Hashable, ...]:
    """Return what the text of a query is known by to a commit."""
    return query.text, query.lang, query.levers


def _counted(
    snapshot: Snapshot, query: SearchQuery, compiler: Compiler, text: Text[Query] | None
) -> tuple[Step[Query] | None, Counter]:
    """Return the first step of the text that finds enough in the supply, else the last one, with its counter.

    Filters have no say in it, so the commit keeps it for the same text under others.
    """
    if text is None:
        return None, Counter(snapshot, query, compiler, None)
    known = _known(query)
    decided = snapshot.look((_STEP, *known))
    last = len(text.steps) - 1
    for number, step in enumerate(text.steps):
        counter = Counter(snapshot, query, compiler, step.matching, (*known, number))
        if decided is not None:
            enough = number == decided
        elif number == last:
            enough = True
        elif step.unpinned is None:
            enough = counter.finds(step.enough)
        else:
            found = ranking.total(snapshot, all_of([step.unpinned, *compiler.answer({})]))
            enough = found >= step.enough
        if enough:
            break
    snapshot.keep((_STEP, *known), number)
    return step, counter


def _likely(snapshot: Snapshot, query: SearchQuery, text: Text[Query]) -> Step[Query] | None:
    """Return the step that was chosen of this text before, else the strictest one, None for a sentence."""
    decided: int | None = snapshot.look((_STEP, *_known(query)))
    if decided is not None:
        return text.steps[decided]
    return None if text.sentence else text.steps[0]


def _ranked(filters: list[Query], text: Query) -> Query:
    """Return a query that filters add no score to."""
    return Query.boolean_query(
        [
            (Occur.Must, text),
            *((Occur.Must, Query.const_score_query(query, 0.0)) for query in filters),
        ]
    )


def _hits(
    snapshot: Snapshot, lang: str, ranked: ranking.Ranked, text: Text[Query] | None
) -> list[Hit]:
    stored = snapshot.stored(address for _, address in ranked)
    marks = text.marks if text else {}
    pinned = text.pinned if text else frozenset()
    marker = Marker(marks)
    return [
        Hit(
            type=entry["type"],
            key=entry["key"],
            id=entry["id"],
            slug=entry["slug"],
            score=score,
            card=entry["card"],
            highlights=highlights(entry["texts"], lang, marks, marker),
            pinned=entry["key"] in pinned,
        )
        for (score, _), entry in zip(ranked, stored, strict=True)
    ]
