"""Asking websites that people named, without reaching the machines around this one.

A name is resolved once, every address of it must be a public one, and the connection goes to that
very address. Nobody holds a connection open longer than its time.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from urllib.parse import quote, urljoin, urlsplit

TIMEOUT = 5.0
MOST_BYTES = 4096
MOST_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PORTS = {"http": 80, "https": 443}
#: What a link to nothing is answered with; a refusal (401, 403, 429) is an answer of somebody.
GONE = frozenset({404, 410})

Resolve = Callable[[str, int], Sequence[str]]


class Unreachable(Exception):  # noqa: N818  what was looked for is not there; no fault of ours
    """The website does not answer, or not in a way that is looked at."""


def addresses_of(host: str, port: int) -> list[str]:
    """Return the addresses of a host; raises OSError for an unknown one."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(row[4][0]) for row in rows]


def is_public(address: str) -> bool:
    """Return whether an address is one of the public internet."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    parsed = mapped or parsed
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was chosen before, for a name that its certificate holds."""

    def __init__(
        self, host: str, address: str, port: int, context: ssl.SSLContext | None, timeout: float
    ) -> None:
        super().__init__(host, port, timeout=timeout)
        self.address, self.tls, self.is_cut = address, context, False

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), timeout=self.timeout)
        if self.tls is not None:
            self.sock = self.tls.wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """End the connection from another thread."""
        self.is_cut = True
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def ask(
    host: str,
    path: str,
    *,
    resolve: Resolve = addresses_of,
    is_allowed: Callable[[str], bool] = is_public,
    port: int,
    context: ssl.SSLContext | None,
    accept: str = "*/*",
    timeout: float = TIMEOUT,
) -> tuple[int, str, bytes]:
    """Return the status, the ``Location`` and the body's first bytes that a host answers with.

    Without ``context`` the connection is plain. Raises Unreachable where there is no answer, it
    takes too long, or an address of the host is not a public one.
    """
    try:
        addresses = list(resolve(host, port))
    except (OSError, UnicodeError) as error:
        raise Unreachable("no such host") from error
    if not addresses or not all(is_allowed(address) for address in addresses):
        raise Unreachable("its address is not a public one")
    connection = _Connection(host, addresses[0], port, context, timeout)
    # The socket's own limit is for each read: an answer of single bytes would go on for ever.
    clock = threading.Timer(timeout, connection.cut)
    clock.daemon = True
    clock.start()
    try:
        connection.request("GET", path, headers={"User-Agent": "latvia-ict", "Accept": accept})
        answer = connection.getresponse()
        status, location = answer.status, answer.getheader("Location") or ""
        body = answer.read(MOST_BYTES + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(type(error).__name__) from error
    finally:
        clock.cancel()
        connection.close()
    # Half of an answer may look like a whole one.
    if connection.is_cut:
        raise Unreachable("too slow")
    return status, location, body


def probe(
    url: str,
    *,
    resolve: Resolve = addresses_of,
    is_allowed: Callable[[str], bool] = is_public,
    ports: dict[str, int] = PORTS,
    context: ssl.SSLContext | None = None,
    budget: float = TIMEOUT,
) -> None:
    """Raise Unreachable where nothing is behind a link; redirects are followed, each one guarded."""
    ends = time.monotonic() + budget
    for _step in range(MOST_REDIRECTS + 1):
        left = ends - time.monotonic()
        if left <= 0:
            raise Unreachable("too slow")
        try:
            parts = urlsplit(url)
            host, scheme = parts.hostname or "", parts.scheme
            port = parts.port or ports.get(scheme, 0)
        except ValueError as error:
            raise Unreachable("not an address") from error
        if scheme not in ports or not host:
            raise Unreachable("not a web address")
        if port not in ports.values():
            raise Unreachable("not a port of websites")
        tls = (context or ssl.create_default_context()) if scheme == "https" else None
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        if parts.query:
            target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
        status, location, _body = ask(
            host,
            target,
            resolve=resolve,
            is_allowed=is_allowed,
            port=port,
            context=tls,
            timeout=left,
        )
        if status in REDIRECTS and location:
            try:
                url = urljoin(url, location)
            except ValueError as error:
                raise Unreachable("it leads to no address") from error
            continue
        if status in GONE or status >= 500:
            raise Unreachable(f"HTTP {status}")
        return
    raise Unreachable("too many redirects")
