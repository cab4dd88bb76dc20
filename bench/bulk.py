"""This will measure a bulk import with its index, and the queries of the search page at two sizes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.catalogues import run
from bench.measure import Figure

IMPORT_SECONDS = 60
QUERIES = 6
SIZES = (2_000, 20_000)


def measure() -> Iterator[Figure]:
    """Yield the figures of each size, the import's for the larger one."""
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="directory-bench-") as name:
            folder = Path(name)
            run(folder, "script/lib/preparation.py", "--empty")
            catalogue = str(folder / "catalogue.jsonl")
            run(
                folder,
                "manage.py",
                "make_catalogue",
                "--size",
                str(size),
                "--seed",
                "1",
                "--out",
                catalogue,
            )
            start = time.monotonic()
            run(
                folder,
                "manage.py",
                "import_catalogue",
                str(folder / "catalogue.jsonl"),
                "--publish",
            )
            imported = time.monotonic()
            run(folder, "manage.py", "run_indexer", "--once")
            end = time.monotonic()
            if size == max(SIZES):
                print(
                    f"      import {imported - start:.1f} s, index {end - imported:.1f} s",
                    flush=True,
                )
                words = f"import: {size:,} entries and their index"
                yield Figure(words, end - start, "s", IMPORT_SECONDS)
            for line in run(folder, "-m", "bench.queries").splitlines():
                count, page = line.split(" ", 1)
                yield Figure(f"queries: {page} of {size:,}", float(count), "", QUERIES)
