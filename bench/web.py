"""This will ask two web processes for results pages over HTTP: one JSON list of a figure a line.

The site is served as `script/serve` serves it, with the data folder in use: `DATA_DIR=… python -m bench.web`.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

from bench.asking import p95, questions
from bench.site import ROOT, free_port

WORKERS = 2
AT_ONCE = 4
START_SECONDS = 60
PAGE_MILLISECONDS = 20.0
PAGES_A_SECOND = 200
_OTHERS = (
    "consulting tourism lighting water accounting traffic uzskaite tirdzniecība ūdens satiksme"
)
"""Words that no question holds: a new process is asked for them first, while it still reads its dictionaries."""


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """Give the port of the site and the group of its processes while two of them serve it."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    command += [
        "--workers",
        str(WORKERS),
        "--blocking-threads",
        "4",
        "--no-ws",
        "--log-level",
        "warning",
    ]
    process = subprocess.Popen(
        [*command, "directory.wsgi:application"], cwd=ROOT, start_new_session=True
    )
    try:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                timed(port, ["/readyz"])
                break
            except (OSError, RuntimeError):
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def processor(group: int) -> float:
    """Return the milliseconds of processor time that a group of processes has taken, whatever else runs."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            found = path.read_text().rpartition(")")[2].split()
            if int(found[2]) == group:
                ticks += int(found[11]) + int(found[12])
    return 1000 * ticks / os.sysconf("SC_CLK_TCK")


def timed(port: int, paths: Sequence[str]) -> list[float]:
    """Return the milliseconds that each page took over one connection; raises `RuntimeError` for one that failed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    found = []
    for path in paths:
        start = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        response.read()
        found.append(1000 * (time.perf_counter() - start))
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}")
    connection.close()
    return found


def _paths(lang: str) -> list[str]:
    """Return the addresses of the 300 questions in a language."""
    found = []
    for text, filters in questions():
        parameters = [("q", text)] if text else []
        parameters += [(name, value) for name, values in filters.items() for value in values]
        found.append(f"/{lang}/search/?{urlencode(parameters)}")
    return found


def main() -> None:
    """Ask and print."""
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    paths, latvian = _paths("en"), _paths("lv")
    others = [
        f"/{lang}/search/?{urlencode({'q': word})}"
        for lang in ("en", "lv")
        for word in _OTHERS.split()
    ]
    with served() as (port, group), ThreadPoolExecutor(AT_ONCE) as threads:
        for _ in range(2):
            list(threads.map(lambda _number: timed(port, others), range(AT_ONCE)))
        first = timed(port, list(dict.fromkeys([*paths, *latvian])))
        # Each process has its own memory of what it was asked before.
        list(threads.map(lambda number: timed(port, paths[number::AT_ONCE]), range(AT_ONCE)))
        alone = timed(port, paths)
        start, before = time.perf_counter(), processor(group)
        parts = [paths[number:] + paths[:number] for number in range(0, 300, 300 // AT_ONCE)]
        count = sum(map(len, threads.map(lambda part: timed(port, part), parts)))
        speed = count / (time.perf_counter() - start)
        work = (processor(group) - before) / count
    for figure in (
        ("page asked for the first time, p95 one at a time", p95(first), "ms", PAGE_MILLISECONDS),
        ("page, p95 one at a time", p95(alone), "ms", PAGE_MILLISECONDS),
        (f"page, ms for one with {AT_ONCE} at a time", 1000 / speed, "ms", 1000 / PAGES_A_SECOND),
        ("page, processor time of one", work, "ms", 1000 * WORKERS / PAGES_A_SECOND),
    ):
        print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    main()
