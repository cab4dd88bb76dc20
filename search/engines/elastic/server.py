"""Reach the server: where it is, how long an answer may take, and what its failures mean to a search."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.serializer import OrjsonSerializer

from search.contract.engine import EngineUnavailable, IndexMissing

_CONNECTIONS: Final = 16
_WRITE_SECONDS: Final = 20.0
_WRITE_RETRIES: Final = 2
_OLDER: Final = "media_type_header_exception"
"""How a server before version 8 refuses what the client of version 8 sends."""


@dataclass(frozen=True, slots=True)
class Server:
    """Say where the server is and how its indexes are made.

    - `urls`: one node or several; with several the next one is asked where one does not answer.
    - `prefix`: with what the names of all indexes of this site begin.
    - `timeout`: seconds that a search may take, over all attempts.
    - `replicas`: a number, or a range such as `0-1` that follows the number of nodes.
    """

    urls: tuple[str, ...]
    user: str = ""
    password: str = ""
    api_key: str = ""
    ca_file: str = ""
    prefix: str = "directory"
    timeout: float = 0.9
    shards: int = 1
    replicas: str = "0-1"


class _Json(OrjsonSerializer):
    mimetype = "application/vnd.elasticsearch+json"


def connect(server: Server) -> Elasticsearch:
    """Return a client for searches; it connects with the first of them.

    A node that refuses is passed over at once; one that hangs costs its share of the timeout, so that all attempts
    together take no longer than that.
    """
    several = len(server.urls) > 1
    options: dict[str, Any] = {}
    if server.api_key:
        options["api_key"] = server.api_key
    elif server.user:
        # Encoded here, because the library takes no letters but ASCII.
        known = f"{server.user}:{server.password}".encode()
        options["basic_auth"] = b64encode(known).decode("ascii")
    if server.ca_file:
        options["ca_certs"] = server.ca_file
    return Elasticsearch(
        list(server.urls),
        request_timeout=server.timeout / 2 if several else server.timeout,
        max_retries=1,
        retry_on_timeout=several,
        retry_on_status=(),
        connections_per_node=_CONNECTIONS,
        serializers={_Json.mimetype: _Json()},
        **options,
    )


def for_writing(client: Elasticsearch) -> Elasticsearch:
    """Return the client with the patience that writing needs; it shares the connections."""
    return client.options(
        request_timeout=_WRITE_SECONDS,
        max_retries=_WRITE_RETRIES,
        retry_on_timeout=False,
        retry_on_status=(429, 502, 503, 504),
    )


@contextmanager
def failures() -> Iterator[None]:
    """Turn the failures of the client into those of the contract: `IndexMissing` and `EngineUnavailable`."""
    try:
        yield
    except NotFoundError as error:
        raise IndexMissing(f"no index: {reason(error)}") from error
    except ApiError as error:
        raise EngineUnavailable(f"Elasticsearch refuses: {reason(error)}") from error
    except TransportError as error:
        raise EngineUnavailable(f"Elasticsearch does not answer: {error}") from error


def reason(error: ApiError) -> str:
    """Return the server's own words in one line."""
    body = error.body
    told = body.get("error") if isinstance(body, dict) else None
    if isinstance(told, dict):
        if told.get("type") == _OLDER:
            return f"it is older than version 8: {told.get('reason', '')}"
        return f"{told.get('type', '')}: {told.get('reason', '')}"
    return f"{error.status_code} {error.message}"
