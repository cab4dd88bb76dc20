"""This will ask one index 300 mixed questions in the ways that a site may: one JSON list of a figure a line.

Every way is asked in the same run, so that what else the machine does weighs on all of them: the library by itself, the
search service, the whole page, and the same template filled from memory behind the same middleware, which is the floor
of every page; both come compressed, as browsers take them. Of the 300 questions some come back, as people's do: a page
that was drawn before is remembered, and those asked for the first time are also told by themselves. They take turns,
some questions each. Index and database are those of the data folder in use:
`DATA_DIR=… python -m bench.asking`.
"""

from __future__ import annotations

import gc
import json
import os
import random
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

QUESTIONS = 300
TURN = 20
WARM = 60
SERVICE_RATIO = 1.5
PAGE_RATIO = 2.0
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


def in_turns(
    ways: dict[str, tuple[Callable[[Any], Any], Sequence[Any]]],
) -> dict[str, list[float]]:
    """Return the milliseconds that each question took in each way; each way is asked of all its questions, in turns."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    most = max(len(asked) for _, asked in ways.values())
    for first in range(0, most, TURN):
        for name, (ask, asked) in ways.items():
            for one in asked[first : first + TURN]:
                start = time.perf_counter()
                ask(one)
                found[name].append(1000 * (time.perf_counter() - start))
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
    from django.test import Client, override_settings
    from django.utils import translation

    from bench import floor
    from bench.library import Library
    from search import engines, presenters, services
    from search.contract.query import SearchQuery
    from search.presenters.links import address
    from search.views import remembered

    translation.activate("en")
    asked = [SearchQuery(text=text, filters=filters) for text, filters in questions()]
    library = Library(settings.SEARCH_DIR)
    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})

    def page(url: str) -> None:
        if client.get(url).status_code != 200:
            raise SystemExit(f"{url} was not answered")

    urls = [address(query) for query in asked]
    for query in asked:
        result = services.search(query)
        shown = presenters.present(query, result, services.counts(query, result))
        languages = [{"lang": lang, "url": address(query), "label": lang} for lang in ("en", "lv")]
        content = {"page": shown, "alternates": languages, "canonical": shown.canonical}
        floor.CONTENT.append(content | {"section": shown.section})
    # Nobody has been asked anything yet: the library keeps nothing of earlier questions either.
    engines.forget()
    floors = [f"/en/floor/{number}/" for number in range(len(asked))]
    pages = urls[QUESTIONS // 2 :] + urls[: QUESTIONS // 2]
    typed = [word[:size] for word in _WORDS for size in (2, 4, 6)]
    with override_settings(ROOT_URLCONF="bench.floor"):
        for number in range(WARM):
            library.ask(asked[number])
            page(urls[number])
            page(floors[number])
        remembered.pages.clear()
        # As the server does once it has started.
        gc.collect()
        gc.freeze()
        found = in_turns(
            {
                "library": (library.ask, asked),
                "service": (services.search, asked),
                # Never what the service was asked just before.
                "page": (page, pages),
                "floor": (page, floors),
                "suggest": (lambda text: services.suggest(text=text, lang="en"), typed),
            }
        )
    mean = {name: statistics.fmean(times) for name, times in found.items()}
    fresh = {pages.index(url): found["page"][pages.index(url)] for url in set(pages)}
    mean["page asked for the first time"] = statistics.fmean(fresh.values())
    print(json.dumps(["means, ms", {name: round(value, 2) for name, value in mean.items()}]))
    for figure in (
        (
            "search service, times the library by itself",
            mean["service"] / mean["library"],
            "",
            SERVICE_RATIO,
        ),
        (
            "page, times its template filled from memory",
            mean["page"] / mean["floor"],
            "",
            PAGE_RATIO,
        ),
        (
            "page asked for the first time, times its template filled from memory",
            mean["page asked for the first time"] / mean["floor"],
            "",
            None,
        ),
        ("suggestions, p95", p95(found["suggest"]), "ms", SUGGEST_MILLISECONDS),
    ):
        print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    main()
