"""The server is asked over TLS, knows who asks, and is believed only with a certificate of the CA that was named."""

from __future__ import annotations

import base64
import datetime
import ipaddress
import json
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from search.contract.engine import Engine, EngineUnavailable
from search.contract.query import SearchQuery
from search.engines import get_indexes

DAY = datetime.timedelta(days=1)
ANSWERS = {
    "_alias": {"directory-v0-1": {"aliases": {}}},
    "_settings": {},
    "_count": {"count": 3},
    "_doc": {"found": True, "_source": {"cursor": 7}},
}
USER = "Basic " + base64.b64encode("direktorijs:paroļu vārds".encode()).decode()
KEY = "ApiKey c2VjcmV0OmtleQ=="


@dataclass
class Authority:
    """A certificate authority of the test's own."""

    name: str
    folder: Path
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def __post_init__(self) -> None:
        self.subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, self.name)])
        own = self._builder(self.subject, self.key).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        self.file = self.folder / f"{self.name}.pem"
        self.file.write_bytes(
            own.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        )

    def _builder(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey
    ) -> x509.CertificateBuilder:
        now = datetime.datetime.now(datetime.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - DAY)
            .not_valid_after(now + DAY)
        )

    def context(self, address: str) -> ssl.SSLContext:
        """Return the context of a server with a certificate for an address."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "search")])
        names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
        certificate = (self._builder(subject, key).add_extension(names, critical=False)).sign(
            self.key, hashes.SHA256()
        )
        file = self.folder / f"{self.name}-{address}.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


class Guarded(ThreadingHTTPServer):
    """Answers as a server would that knows one user and one key; `asked` are the headers of who asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str | None] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that the client broke off."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        self.rfile.read(length)
        who = self.headers.get("authorization")
        assert isinstance(self.server, Guarded)
        self.server.asked.append(who)
        part = next((name for name in ANSWERS if f"/{name}" in self.path), "")
        if who in {USER, KEY}:
            self._answer(200, ANSWERS.get(part, {}))
        else:
            self._answer(401, {"error": {"type": "security_exception", "reason": "who are you"}})

    do_POST = do_GET  # noqa: N815  the library's own way

    def _answer(self, status: int, body: Any) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/vnd.elasticsearch+json;compatible-with=8")
        self.send_header("x-elastic-product", "Elasticsearch")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: Any) -> None:
        """Log nothing."""


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority("ours", tmp_path)


@pytest.fixture
def guarded(authority: Authority) -> Iterator[Guarded]:
    server = Guarded()
    server.socket = authority.context("127.0.0.1").wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(60)


@pytest.fixture
def engine(guarded: Guarded, authority: Authority, settings: Any) -> Engine:
    """Return the engine of the settings, which the test may change before it asks for it again."""
    settings.ELASTICSEARCH_URL = [f"https://127.0.0.1:{guarded.server_port}"]
    settings.ELASTICSEARCH_CA_FILE = str(authority.file)
    settings.ELASTICSEARCH_API_KEY = ""
    settings.ELASTICSEARCH_USER = settings.ELASTICSEARCH_PASSWORD = ""
    settings.ELASTICSEARCH_TIMEOUT = 5.0
    return get_indexes("elastic")[0]


def test_user_and_password_are_sent(engine: Engine, guarded: Guarded, settings: Any) -> None:
    settings.ELASTICSEARCH_USER = "direktorijs"
    settings.ELASTICSEARCH_PASSWORD = "paroļu vārds"
    health = get_indexes("elastic")[0].health()
    assert (health.state, health.documents, health.cursor) == ("ok", 2, 7)
    assert set(guarded.asked) == {USER}


def test_an_api_key_is_sent_in_place_of_them(
    engine: Engine, guarded: Guarded, settings: Any
) -> None:
    settings.ELASTICSEARCH_USER = "direktorijs"
    settings.ELASTICSEARCH_API_KEY = "c2VjcmV0OmtleQ=="
    assert get_indexes("elastic")[0].health().ok
    assert set(guarded.asked) == {KEY}


def test_who_is_refused_says_why(engine: Engine, guarded: Guarded) -> None:
    health = engine.health()
    assert health.state == "unavailable"
    assert "who are you" in health.detail
    with pytest.raises(EngineUnavailable, match="who are you"):
        engine.search(SearchQuery())
    assert set(guarded.asked) == {None}


@pytest.mark.parametrize("named", ["another", ""])
def test_a_server_of_another_authority_is_not_told_who_asks(
    named: str, engine: Engine, guarded: Guarded, settings: Any, tmp_path: Path
) -> None:
    """Without a file the machine's own authorities are meant, of which ours is none."""
    settings.ELASTICSEARCH_API_KEY = "c2VjcmV0OmtleQ=="
    settings.ELASTICSEARCH_CA_FILE = str(Authority(named, tmp_path).file) if named else ""
    refused = get_indexes("elastic")[0]
    assert refused.health().state == "unavailable"
    with pytest.raises(EngineUnavailable, match="CERTIFICATE_VERIFY_FAILED"):
        refused.search(SearchQuery())
    assert guarded.asked == []


def test_a_certificate_for_another_address_is_refused(
    engine: Engine, authority: Authority, settings: Any
) -> None:
    server = Guarded()
    server.socket = authority.context("127.0.0.2").wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        settings.ELASTICSEARCH_URL = [f"https://127.0.0.1:{server.server_port}"]
        settings.ELASTICSEARCH_API_KEY = "c2VjcmV0OmtleQ=="
        assert get_indexes("elastic")[0].health().state == "unavailable"
        assert server.asked == []
    finally:
        server.shutdown()
        server.server_close()
        thread.join(60)
