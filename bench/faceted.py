"""This will ask an Elasticsearch mixed questions by its own FacetedSearch and by our engine: a figure a line.

The raw index holds the same words, facets and stored facts of the same entries, each facet in a column of its own, as
who uses FacetedSearch lays them out. Database and server are those of the settings:
`DATA_DIR=… SEARCH_ENGINE=elastic ELASTICSEARCH_URL=… python -m bench.faceted`. The index of the engine must be there.
"""

from __future__ import annotations

import json
import os
import statistics
import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import orjson
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk
from elasticsearch_dsl import FacetedSearch, TermsFacet
from elasticsearch_dsl.query import Bool, Term

from bench.asking import (
    QUESTIONS,
    SERVICE_RATIO,
    SUGGEST_MILLISECONDS,
    WARM,
    in_turns,
    p95,
    questions,
)
from search.contract import schema
from search.contract.query import SearchQuery
from search.contract.text import text_terms

_VALUES = 1_000
_SUPPLY = "supply"


def main() -> None:
    """Fill the raw index, ask, print, and delete it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings.development")
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.utils import translation

    from search import services
    from search.engines import get_engine, get_indexes
    from search.engines.elastic.server import Server, connect, for_writing
    from search.engines.fallback import FallbackEngine
    from search.presenters.links import address

    engine = get_engine()
    if not isinstance(engine, FallbackEngine):
        raise SystemExit("set SEARCH_ENGINE=elastic and ELASTICSEARCH_URL")
    (chosen,) = get_indexes("elastic")
    client = connect(
        Server(tuple(settings.ELASTICSEARCH_URL), timeout=settings.ELASTICSEARCH_TIMEOUT)
    )
    name = f"bench-raw-{uuid.uuid4().hex[:8]}"
    Raw.using, Raw.index = client, name
    try:
        _fill(for_writing(client), name)
        asked = [SearchQuery(text=text, filters=filters) for text, filters in questions()]
        urls = [address(query) for query in asked]
        api = [url.replace("/en/search/", "/api/v1/search", 1) for url in urls]
        browser = Client(headers={"host": "localhost"})
        translation.activate("en")

        def page(url: str) -> None:
            answer = browser.get(url)
            if answer.status_code != 200 or answer["X-Search-Engine"] != "elastic":
                raise SystemExit(f"{url}: {answer.status_code}, {answer.get('X-Search-Engine')}")

        typed = [query.text[:size] for query in asked if query.text for size in (2, 4, 6)]
        ways: dict[str, tuple[Callable[[Any], Any], Sequence[Any]]] = {
            "raw": (_ask, asked),
            "service": (lambda query: services.search(query, engine=chosen), asked),
            "page": (page, urls),
            "api": (page, api),
            "suggest": (lambda text: services.suggest(text=text, lang="en"), typed[:QUESTIONS]),
        }
        for ask, given in ways.values():
            for one in given[:WARM]:
                ask(one)
        times = in_turns(ways)
    finally:
        client.options(ignore_status=404).indices.delete(index=name)
    mean = statistics.fmean
    ratio = mean(times["service"]) / mean(times["raw"])
    print(json.dumps(("search service, times FacetedSearch", ratio, "", SERVICE_RATIO)))
    for what in ("page", "api"):
        print(
            json.dumps(
                (
                    f"{what}, mean, times FacetedSearch",
                    mean(times[what]) / mean(times["raw"]),
                    "",
                    None,
                )
            )
        )
    print(json.dumps(("suggestions, p95", p95(times["suggest"]), "ms", SUGGEST_MILLISECONDS)))


def _fill(client: Elasticsearch, name: str) -> None:
    from search import indexing
    from search.engines.rows import prepare_all

    words = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
    properties: dict[str, Any] = {"all": words, "data": {"type": "object", "enabled": False}}
    properties |= {facet.name: {"type": "keyword"} for facet in schema.FACETS}
    properties[_SUPPLY] = {"type": "boolean"}
    client.indices.create(
        index=name,
        mappings={"properties": properties, "_source": {"includes": ["data"]}},
        settings={"number_of_shards": 1, "number_of_replicas": 0},
    )

    def rows() -> Iterator[dict[str, Any]]:
        for document, prepared in prepare_all(indexing.everything()):
            facets = {facet: list(values) for facet, values in document.facets.items()}
            row: dict[str, Any] = {**facets, "type": document.type, _SUPPLY: document.supply}
            row |= {"all": prepared.terms.everything, "data": orjson.loads(prepared.data)}
            yield {"_index": name, "_id": document.key, "_source": row}

    bulk(client, rows(), chunk_size=500)
    client.indices.refresh(index=name)


class Raw(FacetedSearch):
    """Ask for 20 hits, the exact total and every facet under the filters of all others."""

    facets = {facet.name: TermsFacet(field=facet.name, size=_VALUES) for facet in schema.FACETS}

    def search(self) -> Any:
        """Ask for a page and the exact total."""
        return super().search().extra(track_total_hits=True)[: schema.PAGE_SIZE]

    def query(self, search: Any, query: SearchQuery) -> Any:
        """Ask for all words, and for the supply where no type is chosen."""
        text = [Term(all=term) for term in text_terms(query.text, query.lang) if term[0] == "~"]
        supply = [] if "type" in query.filters else [Term(**{_SUPPLY: True})]
        return search.query(Bool(must=text, filter=supply))

    def highlight(self, search: Any) -> Any:
        """Leave highlights out."""
        return search


def _ask(query: SearchQuery) -> Any:
    chosen = {facet: list(values) for facet, values in query.filters.items()}
    found = Raw(query, chosen).execute()
    return found.hits.total.value, [hit.to_dict() for hit in found], found.facets.to_dict()


if __name__ == "__main__":
    main()
