"""Turn organisations into documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from directory.catalogue.choices import SUPPLY_KINDS, OrganisationKind
from directory.catalogue.models import (
    Organisation,
    PublicContract,
    Solution,
    Verification,
)
from directory.catalogue.validators import is_of_public_body
from directory.taxonomy.models import Certification, Cpv, Market, Region, Sector, Technology
from search.contract import schema
from search.contract.document import Document
from search.indexing import facets
from search.indexing.card import compact, country_code, emblem_number, epoch, trust
from search.indexing.evidence import Evidence, evidence_lines, reference_rows
from search.indexing.facets import Vocabularies
from search.indexing.pictures import logo_urls
from search.indexing.relations import Row, grouped, in_languages, links, public_ids, rows_of, texts
from search.indexing.vocabulary import FACET_VOCABULARY
from search.indexing.words import Texts, choice_label

M2M = ("sectors", "technologies", "data_themes", "markets", "certifications", "cpv")
COLUMNS = (
    *(
        "slug",
        "is_sample",
        "kind",
        "activity",
        "website",
        "country_id",
        "city",
        "region_id",
        "founded",
        "employees",
    ),
    *("logo_id", "first_published_at", "created_at"),
    *("register__registration_number", "register__legal_name"),
    *("register__legal_form", "register__status"),
    *in_languages("name", "tagline", "description"),
)


def organisation_documents(pks: Sequence[int], terms: Vocabularies) -> list[Document]:
    """Return the documents of those of the organisations that everybody may see."""
    rows = rows_of(Organisation.objects.public().filter(pk__in=pks), COLUMNS)
    found = [row["pk"] for row in rows]
    linked = {field: links(Organisation, field, found) for field in M2M}
    references = grouped(reference_rows("organisation_id", found), "organisation_id")
    contracts = grouped(_contracts(found), "organisation_id")
    solutions = links_to_solutions(found)
    verified = grouped(_verifications(found), "organisation_id")
    ids = public_ids(Organisation, found)
    logos = logo_urls(row["logo_id"] for row in rows)
    documents = []
    for row in rows:
        pk = row["pk"]
        proof = Evidence(references.get(pk, []), contracts.get(pk, []))
        own = {field: linked[field].get(pk, []) for field in M2M}
        documents.append(
            Document(
                type=schema.ORGANISATION,
                key=f"{schema.ORGANISATION}:{pk}",
                id=ids[pk],
                slug=row["slug"],
                facets=facets.organisation(row, linked, terms),
                texts=_texts(row, own, proof, terms),
                card=_card(
                    row,
                    proof,
                    ids[pk],
                    {
                        **trust(linked, row, terms),
                        "country": country_code(row["country_id"], terms[Market]),
                        "solutions": solutions.get(pk, 0),
                        "verified": sorted({fact["what"] for fact in verified.get(pk, [])}),
                        "logo": logos.get(row["logo_id"]),
                    },
                ),
                sort_name=texts(row, "name"),
                newest=epoch(row["first_published_at"] or row["created_at"]) or 0,
                supply=row["kind"] in SUPPLY_KINDS or bool(solutions.get(pk)),
                completeness=_completeness(row, own, proof, solutions.get(pk, 0)),
            )
        )
    return documents


def _contracts(pks: Sequence[int]) -> list[Row]:
    columns = ("organisation_id", "title", "buyer_name", "awarded_on")
    return rows_of(PublicContract.objects.filter(organisation__in=pks), columns)


def links_to_solutions(pks: Sequence[int]) -> dict[int, int]:
    """Return how many public solutions each organisation provides."""
    # From the organisations' side: a list of all public solutions to look them up in costs a second a batch.
    public: QuerySet[Any] = Solution.objects.public()
    pairs = public.filter(providers__in=pks).values_list("providers", flat=True)
    counts: dict[int, int] = {}
    for organisation in pairs:
        counts[organisation] = counts.get(organisation, 0) + 1
    return counts


def _verifications(pks: Sequence[int]) -> list[Row]:
    today = timezone.localdate()
    rows = rows_of(
        Verification.objects.filter(organisation__in=pks), ("organisation_id", "what", "expires_on")
    )
    return [row for row in rows if row["expires_on"] is None or row["expires_on"] >= today]


def _texts(
    row: Row, own: dict[str, list[int]], proof: Evidence, terms: Vocabularies
) -> dict[str, dict[str, str]]:
    words = Texts()
    for field in ("name", "tagline", "description"):
        words.add(field, texts(row, field))
    words.add("terms", choice_label(OrganisationKind, row["kind"]))
    for model, keys in (
        (Sector, own["sectors"]),
        (Technology, own["technologies"]),
        (Region, [key for key in (row["region_id"],) if key]),
    ):
        words.terms(terms[model].with_above(keys))
    for field, name in (
        ("markets", "market"),
        ("data_themes", "data_theme"),
    ):
        words.terms(terms[FACET_VOCABULARY[name]].terms(own[field]))
    words.standards(terms[Certification].terms(own["certifications"]))
    words.line("terms", "lv", row["city"])
    # Found by its formal name and number, yet neither is what a reader is shown as its name.
    words.line("provider", "lv", row["register__legal_name"])
    words.line("provider", "lv", row["register__registration_number"])
    # What it won says less of it than its own words: counted among the evidence.
    words.terms(terms[Cpv].with_above(own["cpv"]), "references")
    words.codes(terms[Cpv].with_above(own["cpv"]))
    evidence_lines(words, proof)
    return words.built()


def _card(row: Row, proof: Evidence, public_id: str, facts: dict[str, Any]) -> dict[str, Any]:
    return compact(
        {
            "name": texts(row, "name"),
            "tagline": texts(row, "tagline"),
            "kind": row["kind"],
            "private": _is_private_buyer(row),
            "activity": row["activity"],
            "sample": row["is_sample"],
            "city": row["city"],
            "founded": row["founded"],
            "employees": row["employees"],
            "number": row["register__registration_number"],
            "status": row["register__status"],
            "own_words": bool(texts(row, "description") or texts(row, "tagline")),
            "emblem": emblem_number(
                row["register__registration_number"], public_id, str(row["pk"])
            ),
            **proof.card(),
            **facts,
        }
    )


def _is_private_buyer(row: Row) -> bool:
    """Return whether a company or an association is here because it buys in public procurement."""
    number, form = row["register__registration_number"], row["register__legal_form"]
    return row["kind"] == OrganisationKind.PUBLIC and not is_of_public_body(
        number or "", form or ""
    )


def _completeness(row: Row, own: dict[str, list[int]], proof: Evidence, solutions: int) -> int:
    signs = (
        bool(texts(row, "tagline")),
        bool(texts(row, "description")),
        len(texts(row, "description")) == len(schema.LANGUAGES),
        bool(own["sectors"]),
        bool(own["technologies"]),
        bool(own["markets"]),
        bool(own["certifications"]),
        bool(proof.references),
        len(proof.references) > 1,
        bool(proof.contracts),
        solutions > 0,
        bool(row["website"]),
        bool(row["logo_id"]),
        bool(row["employees"]),
        bool(row["register__registration_number"]),
    )
    return min(schema.MAX_COMPLETENESS, sum(signs))
