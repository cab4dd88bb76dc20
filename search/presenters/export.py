"""Write the answer to a search as a table for spreadsheets, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from django.utils.translation import gettext as _

from directory.media.sheets import csv_lines
from search.contract.query import SearchQuery
from search.contract.result import Hit
from search.presenters.cards import Card, entry_url, present_hit
from search.presenters.evidence import proven
from search.presenters.labels import TYPE_LABELS, Labels

FORMATS = {"csv": "search:export_csv", "json": "search:export_json"}
"""What an answer can be taken along as, and the address of each."""


def csv_export(query: SearchQuery, hits: Iterable[Hit], *, site: str) -> Iterator[str]:
    """Yield the lines of a table of what was found, its head in the active language.

    `site` stands before the addresses of the entries.
    """
    head = (
        _("Kind of entry"),
        _("Name"),
        _("Kind"),
        _("Offered, carried out or sought by"),
        _("Place"),
        _("State"),
        _("Summary"),
        _("Facts"),
        _("Sample"),
        _("Address"),
    )
    return csv_lines(head, (_row(hit, card, site) for hit, card in _cards(query, hits)))


def _row(hit: Hit, card: Card, site: str) -> tuple[str, ...]:
    return (
        str(TYPE_LABELS[hit.type]),
        card.name,
        card.kind,
        "; ".join(owner.name for owner in card.owners),
        card.place,
        card.status.label if card.status else "",
        card.text,
        "; ".join(f"{fact.label}: {fact.value or fact.trl}" for fact in card.evidence),
        _("yes") if card.is_sample else _("no"),
        f"{site}{card.url}",
    )


def json_export(
    query: SearchQuery, total: int, hits: Iterable[Hit], *, site: str
) -> Iterator[bytes]:
    """Yield what was found as one JSON object, with the question; the fields of an entry are those of the API."""
    question: dict[str, Any] = {
        "q": query.text,
        "filters": {name: list(values) for name, values in query.filters.items()},
        "sort": query.sort,
        "lang": query.lang,
        "total": total,
        "results": [],
    }
    yield orjson.dumps(question).removesuffix(b"]}")
    before = b"\n"
    for hit, card in _cards(query, hits):
        yield before + orjson.dumps(_entry(hit, card, site))
        before = b",\n"
    yield b"\n]}\n"


def _entry(hit: Hit, card: Card, site: str) -> dict[str, Any]:
    return {
        "type": hit.type,
        "id": hit.id,
        "slug": hit.slug,
        "name": card.name,
        "url": f"{site}{entry_url(hit.type, hit.slug)}",
        "kind": hit.card.get("kind", ""),
        "owners": [owner.name for owner in card.owners],
        "summary": card.text,
        "sample": card.is_sample,
    }


def _cards(query: SearchQuery, hits: Iterable[Hit]) -> Iterator[tuple[Hit, Card]]:
    labels, asked = Labels(query.lang), proven(query.filters)
    return ((hit, present_hit(hit, labels, asked=asked)) for hit in hits)
