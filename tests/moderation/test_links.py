"""Links are asked through the guard, for a short while, wherever they lead."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from directory.moderation.sources.websites import Unreachable, probe


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            # Until nobody listens any more.
            with suppress(OSError):
                while True:
                    time.sleep(0.2)
                    self.wfile.write(b"X-A: b\r\n")
            return
        status, location = self.server.answers.get(self.path, (404, ""))
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()

    def log_message(self, *_args):
        """Keep the test's output clean."""


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    server.handle_error = lambda *_args: None
    server.answers = {}
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def look(url, **changes):
        options = {
            "resolve": lambda _host, _port: ["127.0.0.1"],
            "is_allowed": lambda _address: True,
            "ports": {"http": server.server_port},
        }
        probe(url, **(options | changes))

    yield server.answers, look
    server.shutdown()
    server.server_close()


def test_answers_of_somebody_are_answers(site):
    answers, look = site
    for status in (200, 204, 401, 403, 405, 429):
        answers["/a"] = (status, "")
        look("http://acme.lv/a")


@pytest.mark.parametrize("status", [404, 410, 500, 503])
def test_a_link_to_nothing_is_told(site, status):
    answers, look = site
    answers["/a"] = (status, "")
    with pytest.raises(Unreachable, match=str(status)):
        look("http://acme.lv/a")


def test_redirects_are_followed_and_guarded(site):
    answers, look = site
    answers["/a"] = (302, "http://other.lv/b?q=%C4%81%20b")
    answers["/b?q=%C4%81%20b"] = (200, "")
    look("http://acme.lv/a")
    answers["/a"] = (302, "http://inside.lv/b")
    inner = {"acme.lv": ["203.0.113.5"], "inside.lv": ["10.0.0.1"]}
    with pytest.raises(Unreachable, match="public"):
        look(
            "http://acme.lv/a",
            resolve=lambda host, _port: ["127.0.0.1"] if host == "acme.lv" else inner[host],
            is_allowed=lambda address: address == "127.0.0.1",
        )
    answers["/a"] = (302, "/a")
    with pytest.raises(Unreachable, match="redirects"):
        look("http://acme.lv/a")
    for target in ("file:///etc/passwd", "http://acme.lv:22/", "http://[::1", "gopher://x.lv"):
        answers["/a"] = (302, target)
        with pytest.raises(Unreachable):
            look("http://acme.lv/a")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost/", "http://169.254.169.254/", "http://[::1]/"]
)
def test_the_machines_around_are_not_asked(url):
    with pytest.raises(Unreachable):
        probe(url)


def test_an_answer_of_single_lines_ends_in_time(site):
    _answers, look = site
    with pytest.raises(Unreachable):
        look("http://acme.lv/drip", budget=0.8)
