"""Write the terms of entries as the codes that files and addresses use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from directory.catalogue.models import Entry
from directory.taxonomy.models import Term
from search.indexing.relations import Links, links


class Codes:
    """Answers the codes of the terms of a batch of entries: two queries for each field."""

    def __init__(self, model: type[Entry], pks: Sequence[int]) -> None:
        self._model = model
        self._links: dict[str, Links] = {}
        self._codes: dict[str, dict[int, str]] = {}
        for field in model._meta.many_to_many:
            vocabulary = field.related_model
            if field.auto_created or not (
                isinstance(vocabulary, type) and issubclass(vocabulary, Term)
            ):
                continue
            self._links[field.name] = links(model, field.name, pks)
            self._read(
                field.name,
                vocabulary,
                (key for keys in self._links[field.name].values() for key in keys),
            )

    def single(self, field: str, keys: Iterable[int | None]) -> None:
        """Read the terms of a foreign key."""
        vocabulary = self._model._meta.get_field(field).related_model
        if isinstance(vocabulary, type) and issubclass(vocabulary, Term):
            self._read(field, vocabulary, (key for key in keys if key is not None))

    def of(self, field: str, key: int | None) -> str | None:
        """Return the code of a term of a foreign key."""
        return None if key is None else self._codes[field].get(key)

    def many(self, pk: int) -> dict[str, list[str]]:
        """Return the codes of all many-to-many fields of an entry."""
        return {
            field: [code for key in found.get(pk, ()) if (code := self._codes[field].get(key))]
            for field, found in self._links.items()
        }

    def _read(self, field: str, vocabulary: type[Term], keys: Iterable[int]) -> None:
        terms = vocabulary._default_manager.filter(pk__in=set(keys))
        self._codes[field] = {term.pk: term.public_code for term in terms}
