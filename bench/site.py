"""A copy of the project in a folder of its own, served as a new user would serve it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 300


def free_port() -> int:
    """Return a port of 127.0.0.1 that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def fresh_copy() -> Iterator[Path]:
    """Give a folder with the project's files as git knows them, and remove it afterwards."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    with tempfile.TemporaryDirectory(prefix="directory-bench-") as name:
        folder = Path(name)
        for path in filter(None, listing.split("\0")):
            if (ROOT / path).is_file():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / path, folder / path)
        yield folder


@dataclass(frozen=True, slots=True)
class Served:
    """A running site: where it is, and the seconds from the command to its first page."""

    url: str
    process: subprocess.Popen[bytes]
    seconds: float


@contextlib.contextmanager
def served(folder: Path, *arguments: str) -> Iterator[Served]:
    """Run `script/serve` in the folder until its home page answers, and end it afterwards."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    start = time.monotonic()
    process = subprocess.Popen(
        [str(folder / "script" / "serve"), "--port", str(port), *arguments],
        cwd=folder,
        env=environment,
        start_new_session=True,
    )
    try:
        while not _answers(f"{url}/en/"):
            if process.poll() is not None or time.monotonic() - start > START_SECONDS:
                raise RuntimeError("script/serve did not bring up the home page")
            time.sleep(0.05)
        yield Served(url, process, time.monotonic() - start)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
