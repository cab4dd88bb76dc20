"""Looking for a token at a domain: in its TXT records, or in a file of its website.

Names and addresses come from people, so that the machines around this one must not be reached by
them: a name is resolved once, every address of it must be a public one, and the connection goes
to that very address.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Sequence
from urllib.parse import urljoin, urlsplit

import dns.exception
import dns.resolver

from directory.accounts.sources.domains import registrable_domain

TIMEOUT = 5.0
MOST_BYTES = 4096
MOST_REDIRECTS = 3
PATH = "/.well-known/latvia-ict.txt"
RECORD = "_latvia-ict"

Resolve = Callable[[str, int], Sequence[str]]


class Unreachable(Exception):  # noqa: N818  what was looked for is not there; no fault of ours
    """The domain does not answer, or not in a way that is looked at."""


def read_txt(domain: str) -> list[str]:
    """Return the TXT records of a domain's name for us; raises Unreachable where none answers."""
    resolver = dns.resolver.Resolver()
    resolver.lifetime = TIMEOUT
    try:
        answer = resolver.resolve(f"{RECORD}.{domain}", "TXT")
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except dns.exception.DNSException as error:
        raise Unreachable(type(error).__name__) from error
    return [b"".join(row.strings).decode("utf-8", "replace") for row in answer]


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


class _Connection(http.client.HTTPSConnection):
    """A connection to an address that was chosen before, for a name that its certificate holds."""

    def __init__(self, host: str, address: str, port: int, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=TIMEOUT, context=context)
        self.address, self.tls = address, context

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), timeout=TIMEOUT)
        self.sock = self.tls.wrap_socket(plain, server_hostname=self.host)


def read_file(
    domain: str,
    *,
    resolve: Resolve = addresses_of,
    is_allowed: Callable[[str], bool] = is_public,
    port: int = 443,
    context: ssl.SSLContext | None = None,
) -> str:
    """Return our file of a domain's website, over https.

    Redirects are followed inside the same registrable domain only. Raises Unreachable where there
    is no such file, it is too large, or its address is not a public one.
    """
    context = context or ssl.create_default_context()
    url = f"https://{domain}{PATH}"
    for _step in range(MOST_REDIRECTS + 1):
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme != "https" or registrable_domain(host) != domain:
            raise Unreachable("it leads to another site")
        status, location, body = _get(host, parts.path or "/", resolve, is_allowed, port, context)
        if status in {301, 302, 303, 307, 308} and location:
            url = urljoin(url, location)
            continue
        if status != 200:
            raise Unreachable(f"HTTP {status}")
        return body
    raise Unreachable("too many redirects")


def _get(
    host: str,
    path: str,
    resolve: Resolve,
    is_allowed: Callable[[str], bool],
    port: int,
    context: ssl.SSLContext,
) -> tuple[int, str, str]:
    try:
        addresses = list(resolve(host, port))
    except (OSError, UnicodeError) as error:
        raise Unreachable("no such host") from error
    if not addresses or not all(is_allowed(address) for address in addresses):
        raise Unreachable("its address is not a public one")
    connection = _Connection(host, addresses[0], port, context)
    try:
        connection.request(
            "GET", path, headers={"User-Agent": "latvia-ict", "Accept": "text/plain"}
        )
        answer = connection.getresponse()
        body = answer.read(MOST_BYTES + 1)
        location = answer.getheader("Location") or ""
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(type(error).__name__) from error
    finally:
        connection.close()
    if len(body) > MOST_BYTES:
        raise Unreachable("too large")
    return answer.status, location, body.decode("utf-8", "replace")
