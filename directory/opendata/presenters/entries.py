"""Write public entries in the shapes of the JSON Lines, a batch in a constant number of queries.

Columns are named one by one: a column that is added to a model stays private until it is named here. The role mailbox
of an organisation is never named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import translation

from directory.catalogue.models import (
    Dataset,
    Entry,
    FundingRound,
    Organisation,
    Reference,
    Solution,
)
from directory.needs.choices import NeedStatus
from directory.needs.models import Need
from directory.opendata.presenters.ids import ids_of_public
from directory.opendata.presenters.procedures import procedures
from directory.opendata.presenters.terms import Codes
from search.indexing.relations import Row, grouped, in_languages, links, public_ids, rows_of, texts

Shape = dict[str, Any]

PUBLIC: Mapping[str, type[Entry]] = {
    "organisations": Organisation,
    "solutions": Solution,
    "references": Reference,
    "datasets": Dataset,
    "needs": Need,
}
"""Name of a collection in addresses → its model."""

_LANGUAGES = ("en", "lv")
_COMMON = ("slug", "is_sample", "updated_at")


def public_entries(model: type[Entry], pks: Sequence[int]) -> list[Shape]:
    """Return those of the entries that everybody may see, in the order of keys."""
    return _WRITERS[model](pks)


def _organisations(pks: Sequence[int]) -> list[Shape]:
    columns = (
        *(
            "kind",
            "activity",
            "website",
            "country_id",
            "city",
            "region_id",
            "founded",
            "employees",
            "startup_stage",
        ),
        *("register__registration_number", "register__legal_name", "register__legal_form"),
        "register__registered_on",
    )
    rows = _rows(Organisation, pks, columns, "name", "tagline", "description")
    found = [row["pk"] for row in rows]
    codes = Codes(Organisation, found)
    codes.single("country", (row["country_id"] for row in rows))
    codes.single("region", (row["region_id"] for row in rows))
    money = ("organisation_id", "year", "kind", "amount", "currency", "source_url")
    funding = grouped(
        rows_of(FundingRound.objects.filter(organisation__in=found), money), "organisation_id"
    )
    ids = public_ids(Organisation, found)
    return [
        _shape(
            Organisation,
            row,
            ids,
            kind=row["kind"],
            name=texts(row, "name"),
            legal_name=row["register__legal_name"],
            registration_number=row["register__registration_number"],
            legal_form=row["register__legal_form"],
            registered_on=row["register__registered_on"],
            tagline=texts(row, "tagline"),
            description=texts(row, "description"),
            activity=row["activity"],
            website=row["website"],
            country=codes.of("country", row["country_id"]),
            city=row["city"],
            region=codes.of("region", row["region_id"]),
            founded=row["founded"],
            employees=row["employees"],
            startup_stage=row["startup_stage"],
            funding=[_filled(_round(one)) for one in funding.get(row["pk"], ())],
            **codes.many(row["pk"]),
        )
        for row in rows
    ]


def _round(row: Row) -> Shape:
    amount = None if row["amount"] is None else float(row["amount"])
    return {name: row[name] for name in ("year", "kind", "currency", "source_url")} | {
        "amount": amount
    }


def _solutions(pks: Sequence[int]) -> list[Shape]:
    plain = (
        "kind",
        "trl",
        "stage",
        "data_driven",
        "partner_sought",
        "licence",
        "repository",
        "website",
    )
    rows = _rows(
        Solution,
        pks,
        (*plain, "pillar_1", "pillar_2", "pillar_3"),
        "name",
        "tagline",
        "description",
        "features",
    )
    found = [row["pk"] for row in rows]
    codes = Codes(Solution, found)
    providers = _linked(Solution, "providers", Organisation, found)
    datasets = _linked(Solution, "datasets", Dataset, found)
    ids = public_ids(Solution, found)
    return [
        _shape(
            Solution,
            row,
            ids,
            providers=providers.get(row["pk"], []),
            name=texts(row, "name"),
            tagline=texts(row, "tagline"),
            description=texts(row, "description"),
            features=texts(row, "features"),
            pillars=[number for number in (1, 2, 3) if row[f"pillar_{number}"]],
            datasets=datasets.get(row["pk"], []),
            **{name: row[name] for name in plain},
            **codes.many(row["pk"]),
        )
        for row in rows
    ]


def _references(pks: Sequence[int]) -> list[Shape]:
    plain = ("client_kind", "year", "source_url")
    rows = _rows(
        Reference,
        pks,
        (*plain, "organisation_id", "solution_id", "country_id", "sector_id"),
        *("title", "client", "result"),
    )
    found = [row["pk"] for row in rows]
    codes = Codes(Reference, found)
    codes.single("country", (row["country_id"] for row in rows))
    codes.single("sector", (row["sector_id"] for row in rows))
    organisations = ids_of_public(Organisation, (row["organisation_id"] for row in rows))
    solutions = ids_of_public(Solution, (row["solution_id"] for row in rows))
    ids = public_ids(Reference, found)
    return [
        _shape(
            Reference,
            row,
            ids,
            organisation=organisations.get(row["organisation_id"]),
            solution=solutions.get(row["solution_id"]),
            client=texts(row, "client"),
            country=codes.of("country", row["country_id"]),
            sector=codes.of("sector", row["sector_id"]),
            title=texts(row, "title"),
            result=texts(row, "result"),
            **{name: row[name] for name in plain},
            **codes.many(row["pk"]),
        )
        for row in rows
    ]


def _datasets(pks: Sequence[int]) -> list[Shape]:
    plain = ("url", "licence", "update_frequency")
    rows = _rows(
        Dataset,
        pks,
        (*plain, "publisher_id", "formats"),
        *("title", "description", "legal_note", "publisher_name"),
    )
    found = [row["pk"] for row in rows]
    codes = Codes(Dataset, found)
    publishers = ids_of_public(Organisation, (row["publisher_id"] for row in rows))
    ids = public_ids(Dataset, found)
    return [
        _shape(
            Dataset,
            row,
            ids,
            title=texts(row, "title"),
            description=texts(row, "description"),
            publisher=publishers.get(row["publisher_id"]) or texts(row, "publisher_name"),
            legal_note=texts(row, "legal_note"),
            formats=[part.strip() for part in row["formats"].split(",") if part.strip()],
            **{name: row[name] for name in plain},
            **codes.many(row["pk"]),
        )
        for row in rows
    ]


def _needs(pks: Sequence[int]) -> list[Shape]:
    plain = ("kind", "published", "deadline", "source_url")
    columns = (
        *plain,
        "buyer_id",
        "buyer_name",
        "country_id",
        "budget_min",
        "budget_max",
        "currency",
        "settled",
        "responses_here",
    )
    rows = _rows(Need, pks, columns, "title", "description")
    found = [row["pk"] for row in rows]
    codes = Codes(Need, found)
    codes.single("country", (row["country_id"] for row in rows))
    buyers = ids_of_public(Organisation, (row["buyer_id"] for row in rows))
    ids = public_ids(Need, found)
    run = procedures(found)
    return [
        _shape(
            Need,
            row,
            ids,
            buyer=buyers.get(row["buyer_id"]) or row["buyer_name"],
            country=codes.of("country", row["country_id"]),
            title=texts(row, "title"),
            description=texts(row, "description"),
            budget_min=None if row["budget_min"] is None else float(row["budget_min"]),
            budget_max=None if row["budget_max"] is None else float(row["budget_max"]),
            currency=row["currency"] if row["budget_min"] or row["budget_max"] else None,
            status=_status(row),
            responses_here=row["responses_here"],
            **run[row["pk"]],
            **{name: row[name] for name in plain},
            **codes.many(row["pk"]),
        )
        for row in rows
    ]


def _status(row: Row) -> str:
    """Return the state of a need now, as the model derives it."""
    return str(Need(settled=row["settled"], deadline=row["deadline"]).status or NeedStatus.OPEN)


def _rows(
    model: type[Entry], pks: Sequence[int], columns: Iterable[str], *translated: str
) -> list[Row]:
    public = model._default_manager.public().filter(pk__in=pks)
    return rows_of(public, (*_COMMON, *columns, *in_languages(*translated)))


def _shape(model: type[Entry], row: Row, ids: Mapping[int, str], **values: Any) -> Shape:
    """Return an entry without what is empty."""
    head = {"type": model.type_name, "id": ids[row["pk"]], "slug": row["slug"]}
    tail = {
        "sample": row["is_sample"],
        "updated": row["updated_at"],
        "url": _pages(model, row["slug"]),
    }
    return _filled(head | values | tail)


def _filled(values: Shape) -> Shape:
    return {
        name: value
        for name, value in values.items()
        if value not in (None, "", [], {}) and value is not False
    }


def _pages(model: type[Entry], slug: str) -> dict[str, str]:
    found = {}
    for lang in _LANGUAGES:
        with translation.override(lang):
            found[lang] = reverse(f"browse:{model.type_name}", args=[slug])
    return found


def _linked(
    model: type[Entry], field: str, target: type[Entry], pks: Sequence[int]
) -> dict[int, list[str]]:
    pairs = links(model, field, pks)
    ids = ids_of_public(target, (key for keys in pairs.values() for key in keys))
    return {entry: [ids[key] for key in keys if key in ids] for entry, keys in pairs.items()}


_WRITERS: Mapping[type[Entry], Callable[[Sequence[int]], list[Shape]]] = {
    Organisation: _organisations,
    Solution: _solutions,
    Reference: _references,
    Dataset: _datasets,
    Need: _needs,
}
