"""The kinds of entry as tabs: supply first, and every other kind with its own count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.contract import schema
from search.contract.query import SearchQuery
from search.presenters.links import address
from search.presenters.numbers import grouped
from search.services import PUBLIC_BODIES, Counts

__all__ = ["Counts", "Tab", "present_tabs"]


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; `count` is the number as it is read."""

    label: str
    number: int
    url: str
    current: bool

    @property
    def count(self) -> str:
        """Return the number as it is read."""
        return grouped(self.number)


def present_tabs(query: SearchQuery, counts: Counts) -> tuple[Tab, ...]:
    """Return the tabs of a question, the chosen one marked; a tab keeps every filter but kind and type."""
    kept = {name: values for name, values in query.filters.items() if name not in {"type", "kind"}}
    types, kinds = query.chosen("type"), query.chosen("kind")
    public = types == PUBLIC_BODIES["type"] and kinds == PUBLIC_BODIES["kind"]

    def tabs() -> Iterator[Tab]:
        yield Tab(
            _("Solutions and suppliers"), counts.supply, address(query, filters=kept), not types
        )
        for name, label in (
            (schema.SOLUTION, _("Solutions")),
            (schema.ORGANISATION, _("Organisations")),
            (schema.REFERENCE, _("Projects")),
            (schema.NEED, _("Public needs")),
            (schema.DATASET, _("Datasets")),
        ):
            current = types == (name,) and not public
            yield Tab(
                label,
                counts.types.get(name, 0),
                address(query, filters=kept | {"type": (name,)}),
                current,
            )
        yield Tab(
            _("Public bodies"),
            counts.public_bodies,
            address(query, filters=kept | PUBLIC_BODIES),
            public,
        )

    return tuple(tabs())
