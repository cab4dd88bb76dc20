"""This will ask one index 300 mixed questions in the ways that a site may: one JSON list of a figure a line.

Every way is asked in the same run, so that what else the machine does weighs on all of them: the library by itself, the
search service, the whole page, and the page's template filled from memory, which is the floor of every page. The index
and the database are those of the data folder in use: `DATA_DIR=… python -m bench.asking`.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

QUESTIONS = 300
SERVICE_RATIO = 1.5
PAGE_RATIO = 2.0
PAGE_MILLISECONDS = 20.0
SUGGEST_MILLISECONDS = 10.0

_WORDS = (
    "data analysis security platform hospital invoice register school energy forest drone cloud payment tender "
    "datu analīze drošība slimnīca rēķins iepirkums skola mežs e-paraksts kartes"
).split()
_FILTERS: tuple[dict[str, tuple[str, ...]], ...] = (
    {},
    {"type": ("solution",)},
    {"market": ("se", "fi")},
    {"size": ("10-49",)},
    {"stage": ("market", "export"), "data_driven": ("yes",)},
)


def questions() -> list[tuple[str, dict[str, tuple[str, ...]]]]:
    """Return texts with filters: a third without a text, the others of one to three words; always the same ones."""
    chance = random.Random(7)
    return [
        (
            " ".join(chance.sample(_WORDS, chance.choice((0, 0, 1, 1, 2, 3)))),
            chance.choice(_FILTERS),
        )
        for _ in range(QUESTIONS)
    ]


def timed(ask: Callable[[Any], Any], asked: Iterable[Any]) -> list[float]:
    """Return the milliseconds that each question took."""
    found = []
    for one in asked:
        start = time.perf_counter()
        ask(one)
        found.append(1000 * (time.perf_counter() - start))
    return found


def p95(times: list[float]) -> float:
    """Return what all but one in twenty stay below."""
    return statistics.quantiles(times, n=20)[-1]


def main() -> None:
    """Ask and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings.development")
    import django

    django.setup()
    from django.conf import settings
    from django.template.loader import get_template
    from django.test import Client
    from django.utils import translation

    from bench.library import Library
    from search import presenters, services
    from search.contract.query import SearchQuery
    from search.presenters.links import address

    translation.activate("en")
    asked = [SearchQuery(text=text, filters=filters) for text, filters in questions()]
    library = Library(settings.SEARCH_DIR)
    client = Client(headers={"host": "localhost"})
    urls = [address(query) for query in asked]
    template = get_template("search/results.html")
    pages = [
        presenters.present(query, result, services.counts(query, result))
        for query in asked[:50]
        for result in (services.search(query),)
    ]
    for query, url in zip(asked[:50], urls, strict=False):
        library.ask(query)
        client.get(url)
    raw = timed(library.ask, asked)
    service = timed(services.search, asked)
    page = timed(client.get, urls)
    floor = timed(lambda one: template.render({"page": one}), pages * (QUESTIONS // len(pages)))
    typed = [word[:size] for word in _WORDS for size in (2, 4, 6)]
    suggest = timed(lambda text: services.suggest(text=text, lang="en"), typed)
    mean = statistics.fmean
    for figure in (
        (
            "search service, times the library by itself",
            mean(service) / mean(raw),
            "",
            SERVICE_RATIO,
        ),
        ("page, times its template filled from memory", mean(page) / mean(floor), "", PAGE_RATIO),
        ("page, p95 one at a time", p95(page), "ms", PAGE_MILLISECONDS),
        ("suggestions, p95", p95(suggest), "ms", SUGGEST_MILLISECONDS),
    ):
        print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    main()
