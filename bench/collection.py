"""This will measure the search by a test collection of English abstracts: `python -m bench.collection FOLDER`.

The folder holds three files in the format of the SMART project, in which Cranfield, CISI, MED, CACM and ADI are passed
on: documents (`*.all*`), questions (`*.qry` or `query.text`) and judgments (`*.rel`, `*qrel*`). Each abstract becomes a
solution, each question is asked as it stands, and nDCG@10 is printed for this search, with `--elastic URL` on that
server too, and for the search library with its own English stemmer. `--site` imports the abstracts into an empty site
with all its vocabularies and asks through the API, as anybody could. No collection is part of the project.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import tantivy

from bench.catalogues import run
from bench.peers import on_elastic
from search.contract import schema
from search.contract.document import Document
from search.contract.engine import Engine
from search.contract.metrics import ndcg
from search.contract.query import SearchQuery
from search.engines.elastic import ElasticEngine, Server
from search.engines.embedded import EmbeddedEngine

FOUND = 10
WANTED = 0.40
_NAME = 200

_FIELD = re.compile(r"\.([A-Z])(?:\s+(\d+))?\s*$")
_FILES = {
    "documents": ("*.all*", "*.ALL*"),
    "questions": ("*.qry", "*.QRY", "query.text"),
    "judgments": ("*.rel", "*.REL", "*qrel*"),
}

Grades = dict[str, int]


@dataclass(frozen=True, slots=True)
class Collection:
    """Hold abstracts by number (title, text), questions by number, and the relevant abstracts of each question."""

    documents: dict[str, tuple[str, str]]
    questions: dict[str, str]
    judgments: dict[str, Grades]


def read(folder: Path) -> Collection:
    """Return the collection of a folder; raises `FileNotFoundError` where one of its files is missing."""
    documents, questions, judgments = (_file(folder, kind) for kind in _FILES)
    # In some collections the questions are numbered with gaps and the judgments by their order.
    asked = [(record["I"], _line(record.get("W", ""))) for record in _records(questions)]
    judged = dict(_judged(judgments))
    if not judged.keys() <= {number for number, _ in asked}:
        asked = [(str(place), text) for place, (_, text) in enumerate(asked, start=1)]
    return Collection(
        {record["I"]: _abstract(record) for record in _records(documents)},
        dict(asked),
        judged,
    )


def measure(collection: Collection, ask: Callable[[str], list[str]]) -> float:
    """Return the mean nDCG@10 of the judged questions, every relevant abstract counting alike."""
    found = [
        ndcg(ask(text), collection.judgments[number], at=FOUND)
        for number, text in collection.questions.items()
        if number in collection.judgments
    ]
    return sum(found) / len(found)


def solutions(collection: Collection) -> Iterator[Document]:
    """Yield a solution for each abstract."""
    for number, (title, text) in collection.documents.items():
        yield Document(
            type=schema.SOLUTION,
            key=f"{schema.SOLUTION}:{number}",
            id=number,
            slug=f"abstract-{number}",
            texts={"name": {"en": title}, "description": {"en": text}},
            sort_name={"en": title},
            supply=True,
        )


def ours(collection: Collection, engine: Engine) -> Callable[[str], list[str]]:
    """Return a way to ask an engine of the site, which is filled first."""
    engine.rebuild(solutions(collection), 1)

    def ask(text: str) -> list[str]:
        result = engine.search(SearchQuery(text=text, page_size=FOUND))
        return [hit.id for hit in result.hits]

    return ask


def library(collection: Collection) -> Callable[[str], list[str]]:
    """Return a way to ask the search library by itself, over titles and texts cut by its own English stemmer."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in ("title", "text"):
        builder.add_text_field(name, tokenizer_name="en_stem")
    index = tantivy.Index(builder.build())
    writer = index.writer(50_000_000, 1)
    for number, (title, text) in collection.documents.items():
        writer.add_document(tantivy.Document(id=[number], title=[title], text=[text]))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ask(text: str) -> list[str]:
        query = index.parse_query(" ".join(re.findall(r"\w+", text.lower())), ["title", "text"])
        hits = searcher.search(query, FOUND).hits
        return [str(searcher.doc(address).get_first("id")) for _, address in hits]

    return ask


def _file(folder: Path, kind: str) -> Path:
    found = sorted(path for pattern in _FILES[kind] for path in folder.glob(pattern))
    if not found:
        raise FileNotFoundError(f"{folder} holds no {kind}: {', '.join(_FILES[kind])}")
    return found[0]


def _records(path: Path) -> Iterator[dict[str, str]]:
    record: dict[str, str] = {}
    field = ""
    for line in path.read_text(encoding="latin-1").splitlines():
        start = _FIELD.match(line)
        if start and start[1] == "I":
            if record:
                yield record
            record, field = {"I": str(int(start[2]))}, ""
        elif start:
            field = start[1]
            record.setdefault(field, "")
        elif field:
            record[field] += line + "\n"
    if record:
        yield record


def _abstract(record: dict[str, str]) -> tuple[str, str]:
    title, text = _line(record.get("T", "")), _line(record.get("W", ""))
    return title or " ".join(text.split()[:8]) or record["I"], text


def _judged(path: Path) -> Iterator[tuple[str, Grades]]:
    found: dict[str, Grades] = {}
    for line in path.read_text(encoding="latin-1").splitlines():
        columns = line.split()
        # A third column below zero marks what was judged not to be relevant.
        if len(columns) >= 2 and (len(columns) != 3 or int(columns[2]) > 0):
            found.setdefault(str(int(columns[0])), {})[str(int(columns[1]))] = 1
    yield from found.items()


def _line(text: str) -> str:
    return " ".join(text.split())


def lines(collection: Collection) -> Iterator[dict[str, object]]:
    """Yield the abstracts as lines of a catalogue, all of one provider."""
    provider = "collection"
    yield {"type": "organisation", "id": provider, "kind": "company", "name": "Collection"}
    for number, (title, text) in collection.documents.items():
        words = {"name": {"en": title[:_NAME]}} | ({"description": {"en": text}} if text else {})
        line = {"type": schema.SOLUTION, "id": number, "providers": [provider], "kind": "product"}
        yield line | words


def site(folder: Path, engines: dict[str, dict[str, str]]) -> Iterator[tuple[str, float]]:
    """Yield the measure through the API of a site of its own for each engine with its settings."""
    collection = read(folder)
    with tempfile.TemporaryDirectory(prefix="directory-bench-") as name:
        data = Path(name)
        run(data, "script/lib/preparation.py", "--empty")
        catalogue = data / "collection.jsonl"
        with catalogue.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines(collection))
        run(data, "manage.py", "import_catalogue", str(catalogue), "--publish")
        for engine, given in engines.items():
            run(data, "manage.py", "rebuild_index", "--engine", engine, "-v", "0", **given)
            yield engine, float(run(data, "-m", "bench.collection", str(folder), "--api", **given))


def api() -> Callable[[str], list[str]]:
    """Return a way to ask the API of the site whose settings are in use."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings.development")
    import django

    django.setup()
    from django.test import Client

    client = Client(headers={"host": "localhost"})

    def ask(text: str) -> list[str]:
        answer = client.get("/api/v1/search", {"q": text, "lang": "en", "page_size": FOUND})
        if answer.status_code != 200:
            raise SystemExit(f"{answer.status_code} for {text!r}")
        return [hit["id"] for hit in answer.json()["results"]]

    return ask


def main() -> int:
    """Print the measures; returns 1 where this search stays below what is wanted."""
    parser = argparse.ArgumentParser(prog="python -m bench.collection", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--elastic", metavar="URL", default="", help="ask this server too")
    parser.add_argument("--site", action="store_true", help="ask through the API of a site")
    parser.add_argument("--api", action="store_true", help="ask the site of DATA_DIR, no more")
    given = parser.parse_args()
    collection = read(given.folder)
    if given.api:
        sys.stdout.write(f"{measure(collection, api())}\n")
        return 0
    found: dict[str, float] = {}
    with contextlib.ExitStack() as stack:
        directory = stack.enter_context(tempfile.TemporaryDirectory())
        found["embedded"] = measure(collection, ours(collection, EmbeddedEngine(directory)))
        settings: dict[str, str] = {}
        if given.elastic:
            settings = stack.enter_context(on_elastic(given.elastic))
            server = Server((given.elastic,), prefix=settings["ELASTICSEARCH_PREFIX"], timeout=20.0)
            found["elastic"] = measure(collection, ours(collection, ElasticEngine(server)))
        if given.site:
            engines: dict[str, dict[str, str]] = {"embedded": {}}
            if settings:
                engines["elastic"] = settings
            for engine, figure in site(given.folder, engines):
                found[f"{engine}, through the API of a site"] = figure
    found["the library's English stemmer"] = measure(collection, library(collection))
    for name, figure in found.items():
        sys.stdout.write(f"{name:36} nDCG@{FOUND} {figure:.3f}\n")
    own = [figure for name, figure in found.items() if "library" not in name]
    return 0 if min(own) >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
