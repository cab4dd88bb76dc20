"""How the keys of each JSON Lines shape meet the columns of its model, both ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from directory.catalogue.models import (
    Dataset,
    Entry,
    Organisation,
    PartnerCall,
    Reference,
    Solution,
    TrainingProgramme,
)
from directory.catalogue.schemas import (
    DatasetShape,
    EntryShape,
    OrganisationShape,
    PartnerCallShape,
    ReferenceShape,
    SolutionShape,
    TrainingProgrammeShape,
)
from directory.needs.models import Need
from directory.needs.schemas import NeedShape
from directory.taxonomy.models import Term

#: Keys that are no columns, or that need more than their own value; `mapping` knows them.
SPECIAL = frozenset(
    {
        "buyer", "cover", "formats", "funding", "id", "images", "legal_form", "legal_name", "logo",
        "pillars", "publisher", "registered_on", "registration_number", "sample", "slug",
        "source", "status", "type",
    }
)  # fmt: skip
#: Register facts, by their key in the file; the columns have the same names.
REGISTER = ("registration_number", "legal_name", "legal_form", "registered_on")


#: Keys that hold one picture each.
ONE_PICTURE = ("logo", "cover")


@dataclass(frozen=True, slots=True)
class Plan:
    """What the keys of a shape are: the rest of a shape's keys is special."""

    model: type[Entry]
    shape: type[EntryShape]
    texts: tuple[str, ...]
    columns: tuple[str, ...]
    term: Mapping[str, type[Term]]
    terms: Mapping[str, type[Term]]
    entry: Mapping[str, type[Entry]]
    entries: Mapping[str, type[Entry]]
    #: Names of child relations.
    children: tuple[str, ...]

    @property
    def type_name(self) -> str:
        """Return the value of ``type`` on its lines."""
        return self.model.type_name

    @property
    def links(self) -> tuple[str, ...]:
        """Return the many-to-many fields."""
        return (*self.terms, *self.entries)


def _plan(model: type[Entry], shape: type[EntryShape], children: tuple[str, ...] = ()) -> Plan:
    kinds: dict[str, dict[str, Any]] = {
        name: {} for name in ("texts", "columns", "term", "terms", "entry", "entries")
    }
    for name in shape.model_fields:
        if name in SPECIAL:
            continue
        try:
            model._meta.get_field(f"{name}_en")
        except FieldDoesNotExist:
            field = model._meta.get_field(name)
            related = field.related_model
            if related is None:
                kinds["columns"][name] = None
            elif isinstance(related, type) and issubclass(related, Term):
                kinds["terms" if field.many_to_many else "term"][name] = related
            else:
                kinds["entries" if field.many_to_many else "entry"][name] = related
        else:
            kinds["texts"][name] = None
    return Plan(
        model=model,
        shape=shape,
        texts=tuple(kinds["texts"]),
        columns=tuple(kinds["columns"]),
        term=kinds["term"],
        terms=kinds["terms"],
        entry=kinds["entry"],
        entries=kinds["entries"],
        children=children,
    )


#: By ``type``, in an order in which no entry comes before one it refers to.
PLANS: Mapping[str, Plan] = {
    plan.type_name: plan
    for plan in (
        _plan(Organisation, OrganisationShape, ("funding",)),
        _plan(Dataset, DatasetShape),
        _plan(Solution, SolutionShape, ("images",)),
        _plan(Reference, ReferenceShape),
        _plan(Need, NeedShape),
        _plan(TrainingProgramme, TrainingProgrammeShape),
        _plan(PartnerCall, PartnerCallShape),
    )
}
MODELS: Mapping[str, type[Entry]] = {name: plan.model for name, plan in PLANS.items()}


def attname(model: type[models.Model], name: str) -> str:
    """Return the attribute that holds a field's own value: the key of a foreign key."""
    field: Any = model._meta.get_field(name)
    return str(field.attname)
