"""This will publish edits of solutions with words that nothing else holds, and look when they are found.

`python -m bench.publishing find NUMBER` publishes one edit after the other while an indexer follows, and prints the
milliseconds that each took to be found. `publish NUMBER MARK` publishes and does not look; `count NUMBER MARK` prints
how many of those are found. Each run needs a mark of its own: what an earlier one published is in every index.
"""

from __future__ import annotations

import json
import os
import sys
import time
import uuid

_GIVE_UP = 30.0
_LOOK = 0.01
_PAUSE = 0.02


def main() -> None:
    """Do what the command line says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings.development")
    import django

    django.setup()
    from directory.catalogue.models import Solution

    what, number, *mark = sys.argv[1], int(sys.argv[2]), *sys.argv[3:]
    solutions = Solution.objects.filter(live=True).order_by("-pk")[:number]
    if what == "find":
        print(json.dumps([_found_after(solution) for solution in solutions]))
    elif what == "publish":
        for solution in solutions:
            _publish(solution, _word(solution.pk, *mark))
            time.sleep(_PAUSE)
    else:
        print(sum(_found(_word(solution.pk, *mark)) for solution in solutions))


def _word(pk: int, mark: str) -> str:
    return f"zx{mark}q{pk}vvk"


def _publish(solution: object, word: str) -> None:
    solution.tagline_en = f"Edited {word}"  # type: ignore[attr-defined]
    solution.save_revision().publish()  # type: ignore[attr-defined]


def _found(word: str) -> bool:
    from search import services
    from search.contract.query import SearchQuery
    from search.engines import get_engine, get_indexes

    # The index itself, not the one that would answer in its place.
    chosen = get_indexes(get_engine().name)[0]
    return services.search(SearchQuery(text=f'"{word}"'), engine=chosen).total == 1


def _found_after(solution: object) -> float:
    word = f"zq{uuid.uuid4().hex}"
    _publish(solution, word)
    start = time.monotonic()
    while not _found(word):
        if time.monotonic() - start > _GIVE_UP:
            raise SystemExit(f"{word} was not found within {_GIVE_UP:g} s")
        time.sleep(_LOOK)
    return 1000 * (time.monotonic() - start)


if __name__ == "__main__":
    main()
