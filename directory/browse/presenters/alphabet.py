"""Entries in the order of their names, as a reader of the page's language looks for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, overload

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language

from directory.catalogue.models import Entry
from directory.catalogue.models.entry import LANGUAGES
from search.contract.text.collation import collation_key

EntryT = TypeVar("EntryT", bound=Entry)


def name_key(entry: Entry) -> str:
    """Return what orders entries by the names that the page shows."""
    return collation_key(entry.text(entry.name_field)[0], _language())


def in_alphabet(entries: Iterable[EntryT]) -> list[EntryT]:
    """Return entries by the names that the page shows."""
    return sorted(entries, key=lambda entry: (name_key(entry), entry.slug))


class Alphabetical(Sequence[Any]):
    """The rows of a queryset by the names that the page shows: a part of them is read when it is asked for.

    No database orders both languages as their readers do, so the names of all rows are read, by one
    query, and the rows of the part by another.
    """

    def __init__(self, rows: QuerySet[Any]) -> None:
        self._rows = rows
        lang = _language()
        languages = (lang, *(other for other in LANGUAGES if other != lang))
        name = rows.model.name_field
        names = rows.order_by().values_list("pk", "slug", *(f"{name}_{one}" for one in languages))
        found = sorted(
            (collation_key(next(filter(None, texts), ""), lang), slug, key)
            for key, slug, *texts in names
        )
        self._keys = [key for _name, _slug, key in found]

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> Any: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Any]: ...

    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, int):
            return self._rows.get(pk=self._keys[place])
        keys = self._keys[place]
        found = self._rows.in_bulk(keys)
        return [found[key] for key in keys if key in found]


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
