"""Keep the generations of an index on the server: an alias names the one that answers.

The alias carries the version of schema and mapping, so during a change of version the old processes and the new ones
each have their own index. Every index has a second alias to write through, which goes when the index goes: a write that
comes too late fails, and makes no index of its own.
"""

from __future__ import annotations

import time
import uuid
from typing import Final

from elasticsearch import Elasticsearch
from elasticsearch_dsl import Index

from search.contract import schema
from search.contract.engine import EngineUnavailable, IndexMissing, IndexOutdated
from search.engines.elastic import mapping
from search.engines.elastic.server import Server

_SHORT: Final = 10
_STATIC: Final = {
    "refresh_interval": "1s",
    # How long the server remembers deletions, so that a change that comes late can't bring back what is gone.
    "gc_deletes": "10m",
}


class Generations:
    """Know the indexes of one site on a server."""

    def __init__(self, client: Elasticsearch, server: Server) -> None:
        self._client = client
        self._server = server

    @property
    def alias(self) -> str:
        """Name the alias that searches go to."""
        return f"{self._server.prefix}-v{self.version}"

    @property
    def version(self) -> str:
        """Name the version of tokens and mapping."""
        return f"{schema.SCHEMA_VERSION}.{mapping.LAYOUT}"

    def writing(self, name: str) -> str:
        """Name the alias through which an index is written."""
        return f"{name}-write"

    def current(self) -> str:
        """Return the name of the index that answers; raises `IndexMissing` or `IndexOutdated`."""
        names = self._named()
        if not names:
            raise self.absent()
        if len(names) > 1:
            # Each entry would be found twice. Only hands or a restored copy do that; a rebuild leaves one.
            raise IndexMissing(f"the alias {self.alias} names several indexes: {', '.join(names)}")
        return names[0]

    def _named(self) -> list[str]:
        """Return the names of the indexes that the alias names: one, unless hands meddled with it."""
        found = self._client.options(ignore_status=404).indices.get_alias(name=self.alias)
        if not isinstance(found.body, dict):
            raise EngineUnavailable("what answers is no Elasticsearch")
        return [] if found.meta.status == 404 else sorted(map(str, found.body))

    def absent(self) -> IndexMissing | IndexOutdated:
        """Return the error that says why there is no index to answer."""
        others = self._client.options(ignore_status=404).indices.get_alias(
            name=f"{self._server.prefix}-v*"
        )
        aliases = {
            alias
            for one in (others.body.values() if others.meta.status != 404 else ())
            for alias in one["aliases"]
            if not alias.endswith("-write")
        }
        if aliases and self.alias not in aliases:
            return IndexOutdated(
                f"the index has version {', '.join(sorted(aliases))}, not {self.version}"
            )
        return IndexMissing(f"there is no index {self.alias}")

    def create(self) -> str:
        """Make a new index that nobody asks yet, and return its name."""
        # Times come first, so that names sort by age.
        stamp = f"{int(time.time()):x}-{uuid.uuid4().hex[:_SHORT]}"
        name = f"{self.alias}-{stamp}"
        index = Index(name, using=self._client)
        index.document(mapping.EntryRow)
        index.settings(number_of_shards=self._server.shards, **_replicas(self._server), **_STATIC)
        index.aliases(**{self.writing(name): {}})
        index.create()
        return name

    def point(self, name: str) -> None:
        """Make an index the one that answers, in one step."""
        self._client.indices.update_aliases(
            actions=[
                {"remove": {"index": f"{self.alias}-*", "alias": self.alias, "must_exist": False}},
                {"add": {"index": name, "alias": self.alias}},
            ]
        )

    def clean(self, *, older: bool = False) -> None:
        """Delete what killed or earlier rebuilds left; call it only with the rebuild lock held.

        With `older`, the indexes of earlier versions go too, if this version has one of its own.
        """
        kept = self._named()
        found = self._client.options(ignore_status=404).indices.get_alias(
            index=f"{self._server.prefix}-v*"
        )
        for name in found.body if found.meta.status != 404 else ():
            own = name.startswith(f"{self.alias}-")
            if name not in kept and (own or (older and kept and self._older(name))):
                self.discard(name)

    def discard(self, name: str) -> None:
        """Delete an index."""
        self._client.options(ignore_status=404).indices.delete(index=name)

    def _older(self, name: str) -> bool:
        version = name.removeprefix(f"{self._server.prefix}-v").split("-")[0]
        try:
            return _numbers(version) < _numbers(self.version)
        except ValueError:
            return False


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _replicas(server: Server) -> dict[str, str | int]:
    if "-" in server.replicas:
        return {"auto_expand_replicas": server.replicas}
    return {"number_of_replicas": int(server.replicas)}
