"""Make the notices of a procedure into one need: later ones add to what earlier ones said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from directory.catalogue.models import ExternalId
from directory.importers.models import ImportRecord
from directory.importers.records import FoundNeed
from directory.needs.choices import NeedKind
from directory.needs.models import Need
from directory.taxonomy.models import Cpv, Market

#: What a later notice leaves out still holds: column of the stored content → key of the shape.
_LASTING = {
    "published": "published",
    "deadline": "deadline",
    "budget_min": "budget_min",
    "budget_max": "budget_max",
    "currency": "currency",
}
_AMOUNTS = {"budget_min", "budget_max"}
_EARLIEST = datetime.min.replace(tzinfo=UTC)


def folded(found: Iterable[FoundNeed]) -> list[FoundNeed]:
    """Return one need a procedure, read in the order of the notices' dates.

    The first day of publication stays; of all else the last word counts, and what it leaves out is as said
    before. Notices without a date stand in the order of the file.
    """
    needs: dict[str, FoundNeed] = {}
    for item in sorted(found, key=lambda one: one.said_at or _EARLIEST):
        name = str(item.need["id"])
        if (before := needs.get(name)) is not None:
            need = {**before.need, **item.need}
            if "published" in before.need:
                need["published"] = before.need["published"]
            item = replace(item, need=need, known_as=(*before.known_as, *item.known_as))
        needs[name] = item
    return list(needs.values())


def link_needs(needs: Sequence[FoundNeed], *, source: str) -> None:
    """Give needs that stand under the id of a notice the id of their procedure.

    So a plan becomes the tender that it announced, and a tender known by its notice is not doubled. A plan that became
    one procedure already stays that one's.
    """
    ids = ExternalId.objects.filter(
        content_type=ContentType.objects.get_for_model(Need), source=source
    )
    wanted = {name for item in needs for name in (str(item.need["id"]), *item.known_as)}
    known: dict[str, int] = dict(ids.filter(value__in=wanted).values_list("value", "object_id"))
    several = set(
        ids.filter(object_id__in=known.values(), record__content__kind=NeedKind.TENDER).values_list(
            "object_id", flat=True
        )
    )
    with transaction.atomic():
        for item in needs:
            name = str(item.need["id"])
            if name in known:
                continue
            own, *others = item.known_as or ("",)
            key = known.get(own) or next(
                (known[one] for one in others if one in known and known[one] not in several), None
            )
            if key is None:
                continue
            content_type = ContentType.objects.get_for_model(Need)
            fresh = ExternalId.objects.create(
                source=source, value=name, content_type=content_type, object_id=key
            )
            # What the source said under the other id is what staff's edits are told from.
            last = ImportRecord.objects.filter(
                external_id__content_type=content_type,
                external_id__source=source,
                external_id__object_id=key,
            ).last()
            if last is not None:
                ImportRecord.objects.create(
                    external_id=fresh, content=last.content, run=last.run, said_at=last.said_at
                )
            known[name] = key
            several.add(key)


def newest(needs: Sequence[FoundNeed], *, source: str) -> tuple[list[FoundNeed], int]:
    """Return the needs of which nothing newer is known, completed by what was said before, and how many are older."""
    records = {
        record.external_id.value: record
        for record in ImportRecord.objects.filter(
            external_id__content_type=ContentType.objects.get_for_model(Need),
            external_id__source=source,
            external_id__value__in=[str(item.need["id"]) for item in needs],
        ).select_related("external_id")
    }
    countries = dict(Market._default_manager.values_list("pk", "slug"))
    said = {key for record in records.values() for key in record.content.get("cpv") or ()}
    codes = dict(Cpv._default_manager.filter(pk__in=said).values_list("pk", "slug"))
    kept = []
    for item in needs:
        record = records.get(str(item.need["id"]))
        before = {} if record is None else record.content
        need = dict(item.need)
        if "cpv" not in need:
            need["cpv"] = [codes[key] for key in before.get("cpv") or () if key in codes]
        if item.said_at is not None:
            if record is not None and record.said_at is not None and record.said_at > item.said_at:
                continue
            country = countries.get(before.get("country_id"), "")
            need = {"country": country, **_completed(need, before)}
        kept.append(replace(item, need=need))
    return kept, len(needs) - len(kept)


def keep_moments(needs: Iterable[FoundNeed], *, source: str) -> None:
    """Write down when the source said what was imported."""
    moments = {str(item.need["id"]): item.said_at for item in needs if item.said_at is not None}
    records = list(
        ImportRecord.objects.filter(
            external_id__content_type=ContentType.objects.get_for_model(Need),
            external_id__source=source,
            external_id__value__in=moments,
        ).select_related("external_id")
    )
    for record in records:
        record.said_at = moments[record.external_id.value]
    ImportRecord.objects.bulk_update(records, ["said_at"], batch_size=500)


def _completed(need: Mapping[str, Any], content: Mapping[str, Any]) -> dict[str, Any]:
    """Return a need with what the source said earlier and does not repeat."""
    found = dict(need)
    for column, key in _LASTING.items():
        if (value := content.get(column)) is None:
            continue
        if key == "published" or key not in found:
            found[key] = float(value) if key in _AMOUNTS else value
    if "description" not in found:
        told = {lang: content.get(f"description_{lang}") for lang in ("en", "lv")}
        found["description"] = {lang: text for lang, text in told.items() if text}
    return found
