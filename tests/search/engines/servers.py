"""Servers that fail in the ways that real ones do, small enough to start in every test."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class FailingServer:
    """Take connections and never answer, or answer what it is told to; `taken` counts the connections."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.taken = 0
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                taken, _ = self._listener.accept()
                self.taken += 1
                self._open.append(taken)
                if self._answer:
                    taken.recv(1 << 20)
                    taken.sendall(self._answer)
                    taken.close()

    def close(self) -> None:
        """End the server and its connections."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for taken in self._open:
            taken.close()
        self._thread.join(60)


@contextmanager
def failing_server(answer: bytes = b"") -> Iterator[FailingServer]:
    """Run a server that hangs, or that answers every request with these bytes."""
    server = FailingServer(answer)
    try:
        yield server
    finally:
        server.close()


def reply(status: str, body: bytes, *headers: str) -> bytes:
    """Return an HTTP response."""
    lines = [
        f"HTTP/1.1 {status}",
        f"content-length: {len(body)}",
        "connection: close",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
