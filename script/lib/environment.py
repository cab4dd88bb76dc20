"""This will make `.venv` hold exactly what the lock names, and do nothing where it already does.

Standard library only: it runs before anything is installed. Runs at the same time wait for each
other on a file lock. A mark is removed before the first change and written after the last one, so an
environment that a killed run left half-made is built again from nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / ".venv"
MARK = TARGET / "installed.json"
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
STILL_WORKING_SECONDS = 10
# Not `sys.executable`: that is `.venv` itself when a shell has it activated.
PYTHON = Path(getattr(sys, "_base_executable", sys.executable)).resolve()


class InstallError(Exception):
    """The environment could not be made; the message says what to do."""


def fingerprint(kind: str) -> str:
    """Return what stands for the text of this kind's lock."""
    return hashlib.sha256(LOCKS[kind].read_bytes()).hexdigest()


def installed() -> dict[str, str]:
    """Return the lock's fingerprint of each kind that a finished environment of this Python holds."""
    try:
        found = json.loads(MARK.read_text(encoding="utf-8"))
        python = found.pop("python")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    usable = python == f"{PYTHON} {sys.version}" and (TARGET / "bin" / "python").exists()
    return found if usable else {}


def is_current(kind: str) -> bool:
    """Tell whether the environment already holds what this kind's lock names."""
    return installed().get(kind) == fingerprint(kind)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold a lock until this process and the installer it started have ended, however they end."""
    with (ROOT / ".venv.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        os.set_inheritable(handle.fileno(), True)
        yield


def run(*command: str | Path) -> None:
    """Run a command and tell every few seconds that it still works; raise InstallError if it fails."""
    finished = threading.Event()
    start = time.monotonic()

    def tell() -> None:
        while not finished.wait(STILL_WORKING_SECONDS):
            print(f"  … still installing ({time.monotonic() - start:.0f} s)", flush=True)

    threading.Thread(target=tell, daemon=True).start()
    try:
        # The installer inherits the lock: killed alone, this process leaves it at work.
        subprocess.run([str(part) for part in command], check=True, cwd=ROOT, close_fds=False)
    except (subprocess.CalledProcessError, OSError) as error:
        raise InstallError(f"{command[0]} failed: {error}") from error
    finally:
        finished.set()


def uv() -> str | None:
    """Return a uv that works (a version manager's stand-in may not), or nothing."""
    path = shutil.which("uv")
    if path is None:
        return None
    probe = subprocess.run([path, "--version"], capture_output=True, check=False)
    return path if probe.returncode == 0 else None


def install_with_uv(tool: str, lock: Path, *, anew: bool) -> None:
    """Make the environment with uv, in place where a finished one is there."""
    if anew:
        run(tool, "venv", "--quiet", "--clear", "--python", PYTHON, TARGET)
    python = TARGET / "bin" / "python"
    run(tool, "pip", "sync", "--quiet", "--require-hashes", "--python", python, lock)


def install_with_pip(lock: Path) -> None:
    """Make the environment with the standard library's venv and pip, always from nothing."""
    try:
        import ensurepip  # noqa: F401
    except ImportError as error:
        message = "This Python has no ensurepip: install uv, or the package python3-venv."
        raise InstallError(message) from error
    run(PYTHON, "-m", "venv", "--clear", TARGET)
    python = TARGET / "bin" / "python"
    options = ("--quiet", "--disable-pip-version-check", "--require-hashes")
    run(python, "-m", "pip", "install", *options, "-r", lock)


def install(kind: str) -> None:
    """Make the environment of this kind; one that already has the test tools keeps them."""
    before = installed()
    if "dev" in before:
        kind = "dev"
    lock = LOCKS[kind]
    tool = uv()
    print(f"Installing the packages of {lock.name} with {'uv' if tool else 'pip'} …", flush=True)
    MARK.unlink(missing_ok=True)
    if tool:
        install_with_uv(tool, lock, anew=not before)
    else:
        install_with_pip(lock)
    kinds = ("run", "dev") if kind == "dev" else ("run",)
    unfinished = MARK.with_suffix(".new")
    mark = {"python": f"{PYTHON} {sys.version}"} | {name: fingerprint(name) for name in kinds}
    unfinished.write_text(json.dumps(mark), encoding="utf-8")
    unfinished.replace(MARK)


def main() -> int:
    """Make the environment named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=sorted(LOCKS))
    kind = parser.parse_args().kind
    if is_current(kind):
        return 0
    start = time.monotonic()
    try:
        with one_at_a_time():
            if not is_current(kind):
                install(kind)
    except InstallError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Packages ready ({time.monotonic() - start:.1f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
