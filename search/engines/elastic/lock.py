"""Let one process of all machines rebuild at a time: a row on the server that its holder renews while it works."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from elasticsearch import ApiError, ConflictError, Elasticsearch, TransportError
from elasticsearch_dsl import Document as Row
from elasticsearch_dsl import Double, Index, Keyword, MetaField

from search.contract.engine import IndexBusy

LEASE: Final = 20.0
"""Seconds after which the lock of a process that no longer renews it may be taken over."""

_BEAT: Final = 4.0
_APART: Final = 10.0
"""Seconds that the clocks of two machines may be apart."""

_REBUILD: Final = "rebuild"


class LockRow(Row):  # type: ignore[misc]  # the library is not typed
    """Describe the row of a lock."""

    holder = Keyword(index=False)
    until = Double(index=False)

    class Meta:
        dynamic = MetaField("strict")


class Lease:
    """Hold the lock; `lost` says that another process took it over."""

    def __init__(self, client: Elasticsearch, index: str, version: dict[str, Any]) -> None:
        self._client = client
        self._index = index
        self._version = version
        self._ended = threading.Event()
        self._lost = threading.Event()
        self._thread = threading.Thread(target=self._renew, daemon=True, name="rebuild-lock")
        self._thread.start()

    def check(self) -> None:
        """Raise `IndexBusy` where the lock was lost."""
        if self._lost.is_set():
            raise IndexBusy("another process took the rebuild over")

    def end(self) -> None:
        """Give the lock back."""
        self._ended.set()
        self._thread.join()
        if not self._lost.is_set():
            with suppress(ApiError, TransportError):
                self._client.delete(index=self._index, id=_REBUILD, **self._version)

    def _renew(self) -> None:
        while not self._ended.wait(_BEAT):
            try:
                self._version = _write(self._client, self._index, self._version)
            except ConflictError:
                self._lost.set()
                return
            except (ApiError, TransportError):
                continue  # The lease is longer than one beat that fails.


@contextmanager
def rebuild_lock(client: Elasticsearch, index: str) -> Iterator[Lease]:
    """Hold the lock against every other process; raises `IndexBusy` at once where another one holds it.

    A process that was killed holds it for `LEASE` seconds more. The clocks of the machines must agree to a few seconds.
    """
    lease = Lease(client, index, _take(client, index))
    try:
        yield lease
    finally:
        lease.end()


def _take(client: Elasticsearch, index: str) -> dict[str, Any]:
    if not client.indices.exists(index=index):
        described = Index(index, using=client)
        described.document(LockRow)
        described.settings(number_of_shards=1, auto_expand_replicas="0-1")
        # Another process may have made it meanwhile.
        described.create(using=client.options(ignore_status=400))
    found = client.options(ignore_status=404).get(index=index, id=_REBUILD)
    version: dict[str, Any] = {}
    if found.body.get("found"):
        row = found["_source"]
        # No lease is that long: what ends later was written by a clock that was ahead, and set right since.
        if 0 < row["until"] - time.time() <= LEASE + _APART:
            raise IndexBusy(
                f"{row['holder']} rebuilds the index, or did until {LEASE:.0f} seconds ago"
            )
        version = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
    try:
        return _write(client, index, version)
    except ConflictError as error:
        raise IndexBusy("another process rebuilds the index") from error


def _write(client: Elasticsearch, index: str, version: dict[str, Any]) -> dict[str, Any]:
    """Write the row if it is still the one of that version, or where there is none if there is still none."""
    condition: dict[str, Any] = version or {"op_type": "create"}
    row = {"holder": f"{socket.gethostname()}:{os.getpid()}", "until": time.time() + LEASE}
    done = client.index(index=index, id=_REBUILD, document=row, **condition)
    return {"if_seq_no": done["_seq_no"], "if_primary_term": done["_primary_term"]}
