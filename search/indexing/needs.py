"""Turn public-sector needs into documents."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from directory.catalogue.models import Organisation
from directory.needs.choices import NeedKind
from directory.needs.models import Need
from directory.taxonomy.models import Certification, Cpv, Sector
from search.contract import schema
from search.contract.document import Document
from search.indexing import facets
from search.indexing.card import brief, compact, emblem_number, epoch, organisation_name
from search.indexing.facets import Vocabularies
from search.indexing.relations import Row, in_languages, links, public_ids, rows_of, texts
from search.indexing.words import Texts, choice_label

M2M = ("sectors", "cpv", "required_certifications")
COLUMNS = (
    *(
        "slug",
        "is_sample",
        "kind",
        "buyer_id",
        "buyer_name",
        "country_id",
        "budget_min",
        "budget_max",
        "currency",
    ),
    *("published", "deadline", "settled", "first_published_at", "created_at"),
    *in_languages("title", "description"),
)


def need_documents(pks: Sequence[int], terms: Vocabularies) -> list[Document]:
    """Return the documents of those of the needs that everybody may see."""
    rows = rows_of(Need.objects.public().filter(pk__in=pks), COLUMNS)
    found = [row["pk"] for row in rows]
    linked = {field: links(Need, field, found) for field in M2M}
    buyers = {
        row["pk"]: row
        for row in rows_of(
            Organisation.objects.public().filter(pk__in={row["buyer_id"] for row in rows}),
            ("slug", "register__registration_number", *in_languages("name")),
        )
    }
    ids = public_ids(Need, found)
    return [
        _document(row, ids[row["pk"]], buyers.get(row["buyer_id"]), linked, terms) for row in rows
    ]


def _document(
    row: Row,
    public_id: str,
    buyer: Row | None,
    linked: dict[str, dict[int, list[int]]],
    terms: Vocabularies,
) -> Document:
    pk = row["pk"]
    named = (
        organisation_name(buyer)
        if buyer
        else {"name": {"lv": row["buyer_name"]} if row["buyer_name"] else {}}
    )
    words = Texts()
    words.add("name", texts(row, "title"))
    words.add("description", texts(row, "description"))
    words.add("provider", named["name"])
    words.add("terms", choice_label(NeedKind, row["kind"]))
    words.terms(terms[Sector].with_above(linked["sectors"].get(pk, ())))
    words.standards(terms[Certification].terms(linked["required_certifications"].get(pk, ())))
    words.terms(terms[Cpv].terms(linked["cpv"].get(pk, ())))
    words.codes(terms[Cpv].with_above(linked["cpv"].get(pk, ())))
    return Document(
        type=schema.NEED,
        key=f"{schema.NEED}:{pk}",
        id=public_id,
        slug=row["slug"],
        facets=facets.need(row, linked, terms),
        texts=words.built(),
        card=compact(
            {
                "name": texts(row, "title"),
                "tagline": {lang: brief(text) for lang, text in texts(row, "description").items()},
                "kind": row["kind"],
                "sample": row["is_sample"],
                "buyer": named if named["name"] else None,
                "deadline": epoch(row["deadline"]),
                "settled": row["settled"],
                "published": epoch(row["published"]),
                "budget": _budget(row["budget_min"], row["budget_max"]),
                "currency": row["currency"],
                "emblem": emblem_number(public_id, str(pk)),
            }
        ),
        sort_name=texts(row, "title"),
        newest=epoch(row["published"] or row["first_published_at"] or row["created_at"]) or 0,
        completeness=3 * bool(texts(row, "description"))
        + 2 * bool(row["deadline"])
        + 2 * bool(linked["cpv"].get(pk)),
    )


def _budget(lowest: Decimal | None, highest: Decimal | None) -> list[float | None]:
    """Return both ends of the budget; nothing where neither is known."""
    if lowest is None and highest is None:
        return []
    return [None if amount is None else float(amount) for amount in (lowest, highest)]
