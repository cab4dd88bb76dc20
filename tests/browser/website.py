"""A company's website on loopback, over https, under a domain that the site resolves to a public address."""

from __future__ import annotations

import os
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.browser.site import locked

#: The certificates that the site trusts, beside the addresses of the domains.
TRUSTED = "trusted.pem"


@dataclass
class Website:
    """The pages of a website, by path."""

    domain: str
    pages: dict[str, str] = field(default_factory=dict)


@contextmanager
def website_of(folder: Path, domain: str, address: str) -> Iterator[Website]:
    """Serve a domain for a site whose data is in `folder`; `address` is where it resolves to."""
    outside = folder / "outside"
    outside.mkdir(exist_ok=True)
    key, certificate = outside / f"{domain}.key", outside / f"{domain}.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
         f"/CN={domain}", "-addext", f"subjectAltName=DNS:{domain}", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    website = Website(domain)

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = website.pages.get(self.path)
            self.send_response(404 if body is None else 200)
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *_args: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with locked(outside / "lock"):
        trusted = outside / TRUSTED
        before = trusted.read_text() if trusted.exists() else ""
        _put(trusted, before + certificate.read_text())
    _put(outside / f"{domain}.website", f"{address} {server.server_port}")
    try:
        yield website
    finally:
        (outside / f"{domain}.website").unlink()
        server.shutdown()
        server.server_close()


def _put(path: Path, text: str) -> None:
    """Write a file that other processes read at any time: they find it whole or not at all."""
    half = path.with_name(f"{path.name}.{os.getpid()}")
    half.write_text(text)
    half.replace(path)
