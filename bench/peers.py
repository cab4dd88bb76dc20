"""This will measure both engines beside what others would use: FacetedSearch, and Wagtail's own database search."""

from __future__ import annotations

import contextlib
import json
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

from bench import catalogues
from bench.catalogues import LARGE, run
from bench.measure import Figure
from bench.site import ROOT

WAGTAIL_RATIO = 100.0
_ELASTICSEARCH = str(ROOT / "script" / "elasticsearch")


def measure() -> Iterator[Figure]:
    """Yield the figures of each size."""
    with elasticsearch() as url:
        for size in catalogues.SIZES:
            yield from of_size(size, catalogues.indexed(size), url)


def of_size(size: int, folder: Path, url: str) -> Iterator[Figure]:
    """Yield the figures of one catalogue, which has its index."""
    yield from _wagtail(size, folder)
    with on_elastic(url) as settings:
        run(folder, "manage.py", "rebuild_index", "--engine", "elastic", "-v", "0", **settings)
        yield from _asked(f"elastic, {size:,}", run(folder, "-m", "bench.faceted", **settings))


def _asked(words: str, output: str) -> Iterator[Figure]:
    for line in output.splitlines():
        name, value, unit, limit = json.loads(line)
        yield Figure(f"{words}: {name}", value, unit, limit)


def _wagtail(size: int, folder: Path) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="directory-bench-") as name:
        entries, asked, database = (str(Path(name) / one) for one in ("entries", "asked", "db"))
        service = float(run(folder, "-m", "bench.wagtail.giving", entries, asked))
        wagtail = float(run(folder, "-m", "bench.wagtail.asking", entries, asked, database))
    words = f"Wagtail's database search, {size:,}: times ours"
    least = WAGTAIL_RATIO if size >= LARGE else None
    yield Figure(words, wagtail / service, "", least, least=True)


@contextlib.contextmanager
def elasticsearch() -> Iterator[str]:
    """Give the address of the project's own server; one that did not run is stopped afterwards."""
    found = subprocess.run(
        [_ELASTICSEARCH, "url"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    if found.returncode == 0:
        yield found.stdout.split()[-1]
        return
    started = subprocess.run(
        [_ELASTICSEARCH, "start"], stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT
    )
    try:
        yield started.stdout.split()[-1]
    finally:
        subprocess.run([_ELASTICSEARCH, "stop"], check=False, cwd=ROOT)


@contextlib.contextmanager
def on_elastic(url: str) -> Iterator[dict[str, str]]:
    """Give settings for indexes that nobody else uses, and delete those afterwards."""
    from elasticsearch import Elasticsearch

    prefix = f"bench-{uuid.uuid4().hex[:8]}"
    try:
        yield {
            "SEARCH_ENGINE": "elastic",
            "ELASTICSEARCH_URL": url,
            "ELASTICSEARCH_PREFIX": prefix,
            "ELASTICSEARCH_TIMEOUT": "20",
        }
    finally:
        client = Elasticsearch(url, request_timeout=30).options(ignore_status=404)
        for name in client.indices.get_alias(index=f"{prefix}-*").body:
            client.indices.delete(index=name)
