"""Let what editors chose for a query be found by it, and stand first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from elasticsearch_dsl.query import Bool, ConstantScore, DisMax, Ids, Query

from search.engines.planning import Step, Text, pin_scores


def with_pins(text: Text[Query], keys: Sequence[str]) -> Text[Query]:
    """Return a text that also finds the entries of some keys and ranks them first, in their order.

    Filters are asked for beside the text, so they hold for these entries too; a key that the index lacks finds nothing.
    """
    if not keys:
        return text
    scored = [
        ConstantScore(filter=Ids(values=[key]), boost=score) for key, score in pin_scores(keys)
    ]

    def pinned(step: Step[Query]) -> Step[Query]:
        matching = Bool(should=[step.matching, Ids(values=list(keys))])
        ranking = DisMax(queries=[step.ranking, *scored])
        return replace(step, matching=matching, ranking=ranking, unpinned=step.matching)

    return replace(text, steps=tuple(map(pinned, text.steps)), pinned=frozenset(keys))
