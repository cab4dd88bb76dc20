"""Reach the server: where it is, how long an answer may take, and what its failures mean to a search."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from elastic_transport import ConnectionTimeout, TlsError
from elasticsearch import (
    ApiError,
    BadRequestError,
    Elasticsearch,
    NotFoundError,
    TransportError,
)
from elasticsearch.serializer import OrjsonSerializer

from search.contract.engine import EngineUnavailable, IndexMissing, QuestionRefused

_CONNECTIONS: Final = 16
_WRITE_SECONDS: Final = 20.0
_WRITE_RETRIES: Final = 2
_OLDER: Final = "media_type_header_exception"
"""How a server before version 8 refuses what the client of version 8 sends."""

_OBJECT: Final = re.compile(r"<[^<>]* object at 0x[0-9a-f]+>: ?")


@dataclass(frozen=True, slots=True)
class Server:
    """Say where the server is and how its indexes are made.

    - `urls`: one node or several; with several the next one is asked where one does not answer.
    - `prefix`: with what the names of all indexes of this site begin.
    - `timeout`: seconds that a search may take, over all attempts.
    - `replicas`: a number, or a range such as `0-1` that follows the number of nodes.
    """

    # What may hold secrets is not shown where an error shows what it knows.
    urls: tuple[str, ...] = field(repr=False)
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
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
        raise EngineUnavailable(f"Elasticsearch does not answer: {_came_between(error)}") from error


@contextmanager
def refused_questions() -> Iterator[None]:
    """Tell a question that the server itself refuses from a server that is no use: `QuestionRefused`."""
    try:
        yield
    except BadRequestError as error:
        told = error.body.get("error") if isinstance(error.body, dict) else None
        if isinstance(told, dict) and told.get("type") != _OLDER:
            raise QuestionRefused(f"Elasticsearch refuses a question: {reason(error)}") from error
        raise


def _came_between(error: TransportError) -> str:
    """Return in one line why nothing was heard of the server, without the names of the library's objects."""
    if isinstance(error, ConnectionTimeout):
        return "nothing came in time"
    told = " ".join(_OBJECT.sub("", str(error.message)).split())
    if isinstance(error, TlsError) and "CERTIFICATE_VERIFY_FAILED" in told:
        return f"its certificate is none that ELASTICSEARCH_CA_FILE vouches for: {told}"
    return told


def reason(error: ApiError) -> str:
    """Return the server's own words in one line."""
    body = error.body
    told = body.get("error") if isinstance(body, dict) else None
    if isinstance(told, dict):
        if told.get("type") == _OLDER:
            return f"it is older than version 8: {told.get('reason', '')}"
        return f"{told.get('type', '')}: {told.get('reason', '')}"
    return f"{error.status_code} {error.message}"
