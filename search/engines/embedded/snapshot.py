"""Read an index as one commit left it: searcher, facet codes and cursor always of the same commit."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import tantivy

from search.contract import schema
from search.contract.engine import IndexMissing, IndexOutdated
from search.engines.embedded import schema as layout
from search.engines.embedded.codes import Codes
from search.engines.embedded.generations import Generations, Stamp

Answer = TypeVar("Answer")

_PANIC: Final = "PanicException"
"""What the library raises where it meets the impossible; no `Exception`, and it can't be imported."""

_SYSTEM: Final = "os error"

KEPT: Final = 1_000
"""Answers a commit keeps; the largest hold a number for each facet value."""


class Snapshot:
    """Hold one commit of one generation, ready to be searched."""

    def __init__(self, index: tantivy.Index, generation: str, stamp: tuple[Stamp, Stamp]) -> None:
        self.index = index
        self.schema = index.schema
        self.generation = generation
        self.stamp = stamp
        self.searcher = index.searcher()
        state = self._state()
        self.cursor = int(state["cursor"])
        self.codes = Codes(state["codes"])
        self._kept: dict[Hashable, Any] = {}

    @property
    def documents(self) -> int:
        """Count the documents; the row of the state is none."""
        return self.searcher.num_docs - 1

    def stored(self, addresses: Iterable[tantivy.DocAddress]) -> list[dict[str, Any]]:
        """Return what was stored of documents."""
        return [layout.unpack(self._data(address)) for address in addresses]

    def numbers(self, column: str, addresses: Sequence[tantivy.DocAddress]) -> list[int]:
        """Return the values of a column of whole numbers."""
        return [
            int(value or 0) for value in self.searcher.fast_field_values(column, list(addresses))
        ]

    def kept(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """Return an answer that holds as long as this commit, asked for once while it is among the last ones kept."""
        try:
            found: Answer = self._kept[question]
        except KeyError:
            found = answer()
            self.keep(question, found)
        return found

    def look(self, question: Hashable) -> Any:
        """Return an answer that is kept, or None."""
        return self._kept.get(question)

    def keep(self, question: Hashable, answer: object) -> None:
        """Keep an answer that was come by in another way."""
        if len(self._kept) >= KEPT:
            self._kept.clear()
        self._kept[question] = answer

    def _data(self, address: tantivy.DocAddress) -> bytes:
        return bytes(self.searcher.doc(address).get_first(layout.DATA) or b"{}")

    def _state(self) -> dict[str, Any]:
        query = tantivy.Query.term_query(self.schema, layout.KEY, layout.META)
        hits = self.searcher.search(query, 1).hits
        if not hits:
            raise IndexMissing("the index holds no commit")
        state: dict[str, Any] = layout.unpack(self._data(hits[0][1]))
        if state.get("version") != schema.SCHEMA_VERSION:
            raise IndexOutdated(
                f"the index has schema version {state.get('version')}, not {schema.SCHEMA_VERSION}"
            )
        return state


class IndexDamaged(IndexMissing):
    """Report an index that was opened and whose files are found damaged further in."""


@contextmanager
def reading() -> Iterator[None]:
    """Report by `IndexDamaged` an index whose files are damaged: the library then panics, or calls it a wrong value.

    What the system refuses, such as one file more, is a trouble of the moment, which `IndexMissing` reports.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == _PANIC or (
            isinstance(error, ValueError) and "IO error" in str(error)
        ):
            if _SYSTEM in str(error):
                raise IndexMissing(f"the index can't be read: {error}") from error
            raise IndexDamaged(f"the index is damaged: {error}") from error
        raise


def open_index(generations: Generations, name: str) -> tantivy.Index:
    """Open a generation; raises `IndexMissing` when it can't be read."""
    try:
        index = tantivy.Index.open(str(generations.path(name)))
        index.config_reader(reload_policy="manual")
    except (ValueError, OSError) as error:
        raise IndexMissing(f"the index can't be read: {error}") from error
    return index


def take(generations: Generations, previous: Snapshot | None) -> Snapshot:
    """Return the newest commit: the previous snapshot while nothing changed, which costs two looks at the disk.

    Raises `IndexMissing` or `IndexOutdated`.
    """
    if previous is not None and _fresh(generations, previous):
        return previous
    try:
        return _take(generations, previous)
    except IndexMissing:
        # A swap between reading the pointer and opening what it named; the second look sees the new one.
        return _take(generations, None)


def _fresh(generations: Generations, snapshot: Snapshot) -> bool:
    try:
        return generations.stamp(snapshot.generation) == snapshot.stamp
    except IndexMissing:
        return False


def _take(generations: Generations, previous: Snapshot | None) -> Snapshot:
    name = generations.current()
    # The stamp is read before the commit it stands for: a commit in between is seen again by the next request.
    stamp = generations.stamp(name)
    same = previous is not None and previous.generation == name
    index = previous.index if previous is not None and same else open_index(generations, name)
    try:
        index.reload()
        return Snapshot(index, name, stamp)
    except (ValueError, OSError, KeyError, TypeError) as error:
        raise IndexMissing(f"the index can't be read: {error}") from error
