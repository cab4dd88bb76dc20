"""The vocabularies as an import sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from directory.taxonomy.choices import MarketKind
from directory.taxonomy.models import (
    VOCABULARIES,
    Certification,
    Cpv,
    Market,
    Sector,
    Technology,
    Term,
)
from directory.taxonomy.services.resolve import TermResolver

#: Vocabularies that an import may extend; the others are standards.
EXTENSIBLE: frozenset[type[Term]] = frozenset({Sector, Technology, Certification})
_CODE = re.compile(r"\d{8}(-\d)?")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class UnknownTermError(Exception):
    """A word stands for no term of its vocabulary."""


class Terms:
    """Turns words of a file into keys of terms, and remembers the ones to create."""

    def __init__(self, *, create: bool) -> None:
        self._create = create
        self._resolvers: dict[type[Term], TermResolver[Term]] = {}
        markets: Any = Market.objects
        groups = markets.filter(kind=MarketKind.GROUP)
        self._groups = set(groups.values_list("pk", flat=True))
        self._wanted: dict[type[Term], dict[str, int]] = {}

    def key(self, model: type[Term], word: str) -> int:
        """Return the key of a term; a negative one stands for a term still to be created."""
        found = self._resolver(model).key(word)
        if found is not None:
            return found
        if not self._create or model not in EXTENSIBLE or not _SLUG.fullmatch(word):
            raise UnknownTermError(
                self._unknown_code(word) if model is Cpv else f"unknown term {word!r}"
            )
        wanted = self._wanted.setdefault(model, {})
        return wanted.setdefault(word, -1 - len(wanted))

    def _unknown_code(self, word: str) -> str:
        """Say what is wrong with a code that CPV 2008 does not hold."""
        code = word.strip().partition("-")[0]
        key = self._resolver(Cpv).key(code)
        if key is not None and code != word.strip():
            row: Any = Cpv.objects.get(pk=key)
            return f"unknown term {word!r}: the check digit is wrong, the code is {row.slug}-{row.check_digit}"
        if _CODE.fullmatch(word.strip()):
            return f"unknown term {word!r}: no code of CPV 2008; the list of 2003 is no longer in force"
        return f"unknown term {word!r}: a CPV code has eight digits, such as 72000000-5"

    def country(self, word: str) -> int:
        """Return the key of a country; groups of countries are none."""
        key = self.key(Market, word)
        if key in self._groups:
            raise UnknownTermError(f"{word!r} is a group of countries")
        return key

    def create(self, model: type[Term], keys: Iterable[int]) -> dict[int, int]:
        """Create the terms that negative keys stand for, and return their keys by the negative ones.

        The label is the slug made readable, in both languages: staff complete it.
        """
        slugs = {key: slug for slug, key in self._wanted.get(model, {}).items()}
        resolver = self._resolver(model)
        created: dict[int, int] = {}
        for key in sorted({key for key in keys if key < 0}, reverse=True):
            label = slugs[key].replace("-", " ").capitalize()
            known = resolver.key(slugs[key])
            if known is None:
                create: Any = model.objects.create
                term: Term = create(slug=slugs[key], label_en=label, label_lv=label)
                resolver.add(term)
                known = term.pk
            created[key] = known
        return created

    def forget(self) -> None:
        """Read the vocabularies anew: terms created here were rolled back."""
        self._resolvers.clear()

    def _resolver(self, model: type[Term]) -> TermResolver[Term]:
        if model not in self._resolvers:
            if model not in VOCABULARIES:
                raise TypeError(f"{model.__name__} is no vocabulary")
            self._resolvers[model] = TermResolver(model)
        return self._resolvers[model]
