"""Make entries for the tests of the search, each with the least it needs."""

from __future__ import annotations

from typing import Any

from directory.catalogue.models import Dataset, ExternalId, Organisation, Reference, Solution
from directory.needs.models import Need
from directory.taxonomy.models import Market, Sector, Term


def organisation(name: str = "Datu nams", **fields: Any) -> Organisation:
    """Publish an organisation."""
    return _saved(Organisation, {"name_lv": name, "live": True} | fields)


def solution(
    name: str = "Rindo", *, providers: list[Organisation] | None = None, **fields: Any
) -> Solution:
    """Publish a solution of some organisations, or of a new one."""
    providers = [organisation()] if providers is None else providers
    return _saved(Solution, {"name_en": name, "live": True, "providers": providers} | fields)


def reference(title: str = "Queue forecasts", *, of: Organisation, **fields: Any) -> Reference:
    """Publish a reference of an organisation."""
    return _saved(
        Reference,
        {"title_en": title, "client_en": "A client", "organisation": of, "live": True} | fields,
    )


def dataset(title: str = "Bus stops", **fields: Any) -> Dataset:
    """Publish a dataset."""
    return _saved(Dataset, {"title_en": title, "live": True} | fields)


def need(title: str = "A register of trees", **fields: Any) -> Need:
    """Publish a need."""
    return _saved(Need, {"title_en": title, "live": True} | fields)


def known_as(entry: Any, value: str, source: str = "test") -> ExternalId:
    """Give an entry an id of another system."""
    return ExternalId.objects.create(entry=entry, source=source, value=value)


def term(model: type[Term], slug: str, label: str = "", **fields: Any) -> Any:
    """Make a term."""
    label = label or slug.replace("-", " ").capitalize()
    return model.objects.create(
        slug=slug, **({"label_en": label, "label_lv": f"{label} (lv)"} | fields)
    )


def sector(slug: str, label: str = "", **fields: Any) -> Sector:
    """Make a sector."""
    return term(Sector, slug, label, **fields)


def market(slug: str, label: str = "", **fields: Any) -> Market:
    """Make a market."""
    return term(Market, slug, label, **fields)


def _saved(model: type[Any], fields: dict[str, Any]) -> Any:
    many = {
        name: fields.pop(name) for name in list(fields) if model._meta.get_field(name).many_to_many
    }
    entry = model(**fields)
    for name, values in many.items():
        setattr(entry, name, values)
    entry.save()
    return entry
