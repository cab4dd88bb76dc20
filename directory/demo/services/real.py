"""The real part of the demo: suppliers, buyers, contracts and tenders of the procurement office.

Facts only. What the sources do not say (a description, a link, a date) stays empty.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from directory.catalogue.models import ExternalId, Organisation, PublicContract
from directory.importers.records import FoundBuyer, Outcome
from directory.importers.services.catalogue import Options, import_rows
from directory.importers.services.needs import SOURCE, buyer_row, has_number, import_needs
from directory.importers.sources.jsonl import Rows
from directory.importers.sources.legal_names import display_name, is_personal
from directory.taxonomy.models import Cpv
from directory.taxonomy.services.resolve import TermResolver
from search import changes
from search.indexing import touched

REAL = Path(__file__).resolve().parents[1] / "data" / "real"
SOURCE_LABEL = "IUB open data"
#: Main divisions of CPV in which suppliers mostly resell equipment.
RESALE = frozenset({"30", "32"})
_KINDS = {"BDR": "association", "NOD": "association"}
_REGIONS = {
    "Kurzeme": "LV00B",
    "Latgale": "LV005",
    "Pierīga": "LV00A",
    "Rīga": "LV00A",
    "Vidzeme": "LV00C",
    "Zemgale": "LV009",
}


def load_organisations() -> Outcome:
    """Load the suppliers and the buyers; those who are both are suppliers."""
    suppliers = list(_suppliers())
    known = {row["id"] for row in suppliers}
    buyers = [row for row in _buyers() if row["id"] not in known]
    return import_rows(
        reader=Rows(list(enumerate([*suppliers, *buyers], start=1))),
        options=Options(source=SOURCE, publish=True),
        command="load_demo",
        file="suppliers and buyers",
    )


def load_tenders() -> Outcome:
    """Load the tenders as `import_needs` does."""
    return import_needs(path=REAL / "iub_active_tenders_2026-06.csv", sha256="")


def load_contracts() -> int:
    """Create the contracts of suppliers that are missing, and return how many.

    Awards have titles and no date, lots have dates and no title. Where supplier, buyer, value and
    CPV group agree they are one contract. A contract whose link leads to a buyer's general page
    has none.
    """
    content_type = ContentType.objects.get_for_model(Organisation)
    ids = ExternalId.objects.filter(content_type=content_type, source=SOURCE)
    organisations = dict(ids.values_list("value", "object_id"))
    suppliers = {row["regcode"] for row in _table("lv_suppliers_ict.csv")}
    found = [row for row in _contracts() if row["winner"] in suppliers & organisations.keys()]
    known = set(PublicContract.objects.values_list("source_key", flat=True))
    resolver = TermResolver(Cpv)
    new = [
        PublicContract(
            organisation_id=organisations[row["winner"]],
            buyer_id=organisations.get(row["buyer"]),
            buyer_name=row["buyer_name"],
            title=row["title"],
            cpv_id=_cpv_key(resolver, row["cpv"]),
            value=row["value"],
            awarded_on=row["awarded_on"],
            source=SOURCE_LABEL,
            source_url=row["source_url"],
            source_key=row["key"],
        )
        for row in found
        if row["key"] not in known
    ]
    with transaction.atomic():
        PublicContract.objects.bulk_create(new, batch_size=500)
        keys = {contract.organisation_id for contract in new}
        for type_name, touched_keys in touched.by_organisations(keys).items():
            changes.record(type_name, sorted(touched_keys))
    return len(new)


def _suppliers() -> Iterator[dict[str, Any]]:
    evidence = json.loads((REAL / "lv_ict_suppliers_with_evidence.json").read_text("utf-8"))
    groups = {item["regcode"]: item["cpv4"] for item in evidence}
    resolver = TermResolver(Cpv)
    for row in _table("lv_suppliers_ict.csv"):
        division = row["top_sector_cpv2"]
        codes = [f"{group}0000" for group in groups.get(row["regcode"], [])]
        yield {
            "type": "organisation",
            "id": row["regcode"],
            "kind": _KINDS.get(row["type"], "company"),
            "name": {"lv": display_name(row["name"])},
            "legal_name": row["name"],
            "legal_form": row["type"],
            "registration_number": row["regcode"],
            "registered_on": row["registered"] or None,
            "activity": "reseller" if division in RESALE else "maker",
            "cpv": [
                code for code in [f"{division}000000", *codes] if resolver.key(code) is not None
            ],
        }


def _buyers() -> Iterator[dict[str, Any]]:
    for row in _table("lv_public_buyers.csv"):
        buyer = FoundBuyer(row["buyerId"], row["buyerName"])
        if has_number(buyer) and not is_personal(buyer.legal_name):
            yield {**buyer_row(buyer), "region": _REGIONS.get(row["region"])}


def _contracts() -> Iterator[dict[str, Any]]:
    lots = list(_lots())
    by_facts = {(lot["winner"], lot["buyer"], lot["value"], lot["cpv"][:4]): lot for lot in lots}
    merged: set[str] = set()
    for row in _table("iub_awards_need_to_supplier.csv"):
        value = _value(row["value"])
        winner, buyer, code = row["winner_regcode"], row["buyerId"], row["cpv"]
        lot = by_facts.get((winner, buyer, value, code[:4])) if value else None
        if lot:
            merged.add(lot["key"])
        link = row["sourceUrl"]
        yield {
            "winner": winner,
            "buyer": buyer,
            "buyer_name": display_name(row["buyerName"]),
            "title": " ".join(row["name"].split())[:1000],
            "cpv": code,
            "value": value,
            "awarded_on": lot["awarded_on"] if lot else None,
            "source_url": lot["source_url"] if lot else link if "/Procurement/" in link else "",
            "key": f"iub:award:{row['procedureId']}:{winner}:{value or ''}",
        }
    yield from (lot for lot in lots if lot["key"] not in merged)


def _lots() -> Iterator[dict[str, Any]]:
    for row in _table("iub_lot_awards_winner_cpv4.csv"):
        yield {
            "winner": row["winner_regcode"],
            "buyer": row["buyerId"],
            "buyer_name": display_name(row["buyerName"]),
            "title": "",
            "cpv": f"{row['cpv4']}0000",
            "value": _value(row["value"]),
            "awarded_on": date.fromisoformat(row["date"]) if row["date"] else None,
            "source_url": row["sourceUrl"],
            "key": f"iub:lot:{row['lot_id']}",
        }


def _value(text: str) -> Decimal | None:
    return round(Decimal(text), 2) if text else None


def _cpv_key(resolver: TermResolver[Cpv], code: str) -> int | None:
    """Return the code, or else its division where the group is none of the vocabulary."""
    return resolver.key(code) or resolver.key(f"{code[:2]}000000")


def _table(name: str) -> Iterator[Mapping[str, str]]:
    with (REAL / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
