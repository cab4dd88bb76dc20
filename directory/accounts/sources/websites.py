"""Looking for a token at a domain: in its TXT records, or in a file of its website.

Names and addresses come from people, so that the machines around this one must not be reached by
them: a name is resolved once, every address of it must be a public one, and the connection goes
to that very address.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import dns.exception
import dns.resolver

from directory.accounts.sources.domains import registrable_domain
from directory.moderation.sources.websites import (
    MOST_BYTES,
    MOST_REDIRECTS,
    REDIRECTS,
    TIMEOUT,
    Resolve,
    Unreachable,
    addresses_of,
    ask,
    is_public,
)

__all__ = ["Unreachable", "addresses_of", "is_public", "read_file", "read_txt"]

PATH = "/.well-known/latvia-ict.txt"
RECORD = "_latvia-ict"


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
        status, location, body = ask(
            host,
            parts.path or "/",
            resolve=resolve,
            is_allowed=is_allowed,
            port=port,
            context=context,
            accept="text/plain",
        )
        if len(body) > MOST_BYTES:
            raise Unreachable("too large")
        if status in REDIRECTS and location:
            try:
                url = urljoin(url, location)
                urlsplit(url).hostname  # noqa: B018  reading it tells whether it is an address
            except ValueError as error:
                raise Unreachable("it leads to another site") from error
            continue
        if status != 200:
            raise Unreachable(f"HTTP {status}")
        return body.decode("utf-8", "replace")
    raise Unreachable("too many redirects")
