"""Read what organisations did: their public references and their public contracts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from directory.catalogue.models import Organisation, PublicContract, Reference
from directory.matching.records import Deed
from directory.matching.scoring.words import words
from directory.matching.services.reading import client_words, places_in
from directory.needs.models import FurtherWinner, Outcome
from directory.taxonomy.models import Cpv, Sector
from search import indexing
from search.indexing.relations import in_languages, links, rows_of, texts

MOST_CHARACTERS = 400
"""Characters of a title that count."""


def read_deeds(organisations: Collection[int] | None = None) -> list[Deed]:
    """Return the deeds of public organisations, of all of them unless some are named."""
    terms = indexing.snapshot(checked=True)
    codes = {pk: row.slug for pk, row in terms[Cpv].rows.items()}
    sectors = {pk: row.slug for pk, row in terms[Sector].rows.items()}
    public: Any = Organisation.objects.public()
    references: Any = Reference.objects.public()
    contracts: Any = PublicContract.objects.filter(organisation__in=public.values("pk"))
    if organisations is not None:
        references = references.filter(organisation__in=organisations)
        contracts = contracts.filter(organisation__in=organisations)
    came_of_contract, came_of_reference, twins = _origins()
    found = []
    rows = rows_of(
        references,
        (
            "slug",
            "organisation_id",
            "solution_id",
            "sector_id",
            "year",
            "client",
            *in_languages("title", "result"),
        ),
    )
    linked: dict[int, list[int]] = {}
    keys = [row["pk"] for row in rows]
    for start in range(0, len(keys), 500):
        linked |= links(Reference, "cpv", keys[start : start + 500])
    for row in rows:
        title = texts(row, "title")
        said = "\n".join([*title.values(), *texts(row, "result").values()])[:MOST_CHARACTERS]
        found.append(
            Deed(
                kind="reference",
                key=row["pk"],
                organisation=row["organisation_id"],
                solution=row["solution_id"],
                words=words(said),
                cpv=tuple(codes[key] for key in linked.get(row["pk"], ()) if key in codes),
                said=said,
                sector=sectors.get(row["sector_id"], ""),
                client=client_words(row["client"]),
                places=places_in(f"{said}\n{row['client']}"),
                year=row["year"],
                title=title,
                url=row["slug"],
                need=came_of_reference.get(row["pk"]),
            )
        )
    columns = (
        "organisation_id",
        "buyer_id",
        "buyer__region_id",
        "buyer_name",
        "title",
        "cpv_id",
        "awarded_on",
        "source_url",
    )
    told = {twins[key]: key for key in keys if key in twins}
    rows = rows_of(contracts, columns)
    # What won a need is told once: by its reference where the winner has completed it, with the buyer.
    buyers = {told[row["pk"]]: row["buyer_id"] for row in rows if row["pk"] in told}
    found = [replace(one, buyer=buyers.get(one.key)) if one.key in buyers else one for one in found]
    found += [
        Deed(
            kind="contract",
            key=row["pk"],
            organisation=row["organisation_id"],
            solution=None,
            words=words(row["title"][:MOST_CHARACTERS]),
            cpv=(codes[row["cpv_id"]],) if row["cpv_id"] in codes else (),
            said=row["title"][:MOST_CHARACTERS],
            buyer=row["buyer_id"],
            client=client_words(row["buyer_name"]),
            places=places_in(f"{row['title'][:MOST_CHARACTERS]}\n{row['buyer_name']}"),
            region=row["buyer__region_id"],
            year=row["awarded_on"].year if row["awarded_on"] else None,
            title={"lv": row["title"]} if row["title"] else {"lv": row["buyer_name"]},
            url=row["source_url"],
            need=came_of_contract.get(row["pk"]),
        )
        for row in rows
        if row["pk"] not in told
    ]
    return found


def _origins() -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """Return contract → need, reference → need and reference → contract of the outcomes published here."""
    rows = Outcome.objects.values_list("contract_id", "reference_id", "need_id")
    further = FurtherWinner.objects.values_list("contract_id", "reference_id", "outcome__need_id")
    contracts, references, twins = {}, {}, {}
    for contract, reference, need in (*rows, *further):
        if contract is not None:
            contracts[contract] = need
        if reference is not None:
            references[reference] = need
        if contract is not None and reference is not None:
            twins[reference] = contract
    return contracts, references, twins
