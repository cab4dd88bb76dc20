"""This will measure how quick the site is with 20,000 and with 100,000 entries, and how its time grows between them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.bulk import run
from bench.measure import Figure

SIZES = (20_000, 100_000)
GROWTH = SIZES[1] / SIZES[0]
QUERIES = 6


def measure() -> Iterator[Figure]:
    """Yield the figures of both sizes, then the growth: time at most linearly, the number of SQL queries not at all."""
    services, queries = [], []
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="directory-bench-") as name:
            folder = Path(name)
            fill(folder, size)
            service, *lines = run(folder, "-m", "bench.asking").splitlines()
            print(f"      {size:,}: {service}", flush=True)
            services.append(json.loads(service)[1]["service"])
            for line in (*lines, *run(folder, "-m", "bench.web").splitlines()):
                words, *rest = json.loads(line)
                yield Figure(f"{size:,}: {words}", *rest)
            counts = [
                int(line.split(" ", 1)[0])
                for line in run(folder, "-m", "bench.queries").splitlines()
            ]
            queries.append(counts)
            yield Figure(f"{size:,}: SQL queries of a page, at most", max(counts), "", QUERIES)
    yield Figure(
        "search service, growth for 5 times the entries", services[1] / services[0], "", GROWTH
    )
    more = max(after - before for before, after in zip(*queries, strict=True))
    yield Figure("SQL queries, more of them with 5 times the entries", more, "", 0)


def fill(folder: Path, size: int) -> None:
    """Make a data folder with a catalogue of so many entries, published and indexed."""
    catalogue = str(folder / "catalogue.jsonl")
    run(folder, "script/lib/preparation.py", "--empty")
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
    run(folder, "manage.py", "import_catalogue", catalogue, "--publish")
    run(folder, "manage.py", "run_indexer", "--once")
