"""The site as it is served, with an outside world on this machine.

A domain of a test resolves to a public address, so that the guard of addresses stays as it is; what
connects to that address comes to the website that the test serves on loopback.
"""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path
from typing import Any

from directory.wsgi import application

__all__ = ["application"]

#: A file a domain: its public address, and the port on loopback.
WEBSITES = Path(os.environ["DATA_DIR"], "outside")
_resolve, _connect = socket.getaddrinfo, socket.create_connection


def _websites() -> dict[str, tuple[str, int]]:
    found = {}
    for file in WEBSITES.glob("*.website"):
        # The test of another process may end, and take its website away.
        with contextlib.suppress(FileNotFoundError):
            address, port = file.read_text().split()
            found[file.stem] = (address, int(port))
    return found


def resolve(host: Any, port: Any, *args: Any, **options: Any) -> Any:
    """Answer for the domains of tests, and ask the real world for all others."""
    website = _websites().get(str(host))
    if website is None:
        return _resolve(host, port, *args, **options)
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (website[0], port))]


def connect(address: tuple[str, int], *args: Any, **options: Any) -> socket.socket:
    """Lead what goes to a public address of tests to loopback."""
    ports = dict(_websites().values())
    if address[0] in ports:
        address = ("127.0.0.1", ports[address[0]])
    return _connect(address, *args, **options)


socket.getaddrinfo, socket.create_connection = resolve, connect
