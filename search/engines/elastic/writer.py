"""Write rows in bulk: each batch waits for the one before it, and what a busy server puts off is sent again."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

import orjson
from elasticsearch import ApiError, Elasticsearch

from search.contract.document import Document
from search.contract.engine import EngineError, EngineUnavailable, IndexMissing
from search.engines.elastic import mapping
from search.engines.rows import Prepared

_BATCH_BYTES: Final = 4_000_000
_BATCH_ROWS: Final = 500
_ATTEMPTS: Final = 6
_PAUSE: Final = 0.25
_LONGEST_PAUSE: Final = 4.0
_BUSY: Final = 429
_LATER: Final = frozenset({_BUSY, 502, 503, 504})
_GONE: Final = 404
_OLDER: Final = 409

Operation = tuple[bytes, ...]
"""The lines of one operation: what is done, and the row where there is one."""


def put(document: Document, prepared: Prepared, cursor: int) -> Operation:
    """Return the operation that adds or replaces an entry.

    The cursor is the version of the row: of two processes that take in changes at once, the one that knows less never
    overwrites what the other wrote.
    """
    head = {"index": {"_id": document.key, "version": cursor, "version_type": "external_gte"}}
    return orjson.dumps(head), orjson.dumps(mapping.row(document, prepared))


def drop(key: str, cursor: int) -> Operation:
    """Return the operation that deletes an entry."""
    head = {"delete": {"_id": key, "version": cursor, "version_type": "external_gte"}}
    return (orjson.dumps(head),)


def write(client: Elasticsearch, alias: str, operations: Iterable[Operation]) -> None:
    """Send all operations in order, one batch at a time, while the next is being prepared."""
    with ThreadPoolExecutor(1, thread_name_prefix="bulk") as sender:
        sent: Future[None] | None = None
        for batch in _batches(operations):
            if sent is not None:
                sent.result()
            sent = sender.submit(_send, client, alias, batch)
        if sent is not None:
            sent.result()


def commit(client: Elasticsearch, name: str, alias: str, cursor: int) -> None:
    """Write the cursor, after the rows it stands for, and make both visible.

    Killed in between, the index holds more than it claims, and the changes are taken in again.
    """
    row = orjson.dumps(mapping.meta_row(cursor))
    _send(client, alias, [(orjson.dumps({"index": {"_id": mapping.META}}), row)])
    client.indices.refresh(index=name)


def _batches(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    batch: list[Operation] = []
    size = 0
    for operation in operations:
        length = sum(map(len, operation))
        if batch and (size + length > _BATCH_BYTES or len(batch) >= _BATCH_ROWS):
            yield batch
            batch, size = [], 0
        batch.append(operation)
        size += length
    if batch:
        yield batch


def _send(client: Elasticsearch, alias: str, batch: Sequence[Operation]) -> None:
    # Sent again here, after a pause, and not by the client at once.
    client = client.options(retry_on_status=())
    waiting = list(batch)
    pause = _PAUSE
    for _ in range(_ATTEMPTS):
        # The client passes lines on that are encoded already.
        lines: list[Any] = [line for operation in waiting for line in operation]
        try:
            answer = client.bulk(
                operations=lines, index=alias, require_alias=True, filter_path="errors,items.*"
            )
        except ApiError as error:
            # A server that is short of memory, or changes its leader, puts off the whole of it.
            if error.status_code not in _LATER:
                raise
        else:
            if not answer["errors"]:
                return
            waiting = [
                operation
                for operation, item in zip(waiting, answer["items"], strict=True)
                if _put_off(item)
            ]
            if not waiting:
                return
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
    raise EngineUnavailable("Elasticsearch is too busy to take changes in")


def _put_off(item: dict[str, Any]) -> bool:
    """Say whether an operation must be sent again; raises for one that can't succeed."""
    ((kind, done),) = item.items()
    status = done["status"]
    if status == _BUSY:
        return True
    error = done.get("error", {})
    if status == _GONE and error:
        raise IndexMissing(f"the index is gone: {error.get('reason', '')}")
    if status < 300 or status == _OLDER or (kind == "delete" and status == _GONE):
        return False
    reason = f"{done['_id']}: {error.get('type', '')}: {error.get('reason', '')}"
    if status == 403 or status >= 500:
        raise EngineUnavailable(f"Elasticsearch takes no changes: {reason}")
    raise EngineError(f"Elasticsearch refuses a row: {reason}")
