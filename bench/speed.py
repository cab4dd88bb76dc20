"""This will measure how quick the site is with 20,000 and with 100,000 entries, and how its time grows between them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bench import catalogues
from bench.catalogues import run
from bench.measure import Figure

QUERIES = 6


def measure() -> Iterator[Figure]:
    """Yield the figures of both sizes, then the growth: time at most linearly, the number of SQL queries not at all."""
    services, queries = [], []
    for size in catalogues.SIZES:
        folder = catalogues.indexed(size)
        service, *lines = run(folder, "-m", "bench.asking").splitlines()
        print(f"      {size:,}: {service}", flush=True)
        services.append(json.loads(service)[1]["service"])
        for line in (*lines, *run(folder, "-m", "bench.web").splitlines()):
            words, *rest = json.loads(line)
            yield Figure(f"{size:,}: {words}", *rest)
        counts = [
            int(line.split(" ", 1)[0]) for line in run(folder, "-m", "bench.queries").splitlines()
        ]
        queries.append(counts)
        yield Figure(f"{size:,}: SQL queries of a page, at most", max(counts), "", QUERIES)
    if len(services) > 1:
        first, last = catalogues.SIZES[0], catalogues.SIZES[-1]
        words = f"search service, growth for {last // first} times the entries"
        yield Figure(words, services[-1] / services[0], "", last / first)
        more = max(after - before for before, after in zip(queries[0], queries[-1], strict=True))
        yield Figure("SQL queries, more of them with more entries", more, "", 0)
