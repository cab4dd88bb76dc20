"""Take one page of hits in an order that is the same for every page and favours nobody's name."""

from __future__ import annotations

from typing import Final

import tantivy
from tantivy import DocAddress, Order

from search.contract import schema
from search.contract.query import SearchQuery
from search.engines.embedded import schema as layout
from search.engines.embedded.snapshot import Snapshot

_DIGITS: Final = 4
_MORE: Final = 4

Ranked = list[tuple[float, DocAddress]]


def page(
    snapshot: Snapshot,
    query: SearchQuery,
    matching: tantivy.Query,
    ranking: tantivy.Query | None,
    day: int,
) -> Ranked:
    """Return the hits of the page asked for; `ranking` is None where there is no text to rank by."""
    if query.sort == schema.NAME:
        return _by_column(snapshot, query, matching, layout.name_column(query.lang), Order.Asc)
    if query.sort == schema.NEWEST:
        return _by_column(snapshot, query, matching, layout.newest_column(day), Order.Desc)
    if ranking is None:
        return _by_column(snapshot, query, matching, layout.tie_column(day), Order.Desc)
    return _by_score(snapshot, query, ranking, layout.tie_column(day))


def total(snapshot: Snapshot, matching: tantivy.Query) -> int:
    """Return how many entries a query finds."""
    # The library's type stubs leave the attribute out.
    return int(snapshot.searcher.search(matching, 1).count or 0)  # type: ignore[attr-defined]


def _by_column(
    snapshot: Snapshot, query: SearchQuery, matching: tantivy.Query, column: str, order: Order
) -> Ranked:
    found = snapshot.searcher.search(
        matching,
        query.page_size,
        offset=query.offset,
        order_by_field=column,
        order=order,
        count=False,
    )
    return [(0.0, address) for _, address in found.hits]


def _by_score(
    snapshot: Snapshot, query: SearchQuery, ranking: tantivy.Query, column: str
) -> Ranked:
    """Order by score, and hits of equal score by the shuffle of the day.

    Equals may stand on both sides of the end of the page; all of them are fetched, so that each page is cut from one
    and the same order.
    """
    end = query.offset + query.page_size
    limit = end + query.page_size
    while True:
        found = snapshot.searcher.search(ranking, limit, count=False)
        hits = [(round(score, _DIGITS), address) for score, address in found.hits]
        if len(hits) < limit or hits[-1][0] < hits[end - 1][0] or limit > schema.MAX_WINDOW:
            break
        limit *= _MORE
    if not hits[query.offset : end]:
        return []
    best, worst = hits[query.offset][0], hits[min(end, len(hits)) - 1][0]
    first = next(place for place, hit in enumerate(hits) if hit[0] == best)
    near = [hit for hit in hits[first:] if hit[0] >= worst]
    ties = snapshot.numbers(column, [address for _, address in near])
    order = sorted(range(len(near)), key=lambda place: (-near[place][0], -ties[place]))
    ranked = [near[place] for place in order]
    start = query.offset - first
    return ranked[start : start + query.page_size]
