"""Looking at a domain never reaches the machines around this one."""

from __future__ import annotations

import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from directory.accounts.sources.domains import domain_of_website, registrable_domain
from directory.accounts.sources.websites import Unreachable, is_public, read_file


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
     "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "224.0.0.1", "255.255.255.255", "nonsense", ""],
)  # fmt: skip
def test_private_addresses_are_not_public(address):
    assert not is_public(address)


def test_public_addresses_are():
    assert is_public("1.1.1.1")
    assert is_public("2606:4700:4700::1111")


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.acme.lv", "acme.lv"),
        ("acme.lv.", "acme.lv"),
        ("a.b.acme.co.uk", "acme.co.uk"),
        ("shop.acme.github.io", "acme.github.io"),
        ("latvijasgāze.lv", "xn--latvijasgze-rjb.lv"),
        ("gmail.com", ""),
        ("co.uk", ""),
        ("localhost", ""),
        ("127.0.0.1", ""),
        ("a..b", ""),
        ("", ""),
    ],
)
def test_registrable_domains(host, domain):
    assert registrable_domain(host) == domain


def test_broken_addresses_have_no_domain():
    assert domain_of_website("https://[oops") == ""
    assert domain_of_website("acme") == ""


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["1.1.1.1", "10.0.0.1"], ["::1"], []])
def test_a_name_with_a_private_address_is_not_asked(addresses):
    with pytest.raises(Unreachable, match="public"):
        read_file("acme.lv", resolve=lambda _host, _port: addresses)


class Site(BaseHTTPRequestHandler):
    """A website on loopback: its answers stand on the server."""

    def do_GET(self):
        status, headers, body = self.server.answers.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Keep the test's output clean."""


@pytest.fixture
def site(tmp_path):
    """Serve acme.lv on loopback with a certificate of its own, trusted by the context returned."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=acme.lv",
         "-addext", "subjectAltName=DNS:acme.lv,DNS:www.acme.lv", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    server = HTTPServer(("127.0.0.1", 0), Site)
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(certificate, key)
    server.socket = ours.wrap_socket(server.socket, server_side=True)
    server.answers = {}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    asked = []

    def resolve(host, _port):
        asked.append(host)
        return ["127.0.0.1"]

    def read():
        return read_file(
            "acme.lv",
            resolve=resolve,
            is_allowed=lambda address: address == "127.0.0.1",
            port=server.server_port,
            context=ssl.create_default_context(cafile=str(certificate)),
        )

    yield server.answers, read, asked
    server.shutdown()
    server.server_close()


FILE = "/.well-known/latvia-ict.txt"


def test_a_file_is_read(site):
    answers, read, _asked = site
    answers[FILE] = (200, {}, b"latvia-ict=abc\n")
    assert read() == "latvia-ict=abc\n"


def test_redirects_stay_at_the_domain(site):
    answers, read, asked = site
    answers[FILE] = (301, {"Location": "https://www.acme.lv/moved.txt"}, b"")
    answers["/moved.txt"] = (200, {}, b"abc")
    assert read() == "abc"
    for location in (
        "https://evil.lv/x",
        "http://acme.lv/x",
        "https://127.0.0.1/",
        "file:///etc/passwd",
    ):
        answers[FILE] = (302, {"Location": location}, b"")
        with pytest.raises(Unreachable, match="another site"):
            read()
    answers[FILE] = (302, {"Location": FILE}, b"")
    with pytest.raises(Unreachable, match="redirects"):
        read()
    assert set(asked) == {"acme.lv", "www.acme.lv"}


def test_large_missing_and_broken_answers_are_told(site):
    answers, read, _asked = site
    with pytest.raises(Unreachable, match="404"):
        read()
    answers[FILE] = (200, {}, b"x" * 5000)
    with pytest.raises(Unreachable, match="large"):
        read()


def test_a_certificate_of_another_name_is_refused(site):
    _answers, _read, _asked = site
    with pytest.raises(Unreachable):
        read_file(
            "other.lv",
            resolve=lambda _host, _port: ["127.0.0.1"],
            is_allowed=lambda _address: True,
            port=1,
        )
