"""Rows of the catalogue for tests, each complete unless told otherwise."""

from __future__ import annotations

import itertools
from typing import Any

from directory.catalogue.models import Dataset, Organisation, Reference, RegisterRecord, Solution
from directory.taxonomy.models import Cpv, Sector, Technology, Term

_numbers = itertools.count(1)


def term(model: type[Term] = Sector, slug: str = "", **fields: Any) -> Any:
    """Return a saved term; a CPV code gets eight digits."""
    number = next(_numbers)
    extra: dict[str, Any] = {}
    if model is Cpv:
        slug = slug or f"72{number:06}"
        extra = {"check_digit": "1", "level": 2}
    slug = slug or f"term-{number}"
    defaults = {"label_en": f"Term {slug}", "label_lv": f"Vārds {slug}"}
    return model.objects.create(slug=slug, **(defaults | extra | fields))


def technology(**fields: Any) -> Technology:
    """Return a saved technology."""
    return term(Technology, **fields)


def organisation(*, number: str | None = None, **fields: Any) -> Organisation:
    """Return a saved, published organisation, with a register record where a number is given."""
    fields = {"name_en": f"Company {next(_numbers)}"} | fields
    row = Organisation.objects.create(**fields)
    if number:
        RegisterRecord.objects.create(organisation=row, registration_number=number)
    return row


def solution(*, providers: Any = None, **fields: Any) -> Solution:
    """Return a saved, published solution of one organisation unless others are given."""
    fields = {"name_en": f"Solution {next(_numbers)}"} | fields
    row = Solution(**fields)
    row.providers = providers if providers is not None else [organisation()]
    row.save()
    return row


def reference(**fields: Any) -> Reference:
    """Return a saved, published reference."""
    if "organisation" not in fields:
        fields["organisation"] = organisation()
    return Reference.objects.create(**({"title_en": f"Reference {next(_numbers)}"} | fields))


def dataset(**fields: Any) -> Dataset:
    """Return a saved, published dataset."""
    return Dataset.objects.create(**({"title_en": f"Dataset {next(_numbers)}"} | fields))
