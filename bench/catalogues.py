"""Made catalogues in data folders: imported once a run, measured by as many measures as want them."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from bench.site import ROOT

SMALL = 20_000
LARGE = 100_000
SIZES = [SMALL, LARGE]
"""What is measured at two sizes is measured at these."""

REBUILD = ("manage.py", "rebuild_index", "-v", "0", "--engine", "embedded")
"""The command that makes the index of the embedded engine."""

_LOOK = 0.1


@dataclass(frozen=True, slots=True)
class Ran:
    """Hold what a command printed, how long it took, and the most memory it took with all processes it started."""

    output: str
    seconds: float
    megabytes: float


def run(folder: Path, *command: str, **environment: str) -> str:
    """Run a command of this project on the data of the folder given and return what it printed."""
    return watched(folder, *command, **environment).output


def watched(folder: Path, *command: str, **environment: str) -> Ran:
    """Run a command of this project on the data of the folder given, and look how much memory it takes meanwhile.

    Pages that several processes share are counted once.
    """
    given = {"DATA_DIR": str(folder), "LOG_LEVEL": "WARNING", **environment}
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | given,
        stdout=subprocess.PIPE,
        text=True,
    )
    most = 0
    ended = threading.Event()

    def look() -> None:
        nonlocal most
        while not ended.wait(_LOOK):
            most = max(most, _kilobytes(process.pid))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    output, _ = process.communicate()
    seconds = time.monotonic() - start
    ended.set()
    watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    return Ran(output, seconds, most / 1024)


def _kilobytes(pid: int) -> int:
    """Return the memory of a process and of all below it; 0 for one that is gone."""
    folder = Path(f"/proc/{pid}")
    try:
        found = re.search(r"(?m)^Pss:\s+(\d+) kB", (folder / "smaps_rollup").read_text("ascii"))
        own = int(found[1]) if found else 0
        children = [
            int(child)
            for task in (folder / "task").iterdir()
            for child in (task / "children").read_text("ascii").split()
        ]
    except (OSError, ValueError):
        return 0
    return own + sum(map(_kilobytes, children))


@dataclass(frozen=True, slots=True)
class Made:
    """Hold a data folder with an imported catalogue, and the seconds that the import took where it was done here."""

    folder: Path
    seconds: float | None


_made: dict[int, Made] = {}
_indexed: set[Path] = set()


def made(size: int) -> Made:
    """Return a data folder with so many entries, the same one all through a run; it goes with the run's end."""
    if size not in _made:
        _made[size] = _make(size)
    return _made[size]


def indexed(size: int) -> Path:
    """Return the data folder of `made` with the index of the embedded engine, made once a run."""
    folder = made(size).folder
    if folder not in _indexed:
        run(folder, *REBUILD)
        _indexed.add(folder)
    return folder


def take(size: int, folder: Path) -> None:
    """Use a data folder that was made earlier for the measures of a size."""
    _made[size] = Made(folder, None)


def _make(size: int) -> Made:
    folder = Path(tempfile.mkdtemp(prefix="directory-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    catalogue = str(folder / "catalogue.jsonl")
    run(folder, "script/lib/preparation.py", "--empty")
    wanted = ("--size", str(size), "--seed", "1", "--out", catalogue)
    run(folder, "manage.py", "make_catalogue", *wanted)
    seconds = watched(folder, "manage.py", "import_catalogue", catalogue, "--publish").seconds
    return Made(folder, seconds)
