"""Read what the pages of organisations and solutions show, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from directory.catalogue.models import Organisation, RegisterRecord, Solution
from directory.taxonomy.models import Certification
from search import indexing
from search.contract import schema
from search.indexing.relations import in_languages, links, rows_of, texts

Key = tuple[str, int]
_TEXTS = ("name", "tagline", "description")


def read_cards(keys: Iterable[Key]) -> dict[Key, dict[str, Any]]:
    """Return the cards of those entries that the public may see, without their address."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for type_name, pk in keys:
        wanted[type_name].append(pk)
    organisations = wanted[schema.ORGANISATION]
    solutions = wanted[schema.SOLUTION]
    found: dict[Key, dict[str, Any]] = {}
    numbers = _numbers(organisations)
    for pk, card in _cards(Organisation, organisations, ("kind", "employees")).items():
        found[schema.ORGANISATION, pk] = card | {"registration_number": numbers.get(pk, "")}
    providers = _providers(solutions)
    for pk, card in _cards(Solution, solutions, ("kind", "trl")).items():
        found[schema.SOLUTION, pk] = card | {"providers": providers.get(pk, [])}
    return found


def _cards(model: Any, pks: Sequence[int], own: Sequence[str]) -> dict[int, dict[str, Any]]:
    if not pks:
        return {}
    columns = ("website", "is_sample", *own, *in_languages(*_TEXTS))
    rows = rows_of(model.objects.public().filter(pk__in=pks), columns)
    held = links(model, "certifications", [row["pk"] for row in rows])
    terms = indexing.snapshot()[Certification]
    return {
        row["pk"]: {
            **{field: _said(row, field) for field in _TEXTS},
            **{name: row[name] for name in ("website", "is_sample", *own)},
            "certifications": [
                {"slug": term.slug, "label": dict(term.label)}
                for term in terms.terms(held.get(row["pk"], ()))
            ],
            "providers": [],
        }
        for row in rows
    }


def _said(row: dict[str, Any], field: str) -> dict[str, str]:
    return {lang: text for lang, text in texts(row, field).items() if text}


def _numbers(organisations: Iterable[int]) -> dict[int, str]:
    rows = RegisterRecord.objects.filter(organisation__in=list(organisations))
    pairs = rows.values_list("organisation_id", "registration_number")
    return {pk: number for pk, number in pairs if number}


def _providers(solutions: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    through: Any = Solution.providers.through
    pairs = list(
        through.objects.filter(solution__in=solutions, organisation__live=True)
        .order_by("pk")
        .values_list("solution_id", "organisation_id")
    )
    keys = {organisation for _, organisation in pairs}
    public: Any = Organisation.objects
    rows = rows_of(public.public().filter(pk__in=keys), in_languages("name"))
    names = {row["pk"]: _said(row, "name") for row in rows}
    numbers = _numbers(keys)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for solution, organisation in pairs:
        if organisation in names:
            found[solution].append(
                {
                    "name": names[organisation],
                    "registration_number": numbers.get(organisation, ""),
                }
            )
    return found
