"""This will keep a set of processes running together and end them together.

One that dies is started again after a pause that doubles with each quick death. Linux is asked to
end the children when the supervisor itself is killed, so that none is left behind.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from progress import say

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
# A process that lived this long had started well; its next death begins with the shortest pause.
SETTLED_SECONDS = 60.0
GRACE_SECONDS = 10.0
APART_SECONDS = 1.0
_PR_SET_PDEATHSIG = 1


def _end_with_parent(parent: int) -> None:
    """Ask Linux to send SIGTERM to this process when its parent is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)


@dataclass(slots=True)
class Child:
    """One process that should always be running."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    start_again: float = 0.0
    pause: float = FIRST_PAUSE_SECONDS
    deaths: int = 0

    def start(self, folder: Path) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches the supervisor alone."""
        parent = os.getpid()
        self.process = subprocess.Popen(
            self.command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=lambda: _end_with_parent(parent),  # noqa: PLW1509 - this program has one thread
        )
        self.started = time.monotonic()

    def watch(self, folder: Path) -> None:
        """Notice a death and start the process again when its pause is over."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.start_again:
                self.start(folder)
            return
        code = self.process.poll()
        if code is None:
            return
        self.signal(signal.SIGKILL)
        self.process = None
        self.deaths += 1
        if now - self.started >= SETTLED_SECONDS:
            self.pause = FIRST_PAUSE_SECONDS
        say(f"{self.name} ended ({_reason(code)}); starting it again in {self.pause:.0f} s")
        self.start_again = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process and to whatever it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


@dataclass(slots=True)
class Supervisor:
    """Keeps its children running until it is told to stop."""

    folder: Path
    children: list[Child]
    stopping: bool = False
    released: bool = False

    def start(self) -> None:
        """Catch the signals that mean stop and start the first child.

        The others wait for `release`: started together they would all come up later.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        self.children[0].start(self.folder)

    def release(self, *, apart: float = APART_SECONDS) -> None:
        """Let the other children start, so many seconds one after the other.

        Each takes a core for its first seconds, which the first page needs more.
        """
        self.released = True
        for number, child in enumerate(self.children[1:], 1):
            child.start_again = time.monotonic() + number * apart

    def _stop(self, _number: int, _frame: object) -> None:
        self.stopping = True

    def watch(self, seconds: float) -> None:
        """Look after the children for this long, or until told to stop."""
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            for child in self.children if self.released else self.children[:1]:
                child.watch(self.folder)
            time.sleep(0.1)

    def end(self) -> None:
        """End all children: politely, and after a grace period for good."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        until = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            if child.process is None:
                continue
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.1, until - time.monotonic()))
            child.signal(signal.SIGKILL)
            child.process.wait()


def _reason(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"
