"""Write an index: changes into the current generation, or a whole new generation."""

from __future__ import annotations

import re
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
# The library takes up to 10,000 rows before it makes whoever brings them wait, some 100 MB; a commit waits for all. It
# also ends a segment, and those of this size come to five large ones in 100,000 rows: none that is merged twice.
_ROWS_AT_ONCE = 1_250
_SEEN_BITS = 1 << 23
# The second is what is heard of a writer whose thread could not write.
_DISK = re.compile(r"IO error|io::Error")


@contextmanager
def writing() -> Iterator[None]:
    """Report by `EngineUnavailable` a disk that takes no more: the library calls it a wrong value."""
    try:
        yield
    except (ValueError, OSError) as error:
        if isinstance(error, ValueError) and not _DISK.search(str(error)):
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
) -> None:
    """Fill a new generation; of a key given twice the last one stays."""
    index = tantivy.Index(layout.build(), path=str(generations.path(name)))
    codes = Codes()
    writer = index.writer(_REBUILD_MEMORY, 1)
    seen = _Seen()
    try:
        for number, (document, prepared) in enumerate(prepare_all(documents), start=1):
            if seen.maybe(document.key):
                writer.delete_documents_by_term(layout.KEY, document.key)
            writer.add_document(layout.row(document, prepared, codes))
            if number % _ROWS_AT_ONCE == 0:
                writer.commit()
        _commit(writer, codes, cursor)
    finally:
        writer.wait_merging_threads()


class _Seen:
    """Tells which keys surely did not come before, in a megabyte however many there are."""

    def __init__(self) -> None:
        self._bits = bytearray(_SEEN_BITS // 8)

    def maybe(self, key: str) -> bool:
        """Say whether a key may have come before, and remember it: one that did is always told, few others are."""
        place, bit = divmod(hash(key) % _SEEN_BITS, 8)
        seen = bool(self._bits[place] >> bit & 1)
        self._bits[place] |= 1 << bit
        return seen


def _commit(writer: tantivy.IndexWriter, codes: Codes, cursor: int) -> None:
    writer.delete_documents_by_term(layout.KEY, layout.META)
    state = {"version": schema.SCHEMA_VERSION, "cursor": cursor, "codes": codes.values}
    writer.add_document(layout.meta_row(state))
    writer.commit()
