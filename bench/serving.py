"""This will measure a served site: how soon it answers, what it weighs, what memory it takes."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bench.measure import Figure
from bench.site import Served, fresh_copy, served

COLD_SECONDS = 60
WARM_SECONDS = 5
MEMORY_MEGABYTES = 300
WEIGHT_KILOBYTES = 200
LANDING_PAGES = ("/en/", "/lv/", "/en/search/", "/lv/search/?type=need")
# Enough to have loaded what a serving process loads lazily.
WARM_UP_PAGES = (*LANDING_PAGES, "/en/search/?q=data+analysis", "/lv/search/?q=datu+anal%C4%ABze")
WARM_UP_ROUNDS = 20


def measure() -> Iterator[Figure]:
    """Yield the figures of a first and of a second start."""
    with fresh_copy() as folder:
        with served(folder) as site:
            yield Figure("cold: first start to first page", site.seconds, "s", COLD_SECONDS)
        with served(folder) as site:
            yield Figure("warm: second start to first page", site.seconds, "s", WARM_SECONDS)
            for page in LANDING_PAGES:
                kilobytes = weight(site.url + page) / 1000
                yield Figure(f"weight: {page} with all assets", kilobytes, "kB", WEIGHT_KILOBYTES)
            for _ in range(WARM_UP_ROUNDS):
                for page in WARM_UP_PAGES:
                    fetch(site.url + page)
            yield Figure("memory: the web processes", memory(site), "MB", MEMORY_MEGABYTES)


def fetch(url: str) -> tuple[bytes, bytes]:
    """Return a page as it came over the wire, and as text."""
    import gzip

    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=30) as response:
        body: bytes = response.read()
        packed = response.headers.get("Content-Encoding") == "gzip"
    return body, gzip.decompress(body) if packed else body


class _Assets(HTMLParser):
    """Collects the addresses that a browser loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "link" and values.get("rel") in {"stylesheet", "icon", "preload", "manifest"}:
            self.found.append(values.get("href") or "")
        elif tag in {"script", "img", "source", "iframe", "use"}:
            address = values.get("src") or values.get("href") or values.get("srcset") or ""
            self.found.append(address.split(",")[0].split(" ")[0])


def weight(page: str) -> int:
    """Return the bytes of a page and of everything it may load, fonts of every style included.

    Raises ValueError when it would load something from another host.
    """
    body, text = fetch(page)
    total = len(body)
    parser = _Assets()
    parser.feed(text.decode())
    waiting = [urljoin(page, address) for address in parser.found if address]
    seen: set[str] = set()
    while waiting:
        url = waiting.pop().partition("#")[0]
        if url in seen or url.startswith("data:"):
            continue
        if urlsplit(url).netloc != urlsplit(page).netloc:
            raise ValueError(f"{page} loads {url} from another host")
        seen.add(url)
        body, text = fetch(url)
        total += len(body)
        if urlsplit(url).path.endswith(".css"):
            found = re.findall(r"""(?:url\(|@import\s+)["']?([^"')\s]+)""", text.decode())
            waiting += [urljoin(url, address) for address in found]
    return total


def memory(site: Served) -> float:
    """Return the megabytes that the web processes take, what they share counted once."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
            rollup = (folder / "smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue
        if b"granian" in command and str(urlsplit(site.url).port).encode() in command:
            total += int(re.search(r"(?m)^Pss:\s+(\d+) kB", rollup)[1])  # type: ignore[index]
    return total / 1024
