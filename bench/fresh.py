"""This will measure how soon what is published is found, and whether a rebuild loses what is published meanwhile."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import statistics
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

from bench import catalogues
from bench.catalogues import run
from bench.measure import Figure
from bench.peers import elasticsearch, on_elastic
from bench.site import ROOT

EDITS = 60
MEANWHILE = 1_000
MILLISECONDS = {"embedded": 1_000.0, "elastic": 2_000.0}


def measure() -> Iterator[Figure]:
    """Yield the figures of both engines over the largest catalogue."""
    size = max(catalogues.SIZES)
    folder = catalogues.indexed(size)
    with elasticsearch() as url, on_elastic(url) as settings:
        for engine, limit in MILLISECONDS.items():
            given = {**settings, "SEARCH_ENGINE": engine}
            if engine != "embedded":
                run(folder, "manage.py", "rebuild_index", "-v", "0", "--engine", engine, **given)
            run(folder, "manage.py", "run_indexer", "--once", "-v", "0", **given)
            with _indexer(folder, given):
                found = json.loads(
                    run(folder, "-m", "bench.publishing", "find", str(EDITS), **given)
                )
            words = f"{engine}, {size:,} entries"
            yield Figure(
                f"{words}: published → found, p95",
                statistics.quantiles(found, n=20)[-1],
                "ms",
                limit,
            )
            yield Figure(
                f"{words}: edits lost of {MEANWHILE:,} while rebuilt",
                _lost(folder, engine, given),
                "",
                0,
            )


@contextlib.contextmanager
def _indexer(folder: Path, settings: dict[str, str]) -> Iterator[None]:
    """Run the process that follows the change log."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_indexer"],
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(folder), "LOG_LEVEL": "WARNING"} | settings,
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _lost(folder: Path, engine: str, settings: dict[str, str]) -> int:
    """Return how many edits are not found that were published while the index was made anew."""
    edited = (str(MEANWHILE), uuid.uuid4().hex)
    with _indexer(folder, settings):
        edits = threading.Thread(
            target=run,
            args=(folder, "-m", "bench.publishing", "publish", *edited),
            kwargs=settings,
        )
        edits.start()
        rebuilds = 0
        # As often as it takes until no edit is outside of a rebuild.
        while edits.is_alive() or not rebuilds:
            run(folder, "manage.py", "rebuild_index", "-v", "0", "--engine", engine, **settings)
            rebuilds += 1
        edits.join()
    run(folder, "manage.py", "run_indexer", "--once", "-v", "0", **settings)
    return MEANWHILE - int(run(folder, "-m", "bench.publishing", "count", *edited, **settings))


if __name__ == "__main__":
    for figure in measure():
        print(figure)
