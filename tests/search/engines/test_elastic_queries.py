"""What a question becomes for Elasticsearch, without a server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from search.contract.levers import Levers
from search.contract.parse import parse
from search.engines.elastic.compile import compile_text
from search.engines.planning import Found, joined_terms, known_alternatives


def choices(body: Any) -> Iterator[list[Any]]:
    """Yield every list of queries that Elasticsearch has to choose from."""
    if isinstance(body, list):
        for one in body:
            yield from choices(one)
    elif isinstance(body, dict):
        for name, value in body.items():
            if name == "dis_max":
                yield value.get("queries", [])
            elif name == "bool":
                yield [
                    one
                    for queries in value.values()
                    if isinstance(queries, list)
                    for one in queries
                ]
            yield from choices(value)


def test_there_is_no_choice_between_no_queries() -> None:
    levers = Levers([["chatbot", "chatbots and virtual assistants"]])
    parsed = parse("chat bot", levers)
    joined = joined_terms(*parsed.wanted)
    found = [
        Found(word, (*word.terms, *joined), alternatives=known_alternatives(word, lambda _: 1))
        for word in parsed.wanted
    ]
    assert all(one.alternatives for one in found)
    for step in compile_text(parsed, found, lambda _: 1).steps:
        for query in (step.matching, step.ranking):
            asked = list(choices(query.to_dict()))
            assert asked
            assert all(asked)
