"""Which entry an id of a file means."""

from __future__ import annotations

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType

from directory.catalogue.models import Entry, ExternalId


class UnresolvedError(Exception):
    """An id leads to no entry, or to several; the message says why."""


class UnknownIdError(UnresolvedError):
    """Nothing at all has this id."""


class Ids:
    """The external ids of some kinds of entry, read once and kept up to date by the importer.

    In a dry run entries that would be created have negative keys.
    """

    def __init__(self, models: dict[str, type[Entry]]) -> None:
        self._exact: dict[str, dict[tuple[str, str], int]] = {}
        self._anywhere: dict[str, dict[str, set[int]]] = {}
        self._refused: dict[tuple[str, str, str], int] = {}
        self._sources: dict[str, dict[int, set[str]]] = {}
        for name, model in models.items():
            exact: dict[tuple[str, str], int] = {}
            anywhere: dict[str, set[int]] = defaultdict(set)
            rows = ExternalId.objects.filter(content_type=ContentType.objects.get_for_model(model))
            for source, value, key in rows.values_list("source", "value", "object_id").iterator():
                exact[source, value] = key
                anywhere[value].add(key)
            self._exact[name], self._anywhere[name] = exact, anywhere

    def key(self, type_name: str, source: str, value: str) -> int | None:
        """Return the entry that a source calls by a value."""
        return self._exact[type_name].get((source, value))

    def add(self, type_name: str, source: str, value: str, key: int) -> None:
        """Note the entry of an id."""
        self._exact[type_name][source, value] = key
        self._anywhere[type_name][value].add(key)
        if type_name in self._sources:
            self._sources[type_name].setdefault(key, set()).add(source)

    def names(self, type_name: str, source: str, key: int) -> bool:
        """Return whether a source has an id for an entry."""
        if type_name not in self._sources:
            found: dict[int, set[str]] = defaultdict(set)
            for (name, _), entry in self._exact[type_name].items():
                found[entry].add(name)
            self._sources[type_name] = found
        return source in self._sources[type_name].get(key, set())

    def refuse(self, type_name: str, source: str, value: str, line: int) -> None:
        """Note that the line of an id was refused."""
        self._refused[type_name, source, value] = line

    def resolve(self, type_name: str, source: str, text: str) -> int:
        """Return the entry that an id means in a row of a source.

        An id of the same source comes first, then ``source:id``, then the only entry of that id
        anywhere. Raises UnresolvedError, also where the line that should have made it was refused.
        """
        exact = self._exact[type_name]
        if (key := exact.get((source, text))) is not None:
            return key
        if line := self._refused.get((type_name, source, text)):
            raise UnresolvedError(f"{type_name} {text!r} was refused on line {line}")
        prefix, colon, value = text.partition(":")
        if colon:
            if (key := exact.get((prefix, value))) is not None:
                return key
            if line := self._refused.get((type_name, prefix, value)):
                raise UnresolvedError(f"{type_name} {text!r} was refused on line {line}")
        keys = self._anywhere[type_name].get(text, set())
        if len(keys) > 1:
            raise UnresolvedError(f"several sources have an {type_name} {text!r}; write source:id")
        if not keys:
            raise UnknownIdError(f"no {type_name} has the id {text!r}")
        return next(iter(keys))
