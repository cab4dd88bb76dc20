"""This will fill an SQLite database from lines of entries, and ask it questions by Wagtail's own search.

`python -m bench.wagtail.asking ENTRIES.jsonl QUESTIONS.json DATABASE` prints the mean milliseconds of a question. Each
answer has 20 hits, the total and all facets, every facet counted by `.facet()` under the filters of all others.
"""

from __future__ import annotations

import statistics
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

_BATCH = 2_000
_HITS = 20


def main() -> None:
    """Set a project up, fill it, ask and print."""
    entries, questions, database = map(Path, sys.argv[1:4])
    import django
    from django.conf import settings

    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(database)}},
        INSTALLED_APPS=["django.contrib.contenttypes", "modelsearch", "bench.wagtail"],
        MODELSEARCH_BACKENDS={
            "default": {"BACKEND": "modelsearch.backends.database", "AUTO_UPDATE": False}
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    _fill(entries)
    asked = orjson.loads(questions.read_bytes())
    times = []
    for number, (text, filters) in enumerate([asked[0], *asked]):
        start = time.perf_counter()
        _ask(text, filters)
        if number:
            times.append(1000 * (time.perf_counter() - start))
    print(statistics.fmean(times))


def _fill(path: Path) -> None:
    from django.db import connection, transaction
    from modelsearch.backends import get_search_backend

    from bench.wagtail.models import SEVERAL, SINGLE, Entry, Value

    known: dict[str, int] = {}
    with path.open("rb") as file, transaction.atomic():
        while lines := [orjson.loads(line) for line in islice(file, _BATCH)]:
            made = Entry.objects.bulk_create(
                Entry(
                    **{name: line[name] for name in ("key", "name", "text", "supply", "type")},
                    **{name: next(iter(line["facets"].get(name, ())), "") for name in SINGLE[1:]},
                )
                for line in lines
            )
            for facet in SEVERAL:
                wanted = {value for line in lines for value in line["facets"].get(facet, ())}
                for value in sorted(wanted - known.keys()):
                    known[value] = Value._default_manager.create(slug=value).pk
                through = getattr(Entry, facet).through
                through.objects.bulk_create(
                    [
                        through(entry_id=entry.pk, value_id=known[value])
                        for entry, line in zip(made, lines, strict=True)
                        for value in line["facets"].get(facet, ())
                    ],
                    batch_size=_BATCH,
                )
            get_search_backend().get_index_for_model(Entry).add_items(Entry, made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _ask(text: str, filters: dict[str, list[str]]) -> Any:
    from bench.wagtail.models import SEVERAL, SINGLE

    found = _found(text, filters)
    hits = list(found[:_HITS])
    facets = {
        facet: _found(text, {name: filters[name] for name in filters if name != facet}).facet(facet)
        for facet in (*SINGLE, *SEVERAL)
    }
    return found.count(), hits, facets


def _found(text: str, filters: dict[str, list[str]]) -> Any:
    from modelsearch.backends import get_search_backend
    from modelsearch.query import MATCH_ALL

    from bench.wagtail.models import SEVERAL, Entry, Value

    entries = Entry.objects.all() if "type" in filters else Entry.objects.filter(supply=True)
    for facet, values in filters.items():
        if facet in SEVERAL:
            through = getattr(Entry, facet).through
            chosen = Value._default_manager.filter(slug__in=values)
            held = through.objects.filter(value__in=chosen).values("entry")
            entries = entries.filter(pk__in=held)
        else:
            entries = entries.filter(**{f"{facet}__in": values})
    return get_search_backend().search(text or MATCH_ALL, entries)


if __name__ == "__main__":
    main()
