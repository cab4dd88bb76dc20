"""Let what editors chose for a query be found by it, and stand first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import tantivy
from tantivy import Occur, Query

from search.engines.embedded import schema as layout
from search.engines.planning import Step, Text, pin_scores


def with_pins(text: Text[Query], keys: Sequence[str], schema: tantivy.Schema) -> Text[Query]:
    """Return a text that also finds the entries of some keys and ranks them first, in their order.

    Filters are asked for beside the text, so they hold for these entries too; a key that the index lacks finds nothing.
    """
    if not keys:
        return text
    scored = [
        Query.const_score_query(_entry(schema, key), score) for key, score in pin_scores(keys)
    ]
    any_of = [(Occur.Should, _entry(schema, key)) for key in keys]

    def pinned(step: Step[Query]) -> Step[Query]:
        matching = Query.boolean_query([(Occur.Should, step.matching), *any_of])
        ranking = Query.disjunction_max_query([step.ranking, *scored])
        return replace(step, matching=matching, ranking=ranking, unpinned=step.matching)

    return replace(text, steps=tuple(map(pinned, text.steps)), pinned=frozenset(keys))


def _entry(schema: tantivy.Schema, key: str) -> Query:
    return Query.term_query(schema, layout.KEY, key, index_option="basic")
