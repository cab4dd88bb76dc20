"""Turn references and datasets into documents."""

from __future__ import annotations

from collections.abc import Sequence

from directory.catalogue.models import Dataset, Organisation, Reference
from directory.taxonomy.models import Cpv, DataTheme, Market, Sector
from search.contract import schema
from search.contract.document import Document
from search.indexing import facets
from search.indexing.card import (
    brief,
    compact,
    country_code,
    emblem_number,
    epoch,
    organisation_name,
)
from search.indexing.facets import Vocabularies
from search.indexing.relations import in_languages, links, public_ids, rows_of, texts
from search.indexing.words import Texts

REFERENCE_COLUMNS = (
    *(
        "slug",
        "is_sample",
        "client_kind",
        "year",
        "country_id",
        "sector_id",
        "first_published_at",
        "created_at",
    ),
    *("organisation_id", "organisation__slug", "organisation__register__registration_number"),
    *("solution_id", "solution__slug", "solution__live"),
    *in_languages("title", "client", "result", "organisation__name", "solution__name"),
)
DATASET_COLUMNS = (
    *("slug", "is_sample", "publisher_id", "url", "licence", "formats", "update_frequency"),
    *("first_published_at", "created_at"),
    *in_languages("title", "description", "legal_note", "publisher_name"),
)


def reference_documents(pks: Sequence[int], terms: Vocabularies) -> list[Document]:
    """Return the documents of those of the references that everybody may see."""
    rows = rows_of(Reference.objects.public().filter(pk__in=pks), REFERENCE_COLUMNS)
    found = [row["pk"] for row in rows]
    codes = links(Reference, "cpv", found)
    ids = public_ids(Reference, found)
    documents = []
    for row in rows:
        pk = row["pk"]
        solution = organisation_name(row, "solution__") if row["solution__live"] else None
        words = Texts()
        words.add("name", texts(row, "title"))
        words.add("description", texts(row, "result"))
        words.add("references", texts(row, "client"))
        words.add("provider", texts(row, "organisation__name"))
        if solution:
            words.add("provider", solution["name"])
        sector, country = row["sector_id"], row["country_id"]
        words.terms(terms[Sector].with_above([sector] if sector else []))
        words.terms(terms[Market].terms([country] if country else []))
        words.terms(terms[Cpv].terms(codes.get(pk, ())))
        words.codes(terms[Cpv].with_above(codes.get(pk, ())))
        number = row["organisation__register__registration_number"]
        documents.append(
            Document(
                type=schema.REFERENCE,
                key=f"{schema.REFERENCE}:{pk}",
                id=ids[pk],
                slug=row["slug"],
                facets=facets.reference(row, terms),
                texts=words.built(),
                card=compact(
                    {
                        "name": texts(row, "title"),
                        "tagline": texts(row, "result"),
                        "sample": row["is_sample"],
                        "organisation": organisation_name(row, "organisation__"),
                        "solution": solution,
                        "client": texts(row, "client"),
                        "client_kind": row["client_kind"],
                        "country": country_code(country, terms[Market]),
                        "year": row["year"],
                        "emblem": emblem_number(number, ids[pk], str(pk)),
                    }
                ),
                sort_name=texts(row, "title"),
                newest=epoch(row["first_published_at"] or row["created_at"]) or 0,
                completeness=3 * bool(texts(row, "result"))
                + 2 * bool(row["year"])
                + 2 * bool(sector),
            )
        )
    return documents


def dataset_documents(pks: Sequence[int], terms: Vocabularies) -> list[Document]:
    """Return the documents of those of the datasets that everybody may see."""
    rows = rows_of(Dataset.objects.public().filter(pk__in=pks), DATASET_COLUMNS)
    found = [row["pk"] for row in rows]
    linked = {"themes": links(Dataset, "themes", found)}
    publishers = {
        row["pk"]: row
        for row in rows_of(
            Organisation.objects.public().filter(pk__in={row["publisher_id"] for row in rows}),
            ("slug", *in_languages("name")),
        )
    }
    ids = public_ids(Dataset, found)
    documents = []
    for row in rows:
        pk = row["pk"]
        publisher = publishers.get(row["publisher_id"])
        named = (
            organisation_name(publisher) if publisher else {"name": texts(row, "publisher_name")}
        )
        words = Texts()
        words.add("name", texts(row, "title"))
        words.add("description", texts(row, "description"))
        words.add("description", texts(row, "legal_note"))
        words.add("provider", named["name"])
        words.terms(terms[DataTheme].terms(linked["themes"].get(pk, ())))
        for name in row["formats"].split(","):
            words.line("terms", "en", name)
        documents.append(
            Document(
                type=schema.DATASET,
                key=f"{schema.DATASET}:{pk}",
                id=ids[pk],
                slug=row["slug"],
                facets=facets.dataset(row, linked, terms),
                texts=words.built(),
                card=compact(
                    {
                        "name": texts(row, "title"),
                        "tagline": {
                            lang: brief(text) for lang, text in texts(row, "description").items()
                        },
                        "sample": row["is_sample"],
                        "publisher": named if named["name"] else None,
                        "licence": row["licence"],
                        "formats": row["formats"],
                        "update_frequency": row["update_frequency"],
                        "emblem": emblem_number(ids[pk], str(pk)),
                    }
                ),
                sort_name=texts(row, "title"),
                newest=epoch(row["first_published_at"] or row["created_at"]) or 0,
                completeness=3 * bool(texts(row, "description"))
                + 2 * bool(row["url"])
                + 2 * bool(row["licence"]),
            )
        )
    return documents
