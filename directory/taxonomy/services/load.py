"""Loading the vocabularies from the CSV files beside this app."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from directory.taxonomy.choices import MarketKind
from directory.taxonomy.models import (
    Certification,
    Cpv,
    DataTheme,
    Language,
    Market,
    Nace,
    PublicFunction,
    Region,
    Sector,
    Technology,
    Term,
)
from directory.taxonomy.signals import terms_changed

DATA = Path(__file__).resolve().parents[1] / "data"

Row = Mapping[str, str]

#: File, model, and the columns it has beside those of every term. Targets of links come first.
FILES: Sequence[tuple[str, type[Term], tuple[str, ...]]] = (
    ("nace.csv", Nace, ("code", "level", "section")),
    ("cpv.csv", Cpv, ("check_digit", "level")),
    ("sectors.csv", Sector, ()),
    ("technologies.csv", Technology, ()),
    ("data_themes.csv", DataTheme, ("uri",)),
    ("certifications.csv", Certification, ("url",)),
    ("market_groups.csv", Market, ()),
    ("markets.csv", Market, ("iso3",)),
    ("regions.csv", Region, ("code",)),
    ("languages.csv", Language, ("iso3",)),
    ("public_functions.csv", PublicFunction, ("code",)),
)
#: Values that a whole file shares.
SHARED: Mapping[str, Mapping[str, Any]] = {
    "market_groups.csv": {"kind": MarketKind.GROUP},
    "markets.csv": {"kind": MarketKind.COUNTRY},
}
#: File, column, field, and the column by which the column's parts name their targets.
LINKS: Sequence[tuple[str, str, str, str]] = (
    ("sectors.csv", "nace", "nace", "code"),
    ("markets.csv", "groups", "groups", "slug"),
)
BATCH = 1000


def load_vocabularies() -> dict[str, int]:
    """Create the terms that are missing, and return how many by file.

    Terms that exist stay as staff left them; running it again changes nothing.
    """
    created: dict[str, int] = {}
    with transaction.atomic():
        for file, model, columns in FILES:
            new = _create_missing(file, model, columns)
            created[file] = len(new)
            if new:
                terms_changed.send(sender=model, pks=frozenset(new.values()))
    return created


def _create_missing(file: str, model: type[Term], columns: tuple[str, ...]) -> dict[str, int]:
    rows = list(_rows(file))
    keys = dict(model.objects.values_list("slug", "pk"))
    first_order = model.objects.count() if file == "markets.csv" else 0
    missing = [(order, row) for order, row in enumerate(rows) if row["slug"] not in keys]
    new: dict[str, int] = {}
    # Parents and targets of a merge stand above their rows, so each round's targets have keys.
    while missing:
        ready = [
            item
            for item in missing
            if all(
                not item[1].get(name) or item[1][name] in keys for name in ("parent", "merged_into")
            )
        ]
        if not ready:
            slugs = ", ".join(row["slug"] for _, row in missing[:5])
            raise ValueError(f"{file}: parents are missing of {slugs}")
        terms = model.objects.bulk_create(
            (_term(file, model, columns, row, first_order + order, keys) for order, row in ready),
            batch_size=BATCH,
        )
        round_keys = {term.slug: term.pk for term in terms}
        keys |= round_keys
        new |= round_keys
        missing = [item for item in missing if item[1]["slug"] not in keys]
    for link_file, column, field, target_column in LINKS:
        if link_file == file and new:
            _link(
                model,
                field,
                target_column,
                [row for row in rows if row["slug"] in new],
                new,
                column,
            )
    return new


def _rows(file: str) -> Iterator[Row]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _term(
    file: str,
    model: type[Term],
    columns: tuple[str, ...],
    row: Row,
    order: int,
    keys: Mapping[str, int],
) -> Term:
    texts = {
        f"synonyms_{language}": row[f"synonyms_{language}"].replace("|", "\n")
        for language in ("en", "lv")
    }
    make: Any = model
    term: Term = make(
        slug=row["slug"],
        label_en=row["label_en"],
        label_lv=row["label_lv"],
        order=order,
        parent_id=keys.get(row["parent"]),
        merged_into_id=keys.get(row.get("merged_into", "")),
        **texts,
        **{column: row[column] for column in columns},
        **SHARED.get(file, {}),
    )
    return term


def _link(
    model: type[Term],
    field: str,
    target_column: str,
    rows: Sequence[Row],
    keys: Mapping[str, int],
    column: str,
) -> None:
    relation: Any = model._meta.get_field(field)
    through = relation.remote_field.through
    target = relation.related_model
    targets = {
        name.lower(): key for name, key in target._default_manager.values_list(target_column, "pk")
    }
    source, aim = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    wanted = {
        (keys[row["slug"]], targets[part.lower()])
        for row in rows
        for part in row[column].split("|")
        if part
    }
    through._default_manager.bulk_create(
        (through(**{f"{source}_id": one, f"{aim}_id": other}) for one, other in sorted(wanted)),
        batch_size=BATCH,
    )
