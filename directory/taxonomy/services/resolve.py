"""Finding the term that a value from outside names."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from django.db.models import Manager

from directory.taxonomy.models import Cpv, Term

TermT = TypeVar("TermT", bound=Term)


class TermResolver(Generic[TermT]):
    """Answers which term of one vocabulary a slug or code means.

    Everything needed is read at once, so that a file of any length costs one query here. Case
    does not matter, merged terms lead to the one they ended in, and a CPV code may carry its
    check digit, which must then be right.
    """

    def __init__(self, model: type[TermT]) -> None:
        self.model = model
        self._slugs: dict[int, str] = {}
        self._keys: dict[str, int] = {}
        self._terms: dict[int, TermT] = {}
        columns = ["pk", "merged_into_id", "slug", *model.codes]
        if model is Cpv:
            columns.append("check_digit")
        rows = list(model._default_manager.values_list(*columns))
        successor = {row[0]: row[1] for row in rows if row[1] is not None}
        for row in rows:
            key = row[0]
            self._slugs[key] = row[2]
            while key in successor:
                key = successor[key]
            self._keys[row[2].lower()] = key
        # A slug wins over the code of another term.
        for row in rows:
            for code in row[3 : 3 + len(model.codes)]:
                if code:
                    self._keys.setdefault(code.lower(), self._keys[row[2].lower()])
        if model is Cpv:
            for row in rows:
                self._keys[f"{row[2]}-{row[3]}"] = self._keys[row[2]]

    def key(self, value: str) -> int | None:
        """Return the primary key of the term that a slug or code names, or None."""
        return self._keys.get(value.strip().lower())

    def slug(self, key: int) -> str:
        """Return the slug of the term with a primary key."""
        return self._slugs[key]

    def resolve(self, value: str) -> TermT | None:
        """Return the term that a slug or code names, or None."""
        key = self.key(value)
        if key is None:
            return None
        if key not in self._terms:
            terms: Manager[Any] = self.model._default_manager
            self._terms[key] = terms.get(pk=key)
        return self._terms[key]

    def add(self, term: TermT) -> None:
        """Take in a term that was created after this resolver was made."""
        self._slugs[term.pk] = term.slug
        self._keys[term.slug.lower()] = term.pk
        self._terms[term.pk] = term
