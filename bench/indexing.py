"""This will measure the making of an index from the database: time, memory and queries, on both engines."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bench import catalogues
from bench.catalogues import LARGE, run, watched
from bench.measure import Figure
from bench.peers import elasticsearch, on_elastic

SECONDS = 90.0
MEGABYTES = 400.0
NOISE = 1.15
"""What a linear growth may seem to be more than linear."""

#: Prints the most queries that a batch of entries takes, and how many entries there are.
_QUERIES = """
import os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings.development")
django.setup()
import json
from itertools import islice
from django.db import connection
from django.test.utils import CaptureQueriesContext
from search.indexing.build import BATCH, everything
documents, most, count = everything(), 0, 0
while True:
    with CaptureQueriesContext(connection) as queries:
        batch = list(islice(documents, BATCH))
    if not batch:
        break
    count += len(batch)
    if count > BATCH:
        most = max(most, len(queries))
print(json.dumps([most, count]))
"""


def measure() -> Iterator[Figure]:
    """Yield the figures of each size, then how they grow."""
    each: dict[str, list[float]] = {}
    with elasticsearch() as url:
        for size in catalogues.SIZES:
            made = catalogues.made(size)
            if made.seconds is not None:
                yield Figure(f"import, {size:,} entries", made.seconds, "s", None)
            for engine in ("embedded", "elastic"):
                command = ("manage.py", "rebuild_index", "--engine", engine, "-v", "0")
                with on_elastic(url) as settings:
                    ran = watched(made.folder, *command, **settings)
                limited = engine == "embedded" and size == LARGE
                words = f"index, {engine}, {size:,} entries"
                yield Figure(words, ran.seconds, "s", SECONDS if limited else None)
                memory = MEGABYTES if engine == "embedded" else None
                yield Figure(f"{words}: memory", ran.megabytes, "MB", memory)
                each.setdefault(engine, []).append(1000 * ran.seconds / size)
            most, _ = json.loads(run(made.folder, "-c", _QUERIES))
            each.setdefault("queries", []).append(most)
            yield Figure(
                f"index, {size:,} entries: most queries of a batch", most, "", each["queries"][0]
            )
    for engine in ("embedded", "elastic"):
        first, *others = each[engine]
        for other in others:
            yield Figure(
                f"index, {engine}: time of an entry, times that among fewer",
                other / first,
                "",
                NOISE,
            )
