"""Prepare the rows of documents, many of them in processes of their own."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Final

import orjson

from search.contract import schema
from search.contract.document import Document
from search.contract.engine import EngineError
from search.contract.terms import DocumentTerms, document_terms
from search.contract.text import clean, collation_key
from search.engines.memory import sparing

DAYS: Final = 7
CHUNK: Final = 100
"""Documents that go to another process at once."""

FEW: Final = 500
"""So many documents are prepared before another process would have started."""

MOST_WORKERS: Final = 4

_TIE_BITS: Final = 40
_NEWEST_BITS: Final = 20
_SECONDS: Final = 1 << 40


@dataclass(frozen=True, slots=True)
class Prepared:
    """Hold what the row of a document is made of, all but its facet codes.

    `ties` and `newest` have a number for each day of the week, `names` a collation key for each language.
    """

    terms: DocumentTerms
    ties: tuple[int, ...]
    newest: tuple[int, ...]
    names: tuple[str, ...]
    data: bytes


def prepare(document: Document) -> Prepared:
    """Return what the row of a document is made of."""
    seconds = max(-_SECONDS, min(_SECONDS, document.newest))
    shuffles = [_hash(f"{day}:{document.key}") for day in range(DAYS)]
    last = f"\x01{_hash(document.key):016x}"
    return Prepared(
        terms=document_terms(document),
        ties=tuple(
            document.completeness << _TIE_BITS | shuffle & (1 << _TIE_BITS) - 1
            for shuffle in shuffles
        ),
        newest=tuple(
            seconds << _NEWEST_BITS | shuffle & (1 << _NEWEST_BITS) - 1 for shuffle in shuffles
        ),
        names=tuple(
            collation_key(_sort_name(document, lang), lang) + last for lang in schema.LANGUAGES
        ),
        data=pack(document),
    )


def pack(document: Document) -> bytes:
    """Return what a hit shows, as stored."""
    stored = {
        "type": document.type,
        "key": document.key,
        "id": document.id,
        "slug": document.slug,
        "card": document.card,
        "texts": {
            name: {lang: clean(text) for lang, text in texts.items()}
            for name, texts in document.texts.items()
        },
    }
    return orjson.dumps(stored, option=orjson.OPT_NON_STR_KEYS)


def prepare_all(
    documents: Iterable[Document], *, workers: int | None = None
) -> Iterator[tuple[Document, Prepared]]:
    """Yield documents in their order, each with what its row is made of.

    Most of the time that an index takes is the analysis of text, so where there are more than `FEW` documents `workers`
    processes do it, as many as there are cores beside this one unless a number is given; the dictionaries are then in
    their memory and not in this one's. Memory holds three chunks for each of them at a time. Raises `EngineError` when
    one of them dies.
    """
    documents = iter(documents)
    if workers is None:
        workers = min(MOST_WORKERS, (os.cpu_count() or 1) - 1)
    first = list(islice(documents, FEW + 1)) if workers > 0 else []
    if len(first) <= FEW:
        for document in chain(first, documents):
            yield document, prepare(document)
        return
    documents = chain(first, documents)
    del first
    with _workers(workers) as pool:
        running: deque[tuple[list[Document], Future[list[Prepared]]]] = deque()
        while chunk := list(islice(documents, CHUNK)):
            running.append((chunk, pool.prepare(chunk)))
            if len(running) > 2 * workers:
                yield from _finished(*running.popleft())
        while running:
            yield from _finished(*running.popleft())


def _finished(
    chunk: list[Document], prepared: Future[list[Prepared]]
) -> Iterator[tuple[Document, Prepared]]:
    return zip(chunk, prepared.result(), strict=True)


class _Pool:
    """Sends chunks to processes; a thread waits for each."""

    def __init__(self, connections: list[Connection], threads: ThreadPoolExecutor) -> None:
        self._threads = threads
        self._free: SimpleQueue[Connection] = SimpleQueue()
        for connection in connections:
            self._free.put(connection)

    def prepare(self, chunk: list[Document]) -> Future[list[Prepared]]:
        return self._threads.submit(self._ask, chunk)

    def _ask(self, chunk: list[Document]) -> list[Prepared]:
        connection = self._free.get()
        try:
            connection.send(chunk)
            answer = connection.recv()
        except (EOFError, OSError) as error:
            raise EngineError("a process that prepares rows has died: rebuild again") from error
        finally:
            self._free.put(connection)
        if isinstance(answer, BaseException):
            raise answer
        prepared: list[Prepared] = answer
        return prepared


@contextmanager
def _workers(count: int) -> Iterator[_Pool]:
    """Give a pool of fresh processes; each ends when this process closes its pipe, or is killed."""
    context = multiprocessing.get_context("spawn")
    with ExitStack() as stack:
        connections = []
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            stack.callback(process.join)
            stack.callback(ours.close)
            connections.append(ours)
        threads = stack.enter_context(ThreadPoolExecutor(max_workers=count))
        yield _Pool(connections, threads)


def _serve(connection: Connection) -> None:
    """Answer chunks until the other end is closed."""
    sparing()
    while True:
        try:
            chunk = connection.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            answer: object = [prepare(document) for document in chunk]
        except Exception as error:  # noqa: BLE001  it is raised again where the chunk came from
            answer = error
        try:
            connection.send(answer)
        except (OSError, KeyboardInterrupt):
            return


def _sort_name(document: Document, lang: str) -> str:
    names = document.sort_name
    return names.get(lang) or next((name for name in names.values() if name), "") or document.slug


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")
