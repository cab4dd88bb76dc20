"""Facet counts of random catalogues equal a count one document at a time, through any changes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.contract import schema
from search.contract.document import Document
from search.contract.query import SearchQuery
from search.engines.embedded import EmbeddedEngine
from tests.search.engines.catalogue import counted, document, expected, ids

VALUES: Mapping[str, list[str]] = {
    facet.name: list(facet.values[:3]) if facet.values else ["a", "b", "c"]
    for facet in schema.FACETS
}
FACETS = [facet.name for facet in schema.FACETS if facet.name != "type"]
WORDS = ["alpha", "beta", "alpha beta"]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    facets = {
        name: tuple(draw(st.sets(st.sampled_from(VALUES[name]), max_size=2))) for name in FACETS[:6]
    }
    return document(
        draw(st.integers(1, 30)),
        draw(st.sampled_from(WORDS)),
        type=draw(st.sampled_from(schema.TYPES[:3])),
        supply=draw(st.booleans()),
        newest=draw(st.integers(0, 3)),
        **{name: values for name, values in facets.items() if values},
    )


def queries() -> st.SearchStrategy[SearchQuery]:
    filters = st.dictionaries(
        st.sampled_from(["type", *FACETS[:6]]), st.none(), max_size=4
    ).flatmap(
        lambda names: st.fixed_dictionaries(
            {
                name: st.lists(st.sampled_from(VALUES[name]), min_size=1, max_size=2).map(tuple)
                for name in names
            }
        )
    )
    return st.builds(
        SearchQuery,
        text=st.sampled_from(["", *WORDS]),
        filters=filters,
        sort=st.sampled_from(schema.SORTS),
        page_size=st.just(100),
    )


def holding(documents: Iterable[Document], text: str) -> list[Document]:
    """Return what has the words: all of them where that is something of the supply, else any."""
    asked = set(text.split())
    named = [(one, set(one.texts["name"]["en"].split())) for one in documents]
    whole = [one for one, words in named if asked <= words]
    if len(asked) < 2 or any(one.supply for one in whole):
        return whole
    return [one for one, words in named if asked & words]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    first=st.lists(documents(), max_size=25),
    changes=st.lists(
        st.tuples(st.lists(documents(), max_size=4), st.sets(st.integers(1, 30), max_size=3)),
        max_size=2,
    ),
    asked=st.lists(queries(), min_size=1, max_size=6),
)
def test_counts_equal_a_plain_count(
    first: list[Document], changes: list[tuple[list[Document], set[int]]], asked: list[SearchQuery]
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        engine = EmbeddedEngine(directory)
        engine.rebuild(first, 0)
        held = {one.key: one for one in first}
        for cursor, (changed, deleted) in enumerate(changes, start=1):
            kept = {one.key for one in changed}
            keys = [
                f"{kind}:{number}"
                for kind in schema.TYPES
                for number in deleted
                if f"{kind}:{number}" not in kept
            ]
            engine.apply(changed, keys, cursor)
            held = {key: one for key, one in held.items() if key not in keys} | {
                one.key: one for one in changed
            }
        for query in asked:
            total, facets = expected(holding(held.values(), query.text), query)
            result = engine.search(query)
            assert result.total == total == len(ids(result))
            assert counted(result) == facets
