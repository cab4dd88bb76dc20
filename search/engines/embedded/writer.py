"""Write an index: changes into the current generation, or a whole new generation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import tantivy

from search.contract import schema
from search.contract.document import Document
from search.contract.engine import EngineUnavailable
from search.engines.embedded import schema as layout
from search.engines.embedded.codes import Codes
from search.engines.embedded.generations import Generations
from search.engines.rows import prepare_all

_APPLY_MEMORY = 30_000_000
# Little memory makes more segments, which a thread merges while the next rows come: no slower, and half the memory.
_REBUILD_MEMORY = 24_000_000


@contextmanager
def writing() -> Iterator[None]:
    """Report by `EngineUnavailable` a disk that takes no more: the library calls it a wrong value."""
    try:
        yield
    except (ValueError, OSError) as error:
        if isinstance(error, ValueError) and "IO error" not in str(error):
            raise
        raise EngineUnavailable(f"the index can't be written: {error}") from error


def write_changes(
    index: tantivy.Index,
    codes: Codes,
    documents: Iterable[Document],
    deleted_keys: Iterable[str],
    cursor: int,
) -> None:
    """Add, replace and delete in one commit that carries the cursor; the caller holds the write lock."""
    writer = index.writer(_APPLY_MEMORY, 1)
    try:
        for key in deleted_keys:
            writer.delete_documents_by_term(layout.KEY, key)
        for document, prepared in prepare_all(documents):
            writer.delete_documents_by_term(layout.KEY, document.key)
            writer.add_document(layout.row(document, prepared, codes))
        _commit(writer, codes, cursor)
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()


def write_generation(
    generations: Generations, name: str, documents: Iterable[Document], cursor: int
) -> int:
    """Fill a new generation and return the number of its documents; of a key given twice the last one stays."""
    index = tantivy.Index(layout.build(), path=str(generations.path(name)))
    codes = Codes()
    writer = index.writer(_REBUILD_MEMORY, 1)
    seen: set[str] = set()
    try:
        for document, prepared in prepare_all(documents):
            if document.key in seen:
                writer.delete_documents_by_term(layout.KEY, document.key)
            seen.add(document.key)
            writer.add_document(layout.row(document, prepared, codes))
        _commit(writer, codes, cursor)
    finally:
        writer.wait_merging_threads()
    return len(seen)


def _commit(writer: tantivy.IndexWriter, codes: Codes, cursor: int) -> None:
    writer.delete_documents_by_term(layout.KEY, layout.META)
    state = {"version": schema.SCHEMA_VERSION, "cursor": cursor, "codes": codes.values}
    writer.add_document(layout.meta_row(state))
    writer.commit()
