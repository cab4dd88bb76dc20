"""This will write all entries of a data folder and some questions for Wagtail's search, and ask them of the site's own.

`DATA_DIR=… python -m bench.wagtail.giving ENTRIES.jsonl QUESTIONS.json` prints the mean milliseconds of a question.
"""

from __future__ import annotations

import os
import statistics
import sys
from pathlib import Path
from typing import Any

import orjson

from bench.asking import in_turns, questions
from search.contract.document import Document
from search.contract.query import SearchQuery

QUESTIONS = 20
"""Wagtail's search takes seconds for one of them."""


def main() -> None:
    """Write, ask and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings.development")
    import django

    django.setup()
    from search import indexing, services

    entries, asked = map(Path, sys.argv[1:3])
    with entries.open("wb") as file:
        for document in indexing.everything():
            file.write(orjson.dumps(_entry(document)) + b"\n")
    chosen = questions()[:QUESTIONS]
    asked.write_bytes(orjson.dumps(chosen))
    queries = [SearchQuery(text=text, filters=filters) for text, filters in chosen]
    # The first times fill what a process keeps.
    times = in_turns({"service": (services.search, queries * 3)})["service"]
    print(statistics.fmean(times[QUESTIONS:]))


def _entry(document: Document) -> dict[str, Any]:
    texts = {field: "\n".join(text.values()) for field, text in document.texts.items()}
    return {
        "key": document.key,
        "type": document.type,
        "supply": document.supply,
        "facets": document.facets,
        "name": texts.pop("name", ""),
        "text": "\n".join(texts.values()),
    }


if __name__ == "__main__":
    main()
