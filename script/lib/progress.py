"""This will tell, step by step, what a command does and how long each step took."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

START = time.monotonic()


def say(text: str) -> None:
    """Print one line with the seconds since the command began."""
    print(f"[{time.monotonic() - START:5.1f} s] {text}", flush=True)


@contextlib.contextmanager
def step(name: str) -> Iterator[None]:
    """Announce a step, and its duration where it took long enough to be felt."""
    say(f"{name} …")
    start = time.monotonic()
    yield
    seconds = time.monotonic() - start
    if seconds >= 1:
        say(f"{name}: {seconds:.1f} s")
