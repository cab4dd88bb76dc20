"""Turn solutions into documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from directory.catalogue.choices import SolutionKind
from directory.catalogue.models import Organisation, Solution
from directory.taxonomy.models import Certification, Cpv, DataTheme, Market, Sector, Technology
from search.contract import schema
from search.contract.document import Document
from search.indexing import facets
from search.indexing.card import compact, emblem_number, epoch, organisation_name, trust
from search.indexing.evidence import Evidence, evidence_lines, reference_rows
from search.indexing.facets import Vocabularies
from search.indexing.relations import Row, grouped, in_languages, links, public_ids, rows_of, texts
from search.indexing.words import Texts, choice_label

M2M = ("sectors", "technologies", "data_themes", "markets", "certifications", "cpv")
COLUMNS = (
    *(
        "slug",
        "is_sample",
        "kind",
        "trl",
        "stage",
        "data_driven",
        "partner_sought",
        "licence",
        "repository",
    ),
    *("pillar_1", "pillar_2", "pillar_3", "first_published_at", "created_at"),
    *in_languages("name", "tagline", "description", "features"),
)
PROVIDER_COLUMNS = (
    *("slug", "kind", "city", "employees", "region_id", "register__registration_number"),
    *in_languages("name"),
)


def solution_documents(pks: Sequence[int], terms: Vocabularies) -> list[Document]:
    """Return the documents of those of the solutions that everybody may see."""
    rows = rows_of(Solution.objects.public().filter(pk__in=pks), COLUMNS)
    found = [row["pk"] for row in rows]
    linked = {field: links(Solution, field, found) for field in M2M}
    providing = links(Solution, "providers", found)
    public = Organisation.objects.public().filter(
        pk__in={key for keys in providing.values() for key in keys}
    )
    organisations = {row["pk"]: row for row in rows_of(public, PROVIDER_COLUMNS)}
    references = grouped(reference_rows("solution_id", found), "solution_id")
    ids = public_ids(Solution, found)
    documents = []
    for row in rows:
        pk = row["pk"]
        own = {field: linked[field].get(pk, []) for field in M2M}
        providers = [organisations[key] for key in providing.get(pk, ()) if key in organisations]
        proof = Evidence(references.get(pk, []), [])
        documents.append(
            Document(
                type=schema.SOLUTION,
                key=f"{schema.SOLUTION}:{pk}",
                id=ids[pk],
                slug=row["slug"],
                facets=facets.solution(row, linked, terms, providers),
                texts=_texts(row, own, providers, proof, terms),
                card=_card(row, providers, proof, ids[pk], trust(linked, row, terms)),
                sort_name=texts(row, "name"),
                newest=epoch(row["first_published_at"] or row["created_at"]) or 0,
                supply=True,
                completeness=_completeness(row, own, proof),
            )
        )
    return documents


def _texts(
    row: Row, own: dict[str, list[int]], providers: list[Row], proof: Evidence, terms: Vocabularies
) -> dict[str, dict[str, str]]:
    words = Texts()
    for field in ("name", "tagline", "description"):
        words.add(field, texts(row, field))
    words.add("description", texts(row, "features"))
    words.add("terms", choice_label(SolutionKind, row["kind"]))
    words.terms(terms[Sector].with_above(own["sectors"]))
    words.terms(terms[Technology].with_above(own["technologies"]))
    words.terms(terms[DataTheme].terms(own["data_themes"]))
    words.terms(terms[Market].terms(own["markets"]))
    words.standards(terms[Certification].terms(own["certifications"]))
    words.terms(terms[Cpv].terms(own["cpv"]))
    words.codes(terms[Cpv].with_above(own["cpv"]))
    for provider in providers:
        words.add("provider", texts(provider, "name"))
    evidence_lines(words, proof)
    return words.built()


def _card(
    row: Row, providers: list[Row], proof: Evidence, public_id: str, trusted: dict[str, Any]
) -> dict[str, Any]:
    number = providers[0]["register__registration_number"] if providers else None
    return compact(
        {
            "name": texts(row, "name"),
            "tagline": texts(row, "tagline") or _opening(row),
            "kind": row["kind"],
            "sample": row["is_sample"],
            "providers": [
                {**organisation_name(one), "kind": one["kind"], "city": one["city"]}
                for one in providers
            ],
            "trl": row["trl"],
            "stage": row["stage"],
            "data_driven": row["data_driven"],
            "partner_sought": row["partner_sought"],
            "licence": row["licence"],
            "emblem": emblem_number(number, public_id, str(row["pk"])),
            **proof.card(),
            **trusted,
        }
    )


def _opening(row: Row) -> dict[str, str]:
    """Return the first sentence of the description, where there is no tagline."""
    found = {}
    for lang, text in texts(row, "description").items():
        line = text.splitlines()[0]
        sentence, stop, _ = line.partition(". ")
        found[lang] = f"{sentence}{stop.strip()}"[:200]
    return found


def _completeness(row: Row, own: dict[str, list[int]], proof: Evidence) -> int:
    signs = (
        bool(texts(row, "tagline")),
        bool(texts(row, "description")),
        len(texts(row, "description")) == len(schema.LANGUAGES),
        bool(own["sectors"]),
        bool(own["technologies"]),
        bool(own["data_themes"]),
        bool(own["markets"]),
        bool(own["certifications"]),
        bool(own["cpv"]),
        bool(row["trl"]),
        bool(row["stage"]),
        bool(proof.references),
        len(proof.references) > 1,
        bool(proof.latest),
        any(row[f"pillar_{number}"] for number in (1, 2, 3)),
    )
    return min(schema.MAX_COMPLETENESS, sum(signs))
